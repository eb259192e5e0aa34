"""Folders of scripts, for tests of the loader."""

from __future__ import annotations

from pathlib import Path

import pytest

from audiogen.errors import ScriptError
from audiogen.script.load import Library, load_library
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.reading import Reading, read_script
from audiogen.script.yaml.document import parse_document

SHOW = "title: Small Show\nauthor: audiogen\ndescription: A show for tests.\n"
HEAD = "title: Arriving\nsummary: A short session.\n"
SCRIPT = HEAD + "steps:\n  - say: Hello.\n"
_SMALL_SHOW = Show(title="Small Show", author="audiogen", description="A show for tests.")


def write_scripts(folder: Path, *, show: str = SHOW, **files: str | bytes) -> Path:
    """A folder with a show and these scripts, `s01_arriving` standing for `01-arriving.yaml`."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in {"show": show, **files}.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"{name.removeprefix('s') if name != 'show' else name}.yaml".replace("_", "-")).write_bytes(data)
    return folder


def load_one(folder: Path, script: str | bytes = SCRIPT, *, show: str = SHOW) -> Script:
    """The only script of a folder."""
    return load_library(write_scripts(folder, show=show, s01_arriving=script)).scripts[0]


def read_one(script: str) -> Reading[Script]:
    """A script read without a folder around it: for tests that read hundreds of them."""
    return read_script(parse_document(Path("01-arriving.yaml"), script, KEYS), 1, _SMALL_SHOW)


def problems_of(folder: Path, *names: str) -> list[str]:
    """The problems of a folder, its files named without the folder."""
    with pytest.raises(ScriptError) as raised:
        load_library(folder, names)
    return [str(problem).removeprefix(f"{folder / 'x'}"[:-1]) for problem in raised.value.problems]


def library(folder: Path, *names: str, show: str = SHOW, **files: str) -> Library:
    """The library of a folder with these scripts."""
    return load_library(write_scripts(folder, show=show, **files), names)
