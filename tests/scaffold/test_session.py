"""New sessions: behind the others, from a template, and never over what is there."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import contents, replace_in

from audiogen.check.preflight import check_project
from audiogen.errors import AudiogenError
from audiogen.project import Project
from audiogen.scaffold.facts import ShowFacts
from audiogen.scaffold.naming import call_name
from audiogen.scaffold.session import NewSession, add_session
from audiogen.scaffold.show import begin_show
from audiogen.scaffold.templates import one_line
from audiogen.script.load import load_library
from audiogen.script.lock import PublishedEpisode, PublishedLock, write_lock

TODAY = dt.date(2026, 11, 30)


@pytest.fixture
def scripts(tmp_path: Path) -> Path:
    begin_show(tmp_path, ShowFacts("Quiet Minutes", "Anna", "en"))
    return tmp_path / "scripts"


def add(scripts: Path, title: str, minutes: int = 10) -> NewSession:
    return add_session(scripts, title, like="reflection", minutes=[minutes], today=TODAY)


def test_a_session_is_the_next_one_with_the_title_and_the_length_that_were_asked_for(scripts: Path) -> None:
    added = add(scripts, 'Trust: / "small" steps', 7)
    assert added.path == scripts / "02-trust-small-steps.yaml"
    script = load_library(scripts, ["2"]).scripts[0]
    assert (script.title, script.target) == ('Trust: / "small" steps', 420)


def test_its_head_says_how_to_go_on(scripts: Path) -> None:
    head = add(scripts, "Evening").path.read_text(encoding="utf-8").partition("title:")[0]
    assert "template reflection: a few questions about one small moment" in head
    assert "`audiogen check 2`" in head
    assert "`audiogen add` takes --minutes more than once" in head
    assert all(len(line) <= 120 for line in head.splitlines())


def test_all_else_stays_as_it_is(scripts: Path) -> None:
    before = contents(scripts.parent)
    added = add(scripts, "Evening")
    after = contents(scripts.parent)
    del after[added.path.relative_to(scripts.parent).as_posix()]
    assert after == before


@pytest.mark.parametrize("title", ["Evening", " evening\n", "EVENING"])
def test_a_title_that_is_taken_is_refused_with_the_file_that_has_it(scripts: Path, title: str) -> None:
    add(scripts, "Evening")
    before = contents(scripts)
    with pytest.raises(AudiogenError, match=r"is the title of .*02-evening\.yaml already"):
        add(scripts, title)
    assert contents(scripts) == before


@pytest.mark.parametrize("minutes", [1, 4, 21, 30])
def test_minutes_that_a_template_cannot_last_are_refused_with_those_that_it_can(scripts: Path, minutes: int) -> None:
    with pytest.raises(AudiogenError, match=f"can last 5 to 20 minutes, and not {minutes}"):
        add(scripts, "Evening", minutes)


def test_more_lengths_than_a_session_has_are_refused(scripts: Path) -> None:
    with pytest.raises(AudiogenError, match="at most 9 lengths, and 10 were asked for"):
        add_session(scripts, "Evening", like="reflection", minutes=range(6, 16), today=TODAY)


def test_templates_that_can_last_so_long_are_named(scripts: Path) -> None:
    with pytest.raises(AudiogenError) as error:
        add(scripts, "Evening", 30)
    assert error.value.hint == "Nothing was written. Others can: sleep 5 to 30."
    with pytest.raises(AudiogenError) as error:
        add(scripts, "Evening", 45)
    assert error.value.hint.endswith("The others last: body-scan 5 to 25, breathing 4 to 20, sleep 5 to 30.")


def test_in_a_show_of_another_language_it_says_that_it_is_in_english_and_checks_clean(tmp_path: Path) -> None:
    begin_show(tmp_path, ShowFacts("Ruhe", "Anna", "de"))
    added = add(tmp_path / "scripts", "Abend")
    assert added.foreign
    checked = check_project(Project(tmp_path, tmp_path / "dist", tmp_path / "cache"), ())
    assert checked.warnings == ()
    assert checked.loaded.scripts[1].language == "en"


def test_mistakes_in_other_files_do_not_matter(scripts: Path) -> None:
    replace_in(scripts / "show.yaml", "explicit: no", "explicit: perhaps")
    (scripts / "02-broken.yaml").write_text("title: [\n", encoding="utf-8")
    assert add(scripts, "Evening").path.name == "03-evening.yaml"


def test_a_show_without_sessions_gets_its_first(scripts: Path) -> None:
    (scripts / "01-arriving.yaml").unlink()
    assert add(scripts, "Evening").path.name == "01-evening.yaml"


def test_the_number_of_an_episode_that_was_published_is_not_given_again(scripts: Path) -> None:
    episode = PublishedEpisode("a-guid", TODAY)
    write_lock(scripts, PublishedLock("91ea734b-6c35-4daa-aae1-189851918adb", {"07-old": episode}))
    assert add(scripts, "Evening").path.name == "08-evening.yaml"


def test_where_no_show_is_nothing_is_written(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError) as error:
        add(tmp_path / "scripts", "Evening")
    assert "audiogen new" in error.value.hint
    assert list(tmp_path.iterdir()) == []


@settings(max_examples=20)
@given(st.text(min_size=1, max_size=80))
def test_any_title_makes_a_session_that_has_it(tmp_path_factory: pytest.TempPathFactory, title: str) -> None:
    root = tmp_path_factory.mktemp("show")
    begin_show(root, ShowFacts("Quiet Minutes", "Anna", "en"))
    try:
        added = add(root / "scripts", title)
    except AudiogenError:
        assert not one_line(title)
        return
    (script,) = load_library(root / "scripts", [call_name(added.path)]).scripts
    assert script.title == one_line(title)


def test_one_file_offers_all_lengths_that_were_asked_for_and_nothing_for_others(scripts: Path) -> None:
    one = add(scripts, "Evening").path.read_text(encoding="utf-8")
    assert "  only:" not in one
    assert "\nlengths:" not in one
    added = add_session(scripts, "Morning", like="reflection", minutes=[10, 5, 20, 5, 10], today=TODAY)
    assert added.minutes == (10, 5, 20)
    script = load_library(scripts, ["3"]).scripts[0]
    assert (script.target, script.lengths) == (600, (300, 1200))
    assert "13m and longer" not in added.path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "called"),
    [
        ("02-evening.yaml", "2"),
        ("100-evening.yaml", "100"),
        ("2026-11-30-evening.yaml", "2026-11-30-evening"),
        ("evening.yaml", "evening"),
    ],
)
def test_commands_are_told_the_number_or_the_name(name: str, called: str) -> None:
    assert call_name(Path(name)) == called
