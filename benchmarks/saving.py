"""How soon `audiogen watch` answers a save in a large show.

    python benchmarks/saving.py [PROJECT] [--sessions 200] [--saves 10]

The show has as many sessions as are asked for, copies of those of a project under titles and numbers of their own; a
quarter of them include a part, and a quarter name a recording. Each kind of file is saved in turn, and the seconds are
printed from the write to the line that answers it: the least, the median and the most; a session, too, while all others
are checked for the first time, and while they are for something that they share. What many sessions share is saved
again while these are still being checked. Other programs on the machine add to all of it.
"""

from __future__ import annotations

import argparse
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from queue import Empty, SimpleQueue
from typing import Final

_PART: Final = "steps:\n  - say: Let your shoulders drop, if they like.\n  - pause: 2s\n"
_LONGEST_S: Final = 120.0
"""What is not told by then is never told."""
_QUIET_S: Final = 1.0


def main() -> None:
    """Print a line for each kind of file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--sessions", type=int, default=200)
    parser.add_argument("--saves", type=int, default=10)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, _watched(_show(asked.project, Path(folder), asked.sessions)) as watch:
        kinds = _kinds(Path(folder))
        watch.until("^Watching ")
        _print("in the first check", [watch.answer(kinds["a session"], -number) for number in range(1, 4)])
        watch.until("`audiogen check`|all is well$")
        for kind, path in kinds.items():
            _print(kind, [watch.answer(path, number) for number in range(asked.saves)])
        taken = []
        for number in range(asked.saves):
            watch.answer(kinds["show.yaml"], asked.saves + number)
            taken.append(watch.answer(kinds["a session"], asked.saves + number))
        _print("among all others", taken)


def _print(kind: str, taken: list[float]) -> None:
    print(f"{kind:20} {min(taken):5.2f} {statistics.median(taken):5.2f} {max(taken):5.2f} s", flush=True)


def _show(project: Path, root: Path, sessions: int) -> Path:
    """A show of copies."""
    shutil.copytree(project / "assets/ambience", root / "assets/ambience", dirs_exist_ok=True)
    for folder in ("scripts", "parts"):
        (root / folder).mkdir()
    (root / "parts/rest.yaml").write_text(_PART)
    (root / "clients.yaml").write_text("- id: c1\n  name: Bo\n")
    (root / "assets/rain.wav").write_text("")
    (root / "scripts/lexicon.yaml").write_text("en:\n  audiogen: AW-dee-oh-jen\n")
    shutil.copy(project / "scripts/show.yaml", root / "scripts")
    originals = sorted((project / "scripts").glob("[0-9]*.yaml"))
    for number in range(1, sessions + 1):
        original = originals[number % len(originals)]
        text = re.sub(r"^slug:.*\n", "", original.read_text(), flags=re.MULTILINE)
        text = re.sub(r"^title: .*$", f"title: Session {number}", text, count=1, flags=re.MULTILINE)
        including = "" if number % 4 else "  - include: parts/rest.yaml\n"
        naming = "# of rain.wav\n" if number % 4 == 1 else ""
        (root / f"scripts/{number:03}-{original.stem}.yaml").write_text(f"{naming}{text.rstrip()}\n{including}")
    return root


def _kinds(root: Path) -> dict[str, Path]:
    scripts = sorted((root / "scripts").glob("[0-9]*.yaml"))
    return {
        "a session": scripts[len(scripts) // 2],
        "an included part": root / "parts/rest.yaml",
        "show.yaml": root / "scripts/show.yaml",
        "lexicon.yaml": root / "scripts/lexicon.yaml",
        "a preset": min((root / "assets/ambience").glob("*.yaml")),
        "clients.yaml": root / "clients.yaml",
        "a recording": root / "assets/rain.wav",
    }


class _Watch:
    """A running `audiogen watch`, and the lines that it has printed, each with its time."""

    def __init__(self, root: Path) -> None:
        command = [sys.executable, "-u", "-m", "audiogen", "watch", "--project", str(root)]
        self.process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        self._lines: SimpleQueue[tuple[float, str]] = SimpleQueue()
        threading.Thread(target=self._read, daemon=True).start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self._lines.put((time.perf_counter(), line.rstrip()))

    def until(self, wanted: str, begun: float = 0.0) -> float:
        """The time of the next line since then that holds something."""
        while True:
            try:
                at, line = self._lines.get(timeout=_LONGEST_S)
            except Empty:
                sys.exit(f"no line is told with {wanted}")
            if at > begun and re.search(wanted, line):
                return at

    def answer(self, path: Path, number: int) -> float:
        """The seconds from a save to the line that answers it."""
        text = re.sub(r"^# save .*\n", "", path.read_text(), flags=re.MULTILINE)
        text = _other(path, text, number)
        own = re.match(r"\d", path.name) is not None
        begun = time.perf_counter()
        path.write_text(text)
        if not own:
            self.until(f"{re.escape(path.name)}  checking", begun)
        answered = self.until(rf"{re.escape(path.stem) if own else ''}  (about )?\d+:\d\d", begun)
        time.sleep(_QUIET_S)
        return answered - begun


def _other(path: Path, text: str, number: int) -> str:
    """The same file with something else in it."""
    if re.match(r"\d", path.name):
        return f"{text}  - say: Rest here, for moment {number}.\n"
    others = {
        "clients.yaml": f"- id: c1\n  name: Bo {number}\n",
        "lexicon.yaml": f"{text}  audiogen{number}: AW-dee-oh-jen\n",
        "rain.wav": str(number),
        "rest.yaml": _PART.replace("2s", f"{3 + number}s"),
        "show.yaml": re.sub(r"^author: .*$", f"author: Author {number}", text, count=1, flags=re.MULTILINE),
    }
    preset = re.sub(r"(-?\d+)(\.\d+)?dB", lambda found: f"{found[1]}.{number + 1}dB", text, count=1)
    return others.get(path.name, preset)


@contextmanager
def _watched(root: Path) -> Iterator[_Watch]:
    watch = _Watch(root)
    try:
        yield watch
    finally:
        watch.process.terminate()
        watch.process.wait()


if __name__ == "__main__":
    main()
