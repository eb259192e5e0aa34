"""How mistakes in scripts are told: golden cases, and that no message ever speaks pydantic's or PyYAML's language."""

from functools import cache
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.repository import GOLDEN
from support.script_files import HEAD, SHOW, problems_of, read_one, write_scripts

from audiogen.errors import ScriptError
from audiogen.script.bed import BedChoice, Preset
from audiogen.script.blocks import Include, Repeat, Scan
from audiogen.script.load import load_library
from audiogen.script.model import KEYS, Levels, Notes, Script, Show
from audiogen.script.reading import read_model
from audiogen.script.sidecar import Sidecar
from audiogen.script.steps import STEPS, Breathe, Clip, NaturalBreath
from audiogen.script.voice import VoiceChoice
from audiogen.script.yaml.document import parse_document
from audiogen.script.yaml.fields import Model

CASES = sorted((GOLDEN / "problems").glob("*.yaml"))
JARGON = ("Input should", "valid ", "validat", "pydantic", "NoneType", "scalar", "token", "does not fit here", "ctx")
ODD = ["", "x", "0", "-1", "1e999", "nan", "inf", "9" * 40, "x" * 5000, "[]", "{}", "[x]", "{x: y}", "[[x]]", "~", '""']
ODD += ["true", "2026-13-01", "20s to 3s", "4-6", "fill", "- x", "http://", "a > b > c", "é", "½", "٣"]
GOOD = {"say": "Hello.", "clip": "a.wav", "pause": "4s", "breathe": "box", "reflect": "Who?", "bell": "start"}
GOOD |= {"chapter": "One"}
GOOD_BESIDE: dict[type[Model], dict[str, str]] = {
    Breathe: {"cycles": "4"},
    NaturalBreath: {"breathe": "natural", "time": "1m"},
    Clip: {"text": "Hello."},
}


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_mistake_is_told_once_with_its_place_and_what_to_write(path: Path, tmp_path: Path) -> None:
    write_scripts(tmp_path, s01_case=path.read_bytes())
    expected = path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()
    assert [problem.removeprefix("01-case.yaml:") for problem in problems_of(tmp_path)] == expected
    # what is expected was written down once; a case that speaks the language of libraries must not be
    assert not [problem for problem in expected if speaks_jargon(problem)]


def test_a_length_that_is_none_is_told_as_the_documentation_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_scripts(tmp_path / "scripts", s03_self_awareness=HEAD + "steps:\n- pause: 4 parsecs\n")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ScriptError) as raised:
        load_library(Path("scripts"))
    place = Path("scripts/03-self-awareness.yaml")
    assert str(raised.value) == f'{place}:4:10: pause: "4 parsecs" is not a length of time; write 4s, 1m30s or 1:30'


def test_mistakes_in_the_show_are_told_in_the_same_way(tmp_path: Path) -> None:
    show = (
        SHOW
        + "language: English\nbase_url: my.site\ncategory: a > b > c\nexplicit: maybe\norder: serie\nlevels: {bel: 1}\n"
    )
    write_scripts(tmp_path, show=show, s01_a=HEAD + "steps:\n  - say: Hello.\n")
    assert problems_of(tmp_path) == [
        'show.yaml:4:11: language: "English" is not a language tag; write en',
        'show.yaml:5:11: base_url: "my.site" is not a web address; write it whole, like https://example.org/podcast',
        (
            'show.yaml:6:11: category: "a > b > c" is not a category; '
            "write one of Apple's, like Health & Fitness > Mental Health"
        ),
        'show.yaml:7:11: explicit: "maybe" is neither yes nor no; write yes or no',
        'show.yaml:8:8: order: "serie" is not known; did you mean serial? It can be serial, episodic',
        (
            'show.yaml:9:10: "bel" is not a key here; did you mean bell? '
            "It can be target, loudness, true_peak, anchor, breath, bell"
        ),
    ]


