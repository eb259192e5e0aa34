"""The first line of a file of YAML, by which editors find its schema.

`# yaml-language-server: $schema=../schemas/show.json`: the way begins where the file lies, and so it holds wherever the
project is moved.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

SCHEMAS: Final = "schemas"
"""The folder of a project's schemas."""
SIGN: Final = b"yaml-language-server:"
"""By which the line is known, in a file's bytes."""
_SHOW: Final = Path("scripts") / "show.yaml"


def schema_path(root: Path, name: str) -> Path:
    """Where the schema of a kind of files lies in a project."""
    return root / SCHEMAS / f"{name}.json"


def modeline(file: Path, root: Path, name: str) -> str:
    """The line for a file of a project, with its line end.

    Args:
        file: where it lies, or will.
        root: the project's folder.
        name: of the schema.
    """
    way = Path(os.path.relpath(schema_path(root, name), file.parent)).as_posix()
    return f"# {SIGN.decode()} $schema={way}\n"


def modeline_if_any(file: Path, name: str) -> str:
    """The same where the project that a file lies in has the schema; else nothing."""
    place = Path(os.path.abspath(file))  # noqa: PTH100 - a link to a project stays the way to it
    above = (each for each in place.parents if (each / _SHOW).is_file() and schema_path(each, name).is_file())
    root = next(above, None)
    return modeline(place, root, name) if root else ""
