"""What a worker does with a parcel: makes the track in a folder that is gone afterwards, and hands it over."""

from __future__ import annotations

import platform
import tempfile
import traceback
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path

from audiogen import __version__
from audiogen.build.production import made_with
from audiogen.build.session import Produced, Session
from audiogen.build.task import make
from audiogen.build.worker import Bug
from audiogen.cache.store import Cache, default_cache_folder
from audiogen.cluster.parcel import Delivered, Goods, Parcel, Sealed, phrase_name, unpacked, voiced
from audiogen.errors import AudiogenError
from audiogen.parallel import CORES, Workers
from audiogen.progress import Event, Notice
from audiogen.project import Project
from audiogen.speech.registry import find_voice


def version_here(cache: Path | None = None) -> str:
    """What this computer makes tracks with, for people; two that differ in it may make other bytes of one track."""
    with_ = made_with(Cache(cache or default_cache_folder()))
    python = ".".join(platform.python_version_tuple()[:2])
    return f"audiogen {__version__} ({with_.fingerprint[:12]}), Python {python}"


def make_parcel(sealed: Sealed, version: Callable[[], str] = version_here, threads: int = 0) -> Delivered:
    """Make a track; whatever becomes of it is given back, since workers log what is raised.

    Args:
        sealed: what to make.
        version: what this worker makes tracks with.
        threads: that mix and encode it; 0 for the worker's share of the cores.
    """
    try:
        here = version()
        if here != sealed.version:
            return _other_version(sealed.version, here)
        return _made(sealed.opened(), threads or max(1, CORES // _at_once()))
    except AudiogenError as error:
        return error
    except Exception as error:  # noqa: BLE001 - a bug is raised by the build, which has a log for it
        return Bug(traceback.format_exc(), tuple(traceback.format_tb(error.__traceback__)))


def _other_version(wanted: str, here: str) -> AudiogenError:
    message = f"the worker {_address()} has {here}, and this build {wanted}"
    return AudiogenError(message, hint="Install the same versions there and here, then build again.")


def _made(parcel: Parcel, threads: int) -> Goods:
    notices: list[str] = []

    def on_event(event: Event) -> None:
        if isinstance(event, Notice):
            notices.append(event.message)

    with tempfile.TemporaryDirectory(prefix="audiogen-") as folder:
        session = _laid_out(parcel, Path(folder))
        before = {key for key, cache, _ in voiced(session) if cache.peek(key) is not None}
        with Workers(threads) as workers:
            produced = make(session, workers, on_event)
        return _packed(parcel, session, produced, before, tuple(notices))


def _laid_out(parcel: Parcel, folder: Path) -> Session:
    """The session with its files in a folder, and what is known of its phrases in caches."""
    session, root, store = parcel.session, folder / "project", parcel.store
    for name, carried in parcel.files.items():
        _write(root / name, unpacked(carried, store))
    root.mkdir(exist_ok=True)
    own = session.own and replace(session.own, cache=Cache(folder / "own"))
    phrasing = session.phrasing.at(partial(find_voice, root=root), root)
    project = Project(root, folder / "dist", default_cache_folder())
    session = replace(session, project=project, own=own, phrasing=phrasing)
    for key, cache, is_own in voiced(session):
        if cache.peek(key) is None:
            content = parcel.phrases.get(key)
            if content is None and store and not is_own:
                content = store.get(phrase_name(key))
            if content is not None:
                cache.put(key, content)
    return session


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


def _packed(parcel: Parcel, session: Session, produced: Produced, before: set[str], notices: tuple[str, ...]) -> Goods:
    manifest, store, dist = produced.manifest, parcel.store, session.project.dist
    names = [*(each.file for each in manifest.sounds), *((manifest.plan,) if manifest.plan else ())]
    files: dict[str, bytes | str] = {}
    for name in dict.fromkeys(names):
        content = (dist / name).read_bytes()
        if store and session.own is None:
            files[name] = f"made/{session.keys.sound}/{name}"
            store.put(f"made/{session.keys.sound}/{name}", content)
        else:
            files[name] = content
    phrases: dict[str, bytes] = {}
    own: set[str] = set()
    for key, cache, is_own in voiced(session):
        content = None if key in before else cache.peek(key)
        if content is not None:
            phrases[key] = content
            if is_own:
                own.add(key)
            elif store:
                store.put(phrase_name(key), content)
    return Goods(manifest, files, phrases, frozenset(own), produced.phrases, produced.phrases_spoken, notices)


def _at_once() -> int:
    """How many tracks the worker makes at once."""
    from distributed import get_worker  # noqa: PLC0415 - an extra

    try:
        return max(1, int(get_worker().state.nthreads))
    except ValueError:
        return 1


def _address() -> str:
    from distributed import get_worker  # noqa: PLC0415 - an extra

    try:
        return str(get_worker().address)
    except ValueError:
        return platform.node()
