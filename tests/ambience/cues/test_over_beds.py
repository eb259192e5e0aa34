"""Every breath can be followed with eyes closed over every bed: the table in docs/ambience.md, held to what it says."""

from __future__ import annotations

import importlib.util
import os
import re
import sys
from functools import cache
from pathlib import Path
from types import ModuleType

import pytest

from audiogen.script.breath import PATTERNS

ROOT = Path(__file__).parents[3]
SAMPLE = {"rain-roof": ("sigh",), "pad": ("long-exhale", "pursed")}
WHOLE = os.environ.get("AUDIOGEN_BREATHS") == "1"


@cache
def table() -> dict[str, dict[str, str]]:
    """The cells of the table, by bed and pattern."""
    text = (ROOT / "docs" / "ambience.md").read_text(encoding="utf-8")
    rows = [line.strip("| ").split(" | ") for line in text.splitlines() if re.match(r"\| `[\w-]+` \| \d+ / ", line)]
    return {bed.strip("`"): dict(zip(PATTERNS, cells, strict=True)) for bed, *cells in rows}


@cache
def benchmark() -> ModuleType:
    """The command that made the table."""
    spec = importlib.util.spec_from_file_location("breaths_benchmark", ROOT / "benchmarks" / "breaths.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def test_every_bed_is_in_the_table_with_six_decibels_and_more_for_every_breath() -> None:
    assert set(table()) == {bed.name for bed in benchmark().beds()}
    assert min(int(figure) for row in table().values() for cell in row.values() for figure in cell.split(" / ")) >= 6


@pytest.mark.parametrize("name", sorted(table()) if WHOLE else sorted(SAMPLE))
def test_the_table_says_what_is_measured(name: str) -> None:
    """A sample of it; all of it with AUDIOGEN_BREATHS=1."""
    patterns = tuple(PATTERNS) if WHOLE else SAMPLE[name]
    bed = next(bed for bed in benchmark().beds() if bed.name == name)
    for pattern, cell in zip(patterns, benchmark().cells(bed, patterns), strict=True):
        pairs = zip(cell.split(" / "), table()[name][pattern].split(" / "), strict=True)
        # rounded down, so that a hundredth may be a whole one
        assert all(abs(int(measured) - int(written)) <= 1 for measured, written in pairs), (pattern, cell)