def test_a_language_of_the_show_without_words_is_told_at_the_breath(tmp_path: Path) -> None:
    write_scripts(tmp_path, show=SHOW + "language: nl\n", s01_a=HEAD + "steps:\n  - breathe: box\n    cycles: 2\n")
    message = 'no words for breath cues in "nl", only in en, de, fr, es; use cues: [tone]'
    assert problems_of(tmp_path) == [f"01-a.yaml:4:14: breathe: {message}"]


def test_every_key_that_must_be_there_has_an_example() -> None:
    without = {
        key
        for model in (Show, Script, Preset, Sidecar, *STEPS)
        for key, field in model.model_fields.items()
        if field.is_required() and not field.examples
    }
    # a step without its verb is no step; the loader fills in slug and origin, and asks for steps itself
    assert without == {model.verb for model in STEPS} | {"slug", "origin", "steps"}


def speaks_jargon(problem: str) -> bool:
    return any(word in problem for word in JARGON)


def jargon_in(script: str, show: str) -> list[str]:
    """What is said about a script and a show in the language of libraries."""
    shown = read_model(parse_document(Path("show.yaml"), show, KEYS), Show)
    return [fault.message for fault in (*shown.faults, *read_one(script).faults) if speaks_jargon(fault.message)]


def keys_of(model: type[Model]) -> list[str]:
    return list(model.key_names())


def nested(lines: dict[str, str], indent: str) -> str:
    return "".join(f"{indent}{key}: {value}\n" for key, value in lines.items())


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd[:12])
def test_whatever_stands_in_a_field_the_message_is_in_plain_words(odd: str) -> None:
    """Every key of every model in turn; a step has one odd value beside good ones, so that each is looked at."""
    steps = [
        {step.verb: GOOD[step.verb], **GOOD_BESIDE.get(step, {}), key: odd} for step in STEPS for key in keys_of(step)
    ]
    listed = "steps:\n" + "".join("  -" + nested(step, "    ")[3:] for step in steps)
    facts = nested({key: odd for key in keys_of(Script) if key != "steps"}, "")
    inner = {"voice": VoiceChoice, "bed": BedChoice, "notes": Notes}
    all_inner = "".join(f"{key}:\n{nested(dict.fromkeys(keys_of(model), odd), '  ')}" for key, model in inner.items())
    levels = f"levels:\n{nested(dict.fromkeys(keys_of(Levels), odd), '  ')}"
    assert jargon_in(HEAD + listed, nested(dict.fromkeys(keys_of(Show), odd), "")) == []
    assert jargon_in(facts + "steps:\n  - say: Hello.\n", SHOW + all_inner + levels) == []
    assert jargon_in(HEAD + all_inner + f"steps: {odd}\n", SHOW) == []


@cache
def odd_values(model: type[Model]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(keys_of(model)), st.sampled_from(ODD), max_size=4)


@given(data=st.data())
@settings(max_examples=60)
def test_whatever_stands_in_several_fields_the_message_is_in_plain_words(data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(STEPS))
    written = {step.verb: data.draw(st.sampled_from(ODD)), **data.draw(odd_values(step))}
    text = nested({"title": "A", "summary": "B", **data.draw(odd_values(Script))}, "")
    for key, inner in (("voice", VoiceChoice), ("bed", BedChoice), ("notes", Notes)):
        text = text.replace(f"\n{key}: x\n", f"\n{key}:\n{nested(data.draw(odd_values(inner)), '  ')}")
    steps = "steps:\n  -" + nested(written, "    ")[3:]
    show = SHOW + nested(data.draw(odd_values(Show)), "") + f"levels:\n{nested(data.draw(odd_values(Levels)), '  ')}"
    assert jargon_in(text + steps, show) == []


def test_every_kind_of_step_is_tried() -> None:
    assert set(get_args(Script.model_fields["steps"].annotation)[0].__args__) == {*STEPS, Repeat, Include, Scan}
