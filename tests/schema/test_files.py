"""The schemas of files: what may be written is let be; what is broken is refused, but for what no schema can see."""

from __future__ import annotations

import contextlib
import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml
from hypothesis import HealthCheck, Phase, given, settings
from jsonschema import Draft7Validator
from support.repository import GOLDEN, ROOT
from support.schemas import READERS, refusals, schemas
from support.written_scripts import SCRIPTS, SHOWS

from audiogen.scaffold.facts import ShowFacts
from audiogen.scaffold.session import add_session
from audiogen.scaffold.show import begin_show
from audiogen.scaffold.templates import LIKES
from audiogen.script.blocks import VERBS
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
    ROOT / "assets/lexicon.yaml": "lexicon",
}
FENCED = re.compile(r"^```(?:yaml)?\n(.*?)^```", re.DOTALL | re.MULTILINE)
BROKEN = sorted((GOLDEN / "problems").glob("*.yaml"))
_CASES: dict[str, dict[str, str]] = tomllib.loads((GOLDEN / "schema.toml").read_text(encoding="utf-8"))
UNSEEN, LET_BE = _CASES["unseen"], _CASES["let_be"]
few = settings(
    deadline=None, phases=[Phase.explicit, Phase.reuse, Phase.generate], suppress_health_check=[*HealthCheck]
)


@pytest.mark.parametrize("name", ["session", "show", "clients", "steps", "lexicon", "preset", "recording"])
def test_a_schema_is_one(name: str) -> None:
    Draft7Validator.check_schema(schemas()[name])


@pytest.mark.parametrize("version", READERS)
def test_what_is_shipped_is_let_be(version: str) -> None:
    assert len(GOOD) > 20
    found = {path.name: refusals(name, path.read_text(encoding="utf-8"), version) for path, name in GOOD.items()}
    assert {name: told for name, told in found.items() if told} == {}


@settings(few, max_examples=8)
@given(SCRIPTS)
def test_a_script_that_audiogen_writes_is_let_be(script: Script) -> None:
    text = dump_script(script)
    assert refusals("session", text, settings=False) == []
    assert refusals("session", text, "1.1", settings=False) == []


@settings(few, max_examples=6)
@given(SHOWS)
def test_a_show_that_audiogen_writes_is_let_be(show: Show) -> None:
    text = dump_show(show)
    assert refusals("show", text, settings=False) == []
    assert refusals("show", text, "1.1", settings=False) == []


def examples() -> Iterator[tuple[str, str, str]]:
    """What the pages show: each with its page, the schema it is of, and the text of a whole file."""
    for page in (*sorted((ROOT / "docs").glob("*.md")), ROOT / "README.md"):
        for found in FENCED.finditer(page.read_text(encoding="utf-8")):
            with contextlib.suppress(yaml.YAMLError):
                yield from ((page.name, *whole) for whole in as_file(found[1]))


def as_file(text: str) -> Iterator[tuple[str, str]]:
    value = yaml.safe_load(text)
    if isinstance(value, list) and all(isinstance(each, dict) for each in value):
        if any("id" in each for each in value):
            yield "clients", text
        elif all(each.keys() & {*VERBS} for each in value):
            yield "steps", f"steps:\n{text}"
    elif isinstance(value, dict) and value.keys() <= {"en", "de", "any"}:
        yield "lexicon", text
    elif isinstance(value, dict) and value.keys() <= {*Show.key_names()}:
        added = {"title": "A", "author": "A", "description": "A"}
        yield "show", text + "".join(f"{key}: {each}\n" for key, each in added.items() if key not in value)
    elif isinstance(value, dict) and value.keys() <= {*Script.key_names()}:
        added = {"title": "A", "summary": "A", "steps": "[say: A]"} if value.keys() != {"steps"} else {}
        new = "".join(f"{key}: {each}\n" for key, each in added.items() if key not in value)
        yield ("session" if added else "steps"), text + new


@pytest.mark.parametrize(
    "wrong",
    ["Om: ohm", "en: ohm", "en: {om: }", "en: {om: {sya: ohm}}", "en: {om: [ohm]}", "en: {bow: [{ipa: a, whn: b}]}"],
)
def test_a_broken_lexicon_is_refused(wrong: str) -> None:
    assert refusals("lexicon", "en: {om: ohm}\n") == []
    assert refusals("lexicon", f"{wrong}\n") != []


def test_what_the_pages_show_is_let_be() -> None:
    shown = [*examples()]
    assert len(shown) > 25
    found = {f"{page}: {text}": refusals(name, text) for page, name, text in shown}
    assert {text: told for text, told in found.items() if told} == {}


@pytest.mark.parametrize("language", ["en", "de", "es", "fr", "it", "nl", "pt"])
def test_the_first_session_in_every_language_is_let_be(tmp_path: Path, language: str) -> None:
    begin_show(tmp_path, ShowFacts("Quiet: Minutes", "A", language))
    (first,) = tmp_path.glob("scripts/01-*.yaml")
    assert refusals("session", first.read_text(encoding="utf-8")) == []
    assert refusals("show", (tmp_path / "scripts/show.yaml").read_text(encoding="utf-8")) == []


