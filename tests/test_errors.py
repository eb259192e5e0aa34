"""Problems that users meet."""

from __future__ import annotations

import importlib
import pickle
from pathlib import Path

import pytest

from audiogen.build.production import PACKAGE
from audiogen.errors import AudiogenError, Problem, ScriptError


def kinds(kind: type[AudiogenError] = AudiogenError) -> list[type[AudiogenError]]:
    return [kind, *(each for below in kind.__subclasses__() for each in kinds(below))]


@pytest.fixture(scope="module", autouse=True)
def all_kinds() -> None:
    """Import every module that has a kind of its own."""
    for path in PACKAGE.rglob("*.py"):
        if "Error(AudiogenError)" in path.read_text(encoding="utf-8"):
            importlib.import_module(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))


def test_every_kind_is_the_same_in_another_process() -> None:
    assert len(kinds()) > 6
    for kind in kinds():
        error = kind.__new__(kind, "what")
        error.__dict__.update(message="what", hint="do this", more=(1, 2))
        again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
        assert (type(again), again.__dict__, str(again)) == (kind, error.__dict__, "what")


def test_all_mistakes_in_scripts_are_told_in_another_process() -> None:
    error = ScriptError((Problem(Path("a.yaml"), 1, 2, "no"), Problem(Path("b.yaml"), 3, 4, "nor this")), hint="mend")
    again = pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    assert (again.problems, again.message, again.hint, str(again)) == (
        error.problems, error.message, error.hint, str(error),
    )  # fmt: skip
