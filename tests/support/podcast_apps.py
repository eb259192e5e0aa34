"""Podcast apps of other people, which subscribe to a feed and fetch its sounds, each in a home of its own.

`make subscribers` installs them. What each is told is what its own manual says; nothing of theirs is changed.
"""

from __future__ import annotations

import contextlib
import os
import pty
import select
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

from support.repository import ROOT

_INSTALLED: Final = ROOT / ".venv/.subscribers"
ARCHIVER: Final = _INSTALLED / "bin/podcast-archiver"
READERS: Final = _INSTALLED / "node_modules"
"""Readers of feeds in JavaScript."""
PATIENCE_S: Final = 300
"""Longer than any of them takes, however busy the machine is: only one that never ends reaches it."""
_PROGRAMS: Final = ("gpo", "podget", "newsboat", "podboat", "node")

Subscribe = Callable[[str, Path], None]
"""Subscribes to a feed and fetches all of it into a folder; there once more, looks for news and fetches these."""


def lacking() -> str | None:
    """What is missing, as a sentence; None where all is there."""
    missing = [name for name in _PROGRAMS if not shutil.which(name)]
    missing += [
        place.name for place in (ARCHIVER, READERS / "feedsmith", READERS / "podcast-partytime") if not place.exists()
    ]
    return f"{', '.join(missing)} not installed; `make subscribers` installs them" if missing else None


def gpodder(feed: str, home: Path) -> None:
    """Subscribe with gPodder's command line."""
    own = {"GPODDER_HOME": str(home / "gpodder"), "GPODDER_DOWNLOAD_DIR": str(home / "fetched")}
    _run(["gpo", "update" if (home / "gpodder").exists() else "subscribe", feed], home, own)
    _run(["gpo", "download"], home, own)


def podget(feed: str, home: Path) -> None:
    """Subscribe with podget, which fetches by wget."""
    if not (home / "podgetrc").exists():
        _run(["podget", "-d", str(home), "--create-config", "podgetrc"], home, {})
    (home / "serverlist").write_text(f"{feed} Sessions Show\n", encoding="utf-8")
    _run(["podget", "-d", str(home), "-l", str(home / "fetched"), "--dir_session", str(home / "now")], home, {})


def podcast_archiver(feed: str, home: Path) -> None:
    """Subscribe with podcast-archiver."""
    (home / "config.yaml").write_text("{}\n", encoding="utf-8")
    (home / "fetched").mkdir(exist_ok=True)
    own = ["--database", str(home / "known.db"), "--config", str(home / "config.yaml"), "--dir", str(home / "fetched")]
    _run([str(ARCHIVER), "--feed", feed, *own], home, {})


def newsboat(feed: str, home: Path) -> None:
    """Subscribe with newsboat; podboat, which belongs to it, fetches."""
    (home / "urls").write_text(f"{feed}\n", encoding="utf-8")
    settings = f'podcast-auto-enqueue yes\ndownload-path "{home}/fetched/"\n'
    (home / "config").write_text(settings, encoding="utf-8")
    files = ["-C", str(home / "config"), "-u", str(home / "urls"), "-c", str(home / "cache.db")]
    _run(["newsboat", *files, "-x", "reload"], home, {})
    queue = home / ".newsboat/queue"
    wanted = {Path(line.split('"')[1]) for line in queue.read_text(encoding="utf-8").splitlines()}
    with _on_a_screen(["podboat", "-C", str(home / "config"), "-q", str(queue), "-a"], home) as shown:
        while not all(place.is_file() for place in wanted):
            shown()


APPS: Final[tuple[Subscribe, ...]] = (gpodder, podget, podcast_archiver, newsboat)


def fetched(home: Path) -> list[bytes]:
    """What was fetched, in no order that means anything."""
    return sorted(path.read_bytes() for path in (home / "fetched").rglob("*.mp3"))


def read_by(reader: str, feed: str) -> str:
    """What a reader in JavaScript makes of a feed, as JSON."""
    return subprocess.run(
        ["node", str(ROOT / "tests/subscribers/read_feed.mjs"), str(READERS), reader],
        input=feed, capture_output=True, text=True, check=True, timeout=PATIENCE_S,
    ).stdout  # fmt: skip


def _run(command: list[str], home: Path, own: dict[str, str]) -> None:
    done = subprocess.run(
        command, env=_environment(home, own), stdin=subprocess.DEVNULL, capture_output=True, text=True,
        check=False, timeout=PATIENCE_S,
    )  # fmt: skip
    assert done.returncode == 0, f"{command}: {done.stdout}\n{done.stderr}"


def _environment(home: Path, own: dict[str, str]) -> dict[str, str]:
    proxies = {"http_proxy", "https_proxy", "all_proxy"}
    kept = {name: text for name, text in os.environ.items() if name.lower() not in proxies}
    return {**kept, "HOME": str(home), "TERM": "xterm", **own}


@contextlib.contextmanager
def _on_a_screen(command: list[str], home: Path) -> Iterator[Callable[[], None]]:
    """A program that wants a terminal; what is given waits until it shows something, and fails when it ended."""
    ours, its = pty.openpty()
    running = subprocess.Popen(command, env=_environment(home, {}), stdin=its, stdout=its, stderr=its)
    os.close(its)

    def shown() -> None:
        readable, _, _ = select.select([ours], [], [], PATIENCE_S)
        assert readable, f"{command[0]} shows nothing more"
        assert os.read(ours, 65_536)

    try:
        yield shown
    finally:
        running.kill()
        running.wait()
        os.close(ours)