def test_what_begins_from_a_template_is_let_be(tmp_path: Path) -> None:
    begin_show(tmp_path, ShowFacts("Quiet: Minutes", "A", "en"))
    for like in LIKES:
        added = add_session(tmp_path / "scripts", f"Like {like}", like=like, minutes=[10], today=dt.date(2026, 11, 2))
        assert refusals("session", added.path.read_text(encoding="utf-8")) == [], like


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_script_is_refused_unless_no_schema_can_see_what_is_wrong(path: Path) -> None:
    text = path.read_text(encoding="utf-8", errors="replace")
    assert any_refusal("session", text) != (path.stem in UNSEEN), UNSEEN.get(path.stem)


def test_what_a_beginner_writes_in_place_of_a_value_is_refused_unless_only_check_knows_the_names() -> None:
    written = tomllib.loads((GOLDEN / "beginners.toml").read_text(encoding="utf-8"))
    session = "title: A\nsummary: A\nsteps:"
    heads = {
        "session": f"{session} [say: A]\n",
        "step": f"{session}\n  - ",
        "show": "title: A\nauthor: A\ndescription: A\n",
    }
    let_be = [
        each
        for kind, head in heads.items()
        for each in written[kind]
        if not any_refusal("show" if kind == "show" else "session", f"{head}{each}\n")
    ]
    assert let_be == [*LET_BE]


def test_what_a_beginner_writes_of_a_helpline_is_refused_unless_only_check_looks_so_closely() -> None:
    cases = tomllib.loads((GOLDEN / "helplines.toml").read_text(encoding="utf-8"))
    head = "title: A\nauthor: A\ndescription: A\n"
    one = f"{head}helplines:\n  - name: Samaritans\n    {{}}\n"
    assert [each for each in cases["good"] if any_refusal("show", one.format(each))] == []
    wrong = {each: one.format(each) for each in cases["slips"]} | {each: f"{head}{each}\n" for each in cases["lists"]}
    assert [each for each, text in wrong.items() if not any_refusal("show", text)] == [*_CASES["helplines"]]


def test_words_of_the_page_are_refused_where_they_are_wrong_unless_only_check_looks_so_closely() -> None:
    cases = tomllib.loads((GOLDEN / "own-words.toml").read_text(encoding="utf-8"))
    head = "title: A\nauthor: A\ndescription: A\n"
    assert [each for each in cases["good"] if any_refusal("show", f"{head}words:\n  {each}\n")] == []
    wrong = {each: f"{head}words:\n  {each}\n" for each in cases["slips"]}
    wrong |= {each: f"{head}{each}\n" for each in cases["lists"]}
    assert [each for each, text in wrong.items() if not any_refusal("show", text)] == [*_CASES["own-words"]]


@pytest.mark.parametrize("wrong", ["every: 1d", "{start: 2026-11-02, every: daily}", "{start: 2026-11-02, every: 1}"])
def test_how_far_apart_sessions_come_is_asked_for_as_it_is_read(wrong: str) -> None:
    keys = wrong.strip("{}")
    assert refusals("clients", "- {id: c1, start: 2026-11-02, every: 1w}\n") == []
    assert refusals("clients", f"- {{id: c1, {keys}}}\n") != []


def any_refusal(name: str, text: str) -> bool:
    try:
        return bool(refusals(name, text))
    except (yaml.YAMLError, OverflowError, RecursionError):
        return True  # editors underline what is no YAML without a schema


def test_what_no_schema_can_see_is_among_the_broken_scripts() -> None:
    assert UNSEEN.keys() <= {path.stem for path in BROKEN}


@pytest.mark.parametrize("version", READERS)
@pytest.mark.parametrize("only", ["90", "1:30", "[90, clients]", "1.5"])
def test_a_condition_may_be_a_number_of_seconds_alone(only: str, version: str) -> None:
    text = f"title: A\nsummary: A\nsteps:\n  - say: A\n    only: {only}\n"
    assert refusals("session", text, version) == []
    assert refusals("session", text.replace(only, "-90"), version) != []


@pytest.mark.parametrize("value", ["12", "-30", "2"])
def test_a_number_is_neither_yes_nor_no(value: str) -> None:
    head = "title: A\nauthor: A\ndescription: A\nstems:"
    assert [refusals("show", f"{head} {let_be}\n") for let_be in ("0", "1", "yes", "true")] == [[]] * 4
    assert refusals("show", f"{head} {value}\n") != []


@pytest.mark.parametrize("key", ["halfway", "again"])
def test_words_are_not_what_belongs_to_a_key_that_is_turned_on_or_has_a_length(key: str) -> None:
    head = f"title: A\nsummary: A\nsteps:\n  - reflect: What is here?\n    {key}:"
    assert [each for each in ("yes", "off", "20s", "1m to 2m") if not refusals("session", f"{head} {each}\n")] == []
    assert [refusals("session", f"{head} {each}\n") for each in ("Yes, this.", "No need.", "20s of it.")] == [[]] * 3
