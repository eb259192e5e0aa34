"""Where the project itself stands, for tests that hold its pages, settings and golden cases to what they promise."""

from __future__ import annotations

from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parents[2]
GOLDEN: Final = ROOT / "tests/golden"
