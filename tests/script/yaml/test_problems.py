"""How mistakes in scripts are told: golden cases, and that no message ever speaks pydantic's or PyYAML's language."""

from pathlib import Path
from typing import get_args

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.repository import GOLDEN
from support.script_files import HEAD, SHOW, load_one, problems_of, write_scripts

from audiogen.errors import ScriptError
from audiogen.script.bed import BedChoice
from audiogen.script.load import load_library
from audiogen.script.model import STEPS, Levels, Notes, Script, Show, VoiceChoice
from audiogen.script.yaml.fields import Model
from audiogen.script.yaml.wording import EXAMPLES

CASES = sorted((GOLDEN / "problems").glob("*.yaml"))
JARGON = ("Input should", "valid ", "validat", "pydantic", "NoneType", "scalar", "token", "does not fit here", "ctx")
ODD = ["", "x", "0", "-1", "1e999", "nan", "inf", "9" * 40, "x" * 5000, "[]", "{}", "[x]", "{x: y}", "[[x]]", "~", '""']
ODD += ["true", "2026-13-01", "20s to 3s", "4-6", "fill", "- x", "http://", "a > b > c", "é", "½", "٣"]


def at_fault(path: Path, folder: Path) -> list[str]:
    write_scripts(folder, s01_case=path.read_bytes())
    return [problem.removeprefix("01-case.yaml:") for problem in problems_of(folder)]


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_each_mistake_is_told_once_with_its_place_and_what_to_write(path: Path, tmp_path: Path) -> None:
    assert at_fault(path, tmp_path) == path.with_suffix(".txt").read_text(encoding="utf-8").splitlines()


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_no_case_speaks_the_language_of_libraries(path: Path, tmp_path: Path) -> None:
    assert not [problem for problem in at_fault(path, tmp_path) if speaks_jargon(problem)]


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
        'show.yaml:4:11: language: "English" is not a language tag; write one like en, en-gb or pt-br',
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
    needed = {
        key for model in (Show, Script, *STEPS) for key, field in model.model_fields.items() if field.is_required()
    }
    assert needed - {model.verb for model in STEPS} - {"slug", "origin"} <= set(EXAMPLES)


def speaks_jargon(problem: str) -> bool:
    return any(word in problem for word in JARGON)


def problems_or_none(folder: Path, script: str, show: str) -> list[str]:
    try:
        load_one(folder, script, show=show)
    except ScriptError as error:
        return [str(problem) for problem in error.problems]
    return []


def keys_of(model: type[Model]) -> list[str]:
    return [key for key in model.model_fields if key != "origin"]


def nested(lines: dict[str, str], indent: str) -> str:
    return "".join(f"{indent}{key}: {value}\n" for key, value in lines.items())


def odd_values(model: type[Model]) -> st.SearchStrategy[dict[str, str]]:
    return st.dictionaries(st.sampled_from(keys_of(model)), st.sampled_from(ODD), max_size=4)


@given(data=st.data())
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
def test_whatever_stands_in_a_field_the_message_is_in_plain_words(tmp_path: Path, data: st.DataObject) -> None:
    step = data.draw(st.sampled_from(STEPS))
    written = {step.verb: data.draw(st.sampled_from(ODD)), **data.draw(odd_values(step))}
    text = nested({"title": "A", "summary": "B", **data.draw(odd_values(Script))}, "")
    for key, inner in (("voice", VoiceChoice), ("bed", BedChoice), ("notes", Notes)):
        text = text.replace(f"\n{key}: x\n", f"\n{key}:\n{nested(data.draw(odd_values(inner)), '  ')}")
    steps = "steps:\n  -" + nested(written, "    ")[3:]
    show = SHOW + nested(data.draw(odd_values(Show)), "") + f"levels:\n{nested(data.draw(odd_values(Levels)), '  ')}"
    assert not [problem for problem in problems_or_none(tmp_path, text + steps, show) if speaks_jargon(problem)]


def test_every_kind_of_step_is_tried() -> None:
    assert set(get_args(Script.model_fields["steps"].annotation)[0].__args__) == set(STEPS)
