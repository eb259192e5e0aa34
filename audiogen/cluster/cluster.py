"""Tracks made by the workers of a cluster of dask.distributed, which runs whether there is a build or not.

A worker that is lost costs no track: the scheduler gives it to another one. A track with which worker after worker is
lost fails alone.
"""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Final, Self

from audiogen.atomic import beside, write_atomically
from audiogen.build.makers import BugElsewhereError
from audiogen.build.places import make_folder, put_in_place
from audiogen.build.session import Produced, Session
from audiogen.build.worker import Bug
from audiogen.cache.store import Cache
from audiogen.cluster.making import make_parcel, version_here
from audiogen.cluster.parcel import Delivered, Goods, Sealed, pack, unpacked
from audiogen.cluster.store import Store
from audiogen.errors import AudiogenError, MediaError, OutputError
from audiogen.manifest import Media
from audiogen.progress import Notice, OnEvent

if TYPE_CHECKING:
    from distributed import Client, Future

_LOOK_S: Final = 0.2
"""How often somebody who waits for a track looks whether the build was broken off."""
_MOST_AT_ONCE: Final = 256
_EXTRA: Final = 'Install what it needs: pip install "audiogen-sessions[cluster]"'


class Cluster:
    """Makes tracks on a cluster; used as `with Cluster(…) as cluster:`."""

    def __init__(
        self,
        address: str,
        store: str | None,
        *,
        timeout_s: float = 10.0,
        make: Callable[..., Delivered] = make_parcel,
        version: Callable[[], str] = version_here,
    ) -> None:
        """Reach nobody yet.

        Args:
            address: of the scheduler, like `tcp://10.0.0.5:8786`.
            store: a folder or URL that all reach; None sends everything through the scheduler.
            timeout_s: for the scheduler to answer.
            make: what workers do with a track.
            version: what tracks are made with, here and there.
        """
        self._address = address
        self._store = Store(store) if store else None
        self._timeout_s = timeout_s
        self._make = make
        self._version = version
        self._stopped = threading.Event()
        self._waiting: set[Future[Delivered]] = set()

    def __enter__(self) -> Self:
        """Reach the scheduler, and see that its workers make the same of a track as this computer.

        Raises:
            AudiogenError: when it cannot be reached, has no workers, or one of them makes something else.
        """
        self._client = self._connected()
        try:
            self._here = self._version()
            self.at_once = self._checked()
        except BaseException:
            self._client.close()
            raise
        return self

    def __exit__(
        self, _kind: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        """Leave it as it was."""
        self._client.close()

    def make(self, session: Session, on_event: OnEvent) -> Produced:
        """Make one, on the worker that the scheduler chooses, and put it in place here."""
        sealed = Sealed.of(pack(session, self._store), self._here)
        # only ids are in it: keys stand in logs, and on the scheduler's own page
        key = f"audiogen-{session.edition.key}-{secrets.token_hex(8)}"
        future = self._client.submit(self._make, sealed, key=key, pure=False)
        self._waiting.add(future)
        try:
            delivered = self._delivered(future, session)
        finally:
            self._waiting.discard(future)
            future.release()
        if isinstance(delivered, Bug):
            raise BugElsewhereError(delivered)
        if isinstance(delivered, AudiogenError):
            raise delivered
        for notice in delivered.notices:
            on_event(Notice(notice))
        put(session, delivered, self._store)
        return Produced(delivered.manifest, delivered.used, delivered.spoken)

    def stop(self) -> None:
        """Let the scheduler forget what is not made yet; what a worker has begun, it ends, and nobody gets it."""
        self._stopped.set()
        with suppress(Exception):  # whatever it is, nobody waits for it any more
            self._client.cancel(list(self._waiting), force=True, asynchronous=False)

    def _connected(self) -> Client:
        try:
            from distributed import Client  # noqa: PLC0415 - an extra
        except ImportError as error:
            message = "building on a cluster needs dask.distributed, which is not installed"
            raise AudiogenError(message, hint=_EXTRA) from error
        try:
            return Client(self._address, timeout=self._timeout_s, set_as_default=False)
        except (OSError, ValueError) as error:
            message = f"no scheduler answers at {self._address} within {self._timeout_s:g} s"
            hint = "Start one there with `dask scheduler`, or mend the address: tcp://HOST:8786."
            raise AudiogenError(message, hint=hint) from error

    def _checked(self) -> int:
        """How many tracks to send at once: what all workers make at once, and as many that wait for them."""
        told: Mapping[str, object] = self._client.run(self._version, on_error="return")
        if not told:
            message = f"the scheduler at {self._address} has no workers"
            hint = f"Start some: `dask worker {self._address} --nthreads 1 --nworkers CORES`."
            raise AudiogenError(message, hint=hint)
        others = {address: there for address, there in told.items() if there != self._here}
        if others:
            lines = [f"the worker {address} has {_shown(there)}" for address, there in sorted(others.items())]
            message = "\n".join((*lines, f"this computer has {self._here}"))
            raise AudiogenError(message, hint="Install the same versions there and here; nothing was sent.")
        threads = int(sum(self._client.nthreads().values()))
        return max(1, min(_MOST_AT_ONCE, 2 * threads))

    def _delivered(self, future: Future[Delivered], session: Session) -> Delivered:
        from distributed.scheduler import KilledWorker  # noqa: PLC0415 - an extra

        ended = threading.Event()
        future.add_done_callback(lambda _: ended.set())
        while not ended.wait(_LOOK_S):
            if self._stopped.is_set():
                return _left(self._address)
            if self._client.status in {"closed", "closing"}:
                return _left(self._address)
        try:
            delivered: Delivered = future.result()
        except KilledWorker as error:
            last = error.last_worker.address
            message = f"every worker that was to make {session.edition.key} was lost, the last one {last}"
            hint = "If memory ran out there, let each worker make one track at a time; its log tells more."
            return AudiogenError(message, hint=hint)
        except Exception as error:
            # cancelled, since the scheduler went away, or this build does
            if future.status in {"cancelled", "lost"}:
                return _left(self._address)
            raise BugElsewhereError(Bug(repr(error), ())) from error
        return delivered


def _left(address: str) -> AudiogenError:
    message = f"the connection to the scheduler at {address} was lost"
    return AudiogenError(message, hint="See that it runs, then build again: what is finished is kept.")


def _shown(told: object) -> str:
    if isinstance(told, ModuleNotFoundError):
        return f"no {told.name}"
    return f"told nothing: {told}" if isinstance(told, BaseException) else str(told)


def put(session: Session, goods: Goods, store: Store | None) -> None:
    """Put what a worker made in place, as if it had been made here.

    Raises:
        MediaError: when a file is not what its manifest says.
        OutputError: when a file cannot be written, or the store lost it.
    """
    own = session.own.cache if session.own else None
    for key, content in goods.phrases.items():
        with suppress(OutputError):  # a read-only cache is no fault
            (own if own and key in goods.own else Cache(session.project.cache)).put(key, content)
    dist, manifest = session.project.dist, goods.manifest
    picture = unpacked(goods.files[manifest.plan], store) if manifest.plan else None
    with _received(dist, goods, store) as written:
        put_in_place(dist, written, manifest, picture)
    for carried in goods.files.values():
        if store and isinstance(carried, str):
            store.remove(carried)


@contextmanager
def _received(dist: Path, goods: Goods, store: Store | None) -> Iterator[list[tuple[Path, Media]]]:
    """The media under temporary names; what is left of them is removed."""
    written: list[tuple[Path, Media]] = []
    try:
        for media in goods.manifest.sounds:
            content = unpacked(goods.files[media.file], store)
            if sha256(content).hexdigest() != media.sha256:
                message = f"{media.file} did not come back as the worker made it"
                raise MediaError(message, hint="Build again.")
            make_folder((dist / media.file).parent)
            path = beside(dist / media.file, Path(media.file).suffix)
            written.append((path, media))
            write_atomically(path, content)
        yield written
    finally:
        for path, _ in written:
            with suppress(OSError):
                path.unlink(missing_ok=True)
