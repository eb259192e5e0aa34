"""How much of the processor `audiogen check` takes on a show, and how many times what Python takes to start.

The least of several runs counts, since other programs can only add to it; the ratio holds on any machine. Needs a Unix.

    python benchmarks/checking.py [PROJECT] [--runs 9]
"""

from __future__ import annotations

import argparse
import resource
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

_START: Final = (sys.executable, "-c", "pass")
_IMPORTS: Final = (sys.executable, "-c", "import audiogen.cli.main, audiogen.check.whole, audiogen.cli.screen.check")
_CHECK: Final = (sys.executable, "-m", "audiogen", "check", "--project")


def main() -> None:
    """Print one line for each: the start of Python, what is imported, and the whole check."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("--runs", type=int, default=9)
    asked = parser.parse_args()
    commands = {"Python starts": _START, "with imports": _IMPORTS, "check": (*_CHECK, str(asked.project))}
    # in turns, so that all of them meet the same neighbours
    seconds = [[processor_s(command) for command in commands.values()] for _ in range(asked.runs)]
    least = list(map(min, zip(*seconds, strict=True)))
    for name, taken in zip(commands, least, strict=True):
        print(f"{name:13}  {taken:5.2f} s  {taken / least[0]:5.0f} times the start")


def processor_s(command: Sequence[str]) -> float:
    """The seconds of the processor that a command takes, of the system too."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime


if __name__ == "__main__":
    main()
