"""The schemas of files: what may be written is let be; what is broken is refused, but for what no schema can see."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft7Validator
from support.repository import GOLDEN, ROOT
from support.schemas import READERS, refusals, schemas
from support.written_scripts import SCRIPTS, SHOWS

from audiogen.script.dump import dump_script, dump_show
from audiogen.script.model import Script, Show

GOOD = {
    **{
        path: "session"
        for folder in ("scripts", "tests/golden/dump/scripts")
        for path in ROOT.glob(f"{folder}/0*.yaml")
    },
    **dict.fromkeys(ROOT.glob("tests/golden/editions/*.yaml"), "session"),
    **dict.fromkeys((ROOT / "scripts/show.yaml", GOLDEN / "dump/scripts/show.yaml"), "show"),
    **dict.fromkeys(GOLDEN.glob("*/parts/*.yaml"), "steps"),
    **dict.fromkeys(ROOT.glob("assets/ambience/*.yaml"), "preset"),
}
BROKEN = sorted((GOLDEN / "problems").glob("*.yaml"))
UNSEEN: dict[str, str] = tomllib.loads((GOLDEN / "schema.toml").read_text(encoding="utf-8"))["unseen"]
few = settings(
    deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[*HealthCheck]
)


@pytest.mark.parametrize("name", ["session", "show", "clients", "steps", "preset", "recording"])
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("version", READERS)
def test_what_is_shipped_is_let_be(version: str) -> None:
    assert len(GOOD) > 20
    found = {path.name: refusals(name, path.read_text(encoding="utf-8"), version) for path, name in GOOD.items()}
    assert {name: told for name, told in found.items() if told} == {}


@settings(few, max_examples=20)
@given(SCRIPTS)
def test_a_script_that_audiogen_writes_is_let_be(script: Script) -> None:
    text = dump_script(script)
    assert refusals("session", text, settings=False) == []
    assert refusals("session", text, "1.1", settings=False) == []


@settings(few, max_examples=10)
@given(SHOWS)
def test_a_show_that_audiogen_writes_is_let_be(show: Show) -> None:
    text = dump_show(show)
    assert refusals("show", text, settings=False) == []
    assert refusals("show", text, "1.1", settings=False) == []


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_script_is_refused_unless_no_schema_can_see_what_is_wrong(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    try:
        found = refusals("session", text)
    except (yaml.YAMLError, OverflowError, RecursionError):
        return  # editors underline what is no YAML without a schema
    assert bool(found) != (path.stem in UNSEEN), UNSEEN.get(path.stem)


def test_what_no_schema_can_see_is_among_the_broken_scripts() -> None:
    assert UNSEEN.keys() <= {path.stem for path in BROKEN}
