"""Opens the tables beside this module: words and prose are data, and stand in .toml files."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any


@cache
def table(name: str) -> dict[str, Any]:
    """What a table of this folder holds."""
    return tomllib.loads(Path(__file__).with_name(name).read_text(encoding="utf-8"))
