"""Breaks builds off at chosen calls of the system: a program that takes attempts as JSON, and answers with codes.

An attempt is a project's folder, a fault and a place. Every rename, sync and removal in dist/ counts as one place, in
the order in which they happen. All attempts are forks of one process, which has built a project before and so loaded
everything: that takes as long as ten small builds.
"""

from __future__ import annotations

import errno
import json
import os
import signal
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from pathlib import Path
from typing import Self

KILLED = 99
WATCHED = ("replace", "rename", "fsync", "unlink", "rmdir")


@dataclass
class Places:
    """Counts the calls, and does what is asked for at one of them."""

    dist: str
    fault: str
    """`count`, `kill`, `interrupt`, `terminate`, or the name of an error of the disk."""
    at: int
    told: list[str] = field(default_factory=list)

    def watch(self, name: str) -> None:
        """Count the calls of one function of `os`."""
        real = getattr(os, name)

        def watched(*arguments: object, **options: object) -> object:
            if self._counts(arguments[0]):
                self.told.append(f"{name} {arguments[0]}")
                if len(self.told) == self.at:
                    self._break_off()
            return real(*arguments, **options)

        setattr(os, name, watched)

    def _counts(self, place: object) -> bool:
        path = Path(f"/proc/self/fd/{place}").readlink() if isinstance(place, int) else place
        return str(path).startswith(self.dist)

    def _break_off(self) -> None:
        match self.fault:
            case "kill":
                os._exit(KILLED)
            case "interrupt":
                os.kill(os.getpid(), signal.SIGINT)
            case "terminate":
                os.kill(os.getpid(), signal.SIGTERM)
            case _:
                number = getattr(errno, self.fault)
                raise OSError(number, os.strerror(number))


class Builds:
    """The program that builds are forked from, as a context: whoever leaves it ends it."""

    def __enter__(self) -> Self:
        self._program = subprocess.Popen(
            [sys.executable, __file__], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._program.communicate()
        assert self._program.returncode == 0

    def broken_off(self, root: Path, fault: str, at: int) -> int:
        """How a build ended: its exit code."""
        assert self._program.stdin
        print(json.dumps((str(root), fault, at)), file=self._program.stdin, flush=True)
        assert self._program.stdout
        return int(self._program.stdout.readline())

    def load(self, root: Path) -> None:
        """Build a project in the program itself, so that all that builds import, read and look up is there for forks.

        This comes first.
        """
        assert self.broken_off(root, "load", 0) == 0, (root / "output").read_text(encoding="utf-8")

    def undisturbed(self, root: Path) -> list[str]:
        """Build to the end; the places at which a build of this project could be broken off."""
        assert self.broken_off(root, "count", 0) == 0
        return (root / "places").read_text(encoding="utf-8").splitlines()


def _attempt(root: Path, fault: str, at: int) -> int:
    places = Places(str(root / "dist"), fault, at)
    for name in WATCHED:
        places.watch(name)
    with (root / "output").open("w") as output:
        os.dup2(output.fileno(), 1)
        os.dup2(output.fileno(), 2)
        code = _build(root)
    if fault == "count":
        (root / "places").write_text("\n".join(places.told), encoding="utf-8")
    return code


def _load(root: Path) -> int:
    """Pictures are not drawn, here and in any fork: that takes long, and is tested elsewhere."""
    from audiogen.artwork import drawing  # noqa: PLC0415 - this module is imported by tests as well

    drawing.draw_jpeg = lambda design, px, _=None: f"{design} {px}".encode() + b"\xff\xd9"  # type: ignore[assignment]
    with (root / "output").open("w") as output, redirect_stdout(output), redirect_stderr(output):
        return _build(root)


def _build(root: Path) -> int:
    from audiogen.cli.main import run  # noqa: PLC0415

    os.environ["AUDIOGEN_CACHE"] = str(root / "cache")
    return run(["build", "--prune", "--project", str(root), "--jobs", "1"])


def _forked(root: Path, fault: str, at: int) -> int:
    child = os.fork()
    if not child:
        os._exit(_attempt(root, fault, at))
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


def _answer() -> None:
    for line in sys.stdin:
        root, fault, at = json.loads(line)
        code = _load(Path(root)) if fault == "load" else _forked(Path(root), fault, at)
        print(code, flush=True)  # noqa: T201 - the answer


if __name__ == "__main__":
    _answer()
