"""How much of the processor `audiogen preview` takes until its sound is there, and how many times the start of Python.

All phrases of the session must have been spoken. The least of several runs counts, as in checking.py. Needs a Unix.

    python benchmarks/previewing.py [PROJECT] [SESSION] [--runs 5]
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from typing import Final

from checking import processor_s

_START: Final = (sys.executable, "-c", "pass")
_MODULES: Final = "audiogen.cli.main, audiogen.cli.screen.preview, audiogen.preview.sounding"
_IMPORTS: Final = (sys.executable, "-c", f"import {_MODULES}")
_PREVIEW: Final = (sys.executable, "-m", "audiogen", "preview", "--force", "--project")


def main() -> None:
    """Print one line for each: the start of Python, what is imported, and the whole preview of a minute."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("project", nargs="?", type=Path, default=Path())
    parser.add_argument("session", nargs="?", default="1")
    parser.add_argument("--runs", type=int, default=5)
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        preview = (*_PREVIEW, str(asked.project), asked.session, "--from", "2:00", "--out", f"{folder}/part.wav")
        processor_s(preview)  # what is measured once is kept
        commands = {"Python starts": _START, "with imports": _IMPORTS, "preview": preview}
        seconds = [[processor_s(command) for command in commands.values()] for _ in range(asked.runs)]
    least = list(map(min, zip(*seconds, strict=True)))
    for name, taken in zip(commands, least, strict=True):
        print(f"{name:13}  {taken:5.2f} s  {taken / least[0]:5.0f} times the start")


if __name__ == "__main__":
    main()
