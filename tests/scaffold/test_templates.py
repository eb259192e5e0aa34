"""The templates of sessions: each can be built as it is, in every length that it offers, and keeps to the craft."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.repository import ROOT

from audiogen.check.lengths import expected_session
from audiogen.check.preflight import check_project
from audiogen.editions.edition import Edition
from audiogen.editions.expand import Track, expand
from audiogen.project import Project, shipped_assets
from audiogen.scaffold.facts import ShowFacts
from audiogen.scaffold.session import add_session
from audiogen.scaffold.show import begin_show
from audiogen.scaffold.templates import LIKES, Like, filled, one_line, session_template, written_languages
from audiogen.script.load import load_library
from audiogen.script.model import Script
from audiogen.script.steps import Bell, Breathe, Reflect, Say, Step
from audiogen.script.yaml.writing import scalar
from audiogen.speech.phrase import project_phrasing

TODAY = dt.date(2026, 11, 30)
MOST_WORDS = 20
UNKIND = re.compile(
    r"\b(should|must|need to|just|relax\w*|let go|surrender|deep\w*|stay still|you are safe|you feel calm|good job"
    r"|clear your mind|tr(y|ies|ied|ying)|we|us|our|let's|why)\b",
    re.IGNORECASE,
)
"""Commands, promises and demands, of which listeners in distress hear more than was meant."""


@pytest.fixture(scope="module")
def scripts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("show")
    begin_show(root, ShowFacts("Quiet Minutes", "Anna", "en"))
    for number, like in enumerate(LIKES, 2):
        values = {"title": like, "target": "10m", "language": ""}
        text = filled(session_template(like).text, values)
        (root / f"scripts/{number:02}-{like}.yaml").write_text(text, encoding="utf-8")
    return root / "scripts"


def written(scripts: Path, like: Like) -> Script:
    (script,) = (each for each in load_library(scripts).scripts if each.slug.endswith(f"-{like}"))
    return script


def steps_of(script: Script, minutes: int) -> tuple[Step, ...]:
    return expand(script, Edition(script.slug, minutes * 60.0)).steps  # type: ignore[return-value]


def minutes_of(like: Like) -> range:
    return session_template(like).minutes


def spoken(script: Script, minutes: int) -> list[str]:
    texts = []
    for step in steps_of(script, minutes):
        if isinstance(step, Say):
            texts.append(step.say)
        elif isinstance(step, Reflect):
            texts += [step.reflect, step.again or ""]
    return texts


@pytest.mark.parametrize("like", LIKES)
def test_a_template_meets_each_of_its_lengths(scripts: Path, like: Like) -> None:
    library, script = load_library(scripts), written(scripts, like)
    phrasing = project_phrasing(Project(scripts.parent, scripts / "dist", scripts / "cache"))
    for minutes in minutes_of(like):
        edition = Edition(script.slug, minutes * 60.0)
        session = expected_session(library.show, Track(edition, expand(script, edition)), phrasing)
        assert session
        assert list(session.problems()) == [], minutes
        assert session.length.frames == minutes * 60 * 48_000


@pytest.mark.parametrize("like", LIKES)
def test_what_is_written_for_some_lengths_checks_clean_and_says_the_same(
    scripts: Path, tmp_path: Path, like: Like
) -> None:
    whole = written(scripts, like)
    begin_show(tmp_path, ShowFacts("Quiet Minutes", "Anna", "en"))
    project = Project(tmp_path, tmp_path / "dist", tmp_path / "cache")
    for minutes in ([5], [10], [20], [10, 5, 20], [minutes_of(like)[-1], minutes_of(like)[0], 7, 13]):
        add_session(project.scripts, "-".join(map(str, minutes)), like=like, minutes=minutes, today=TODAY)
    checked = check_project(project, ())
    assert checked.told == ()
    for script in checked.loaded.scripts[1:]:
        for length_s in filter(None, (script.target, *script.lengths)):
            minutes_there = round(length_s / 60)
            assert spoken(script, minutes_there) == spoken(whole, minutes_there)


def test_what_people_ask_for_most_is_there_in_every_template() -> None:
    assert all({5, 10, 20} <= set(minutes_of(like)) for like in LIKES)


@pytest.mark.parametrize("like", LIKES)
def test_the_page_on_a_show_of_ones_own_names_its_lengths(like: Like) -> None:
    page = (ROOT / "docs/your-own-show.md").read_text(encoding="utf-8")
    row = next(line for line in page.splitlines() if line.startswith(f"| `{like}`"))
    assert row.endswith(f"| {minutes_of(like)[0]} to {minutes_of(like)[-1]} |")


@pytest.mark.parametrize("like", LIKES)
def test_the_length_is_said_once_in_every_length(scripts: Path, like: Like) -> None:
    script = written(scripts, like)
    for minutes in minutes_of(like):
        said = [text for text in spoken(script, minutes) if re.match("It takes ", text)]
        assert len(said) == 1, minutes


@pytest.mark.parametrize("like", LIKES)
def test_the_beginning_says_that_the_voice_is_synthetic_and_that_all_may_be_left_out(scripts: Path, like: Like) -> None:
    script = written(scripts, like)
    for minutes in minutes_of(like):
        opening = " ".join(spoken(script, minutes)[:3])
        assert "made by a computer" in opening
        assert re.search(r"\b(stop|switch it off)\b", opening)
        assert re.search(r"[Ee]yes", opening)


@pytest.mark.parametrize("like", LIKES)
def test_breaths_may_be_skipped_and_are_let_go_afterwards(scripts: Path, like: Like) -> None:
    steps = steps_of(written(scripts, like), minutes_of(like)[-1])
    found = [at for at, step in enumerate(steps) if isinstance(step, Breathe)]
    assert found
    for at in found:
        before, after = steps[at - 1], steps[at + 1]
        assert isinstance(before, Say)
        assert isinstance(after, Say)
        assert re.search(r"\b(skip|leav(e|ing)|sit this one out|simply rest)\b", before.say), before.say


@pytest.mark.parametrize("like", LIKES)
def test_minds_that_wander_are_named_before_the_first_long_silence(scripts: Path, like: Like) -> None:
    script = written(scripts, like)
    for minutes in minutes_of(like):
        said = ""
        for step in steps_of(script, minutes):
            said += f" {step.say}" if isinstance(step, Say) else ""
            if getattr(step, "pause", None) == "fill" and (getattr(step, "max", 0) or 0) > 60:
                break
        assert re.search(r"[Mm]ind|[Tt]houghts|[Aa]ttention may have gone|the day may still", said), minutes


@pytest.mark.parametrize("like", LIKES)
def test_only_sleep_ends_without_a_bell(scripts: Path, like: Like) -> None:
    bells = [step.bell for step in written(scripts, like).steps if isinstance(step, Bell)]
    assert bells == ([] if like == "sleep" else ["start", "end"])


@pytest.mark.parametrize("like", LIKES)
def test_sentences_are_short_and_nobody_is_told_what_to_do_or_feel(scripts: Path, like: Like) -> None:
    for text in spoken(written(scripts, like), minutes_of(like)[-1]):
        for sentence in sentences(text):
            assert len(sentence.split()) <= MOST_WORDS, sentence
            assert not UNKIND.search(sentence), sentence


def sentences(text: str) -> Iterator[str]:
    for line in text.splitlines():
        yield from filter(None, re.split(r"(?<=[.?!])\s+", line.strip()))


def test_what_first_sessions_say_is_written_in_every_language_in_short_sentences() -> None:
    folder = shipped_assets() / "templates/languages"
    words = {path.stem: tomllib.loads(path.read_text(encoding="utf-8")) for path in folder.glob("*.toml")}
    assert set(words) == set(written_languages()) == {"en", "de", "fr", "es", "it", "pt", "nl"}
    assert len({tuple(each) for each in words.values()}) == 1
    for said in words.values():
        for key in ("welcome", "anchor", "offer", "release", "question", "again", "quiet", "goodbye"):
            assert all(len(sentence.split()) <= MOST_WORDS for sentence in sentences(said[key]))


def test_texts_of_several_lines_stand_at_the_place_of_their_slot() -> None:
    assert filled("a:\n  $text\nb: $value\n", {"text": "one\n\ntwo\n", "value": "3"}) == "a:\n  one\n\n  two\nb: 3\n"


def test_what_is_filled_in_is_no_slot() -> None:
    assert filled("a: $one\n", {"one": "$two", "two": "no"}) == "a: $two\n"


@given(st.text())
def test_a_line_holds_what_can_be_seen_and_stays_as_it_is_then(text: str) -> None:
    line = one_line(text)
    assert line == one_line(line)
    assert line == line.strip()
    assert len(scalar(line).splitlines()) <= 1
