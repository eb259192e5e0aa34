"""Numbers and dates at the beginning of files' names."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.script_files import SCRIPT, SHOW

from audiogen.errors import ScriptError
from audiogen.script.load import Library, load_library
from audiogen.script.numbering import read_names


def shelf(folder: Path, *names: str, script: str = SCRIPT) -> Library:
    folder.joinpath("show.yaml").write_text(SHOW, encoding="utf-8")
    for name in names:
        folder.joinpath(f"{name}.yaml").write_text(script.replace("Arriving", f"About {name}"), encoding="utf-8")
    return load_library(folder)


def numbers(*stems: str) -> dict[str, int]:
    paths = [Path(f"{stem}.yaml") for stem in sorted(stems)]
    return {path.stem: name.number for path, name in zip(paths, read_names(paths), strict=True)}


def faults(folder: Path, *names: str, script: str = SCRIPT) -> list[str]:
    with pytest.raises(ScriptError) as raised:
        shelf(folder, *names, script=script)
    return [str(problem).removeprefix(f"{folder}/") for problem in raised.value.problems if not problem.warning]


@pytest.mark.parametrize("stem", ["20261109-atem", "2026-11-09-atem", "2026_11_09 atem", "2026.11.9 atem", "20261109"])
def test_a_date_at_the_beginning_of_a_name_is_the_date_and_the_order_gives_the_number(
    tmp_path: Path, stem: str
) -> None:
    library = shelf(tmp_path, stem)
    [script] = library.scripts
    assert (script.date, script.origin.number) == (dt.date(2026, 11, 9), 1)
    assert library.warnings == ()


def test_the_slug_keeps_the_date_as_it_is_written(tmp_path: Path) -> None:
    assert shelf(tmp_path, "20261109-atem", "2026-11-16-ruhe").slugs == ("2026-11-16-ruhe", "20261109-atem")


def test_dated_files_are_numbered_by_their_days_however_they_are_written() -> None:
    assert numbers("2026-11-9-a", "20261110-b", "2026-11-16-c", "2026-11-16-d") == {
        "2026-11-9-a": 1, "20261110-b": 2, "2026-11-16-c": 3, "2026-11-16-d": 4,
    }  # fmt: skip


def test_dated_files_come_behind_numbered_ones() -> None:
    assert numbers("01-a", "07-b", "2026-11-09-c") == {"01-a": 1, "07-b": 7, "2026-11-09-c": 8}


def test_a_dated_session_keeps_its_number_when_an_earlier_one_is_retired(tmp_path: Path) -> None:
    assert [script.origin.number for script in shelf(tmp_path, "20261109-a", "2026-11-16-b").scripts] == [1, 2]
    (tmp_path / "20261109-a.yaml").unlink()
    (tmp_path / "show.yaml").write_text(f"{SHOW}retired: [20261109-a, old]\n", encoding="utf-8")
    assert [script.origin.number for script in load_library(tmp_path).scripts] == [2]


def test_a_year_alone_or_an_old_number_is_no_date() -> None:
    assert numbers("2026-year", "1234-12-12-steps", "0007-b") == {
        "2026-year": 2026, "1234-12-12-steps": 1234, "0007-b": 7,
    }  # fmt: skip


def test_the_date_that_is_written_in_the_file_wins_with_a_warning(tmp_path: Path) -> None:
    library = shelf(tmp_path, "2026-11-09-atem", script=f"{SCRIPT}date: 2026-11-12\n")
    assert library.scripts[0].date == dt.date(2026, 11, 12)
    [warning] = library.warnings
    assert warning.warning
    assert str(warning).endswith(
        "atem.yaml:5:7: warning: date: the file's name begins with another date, 2026-11-09; 2026-11-12 counts"
    )


def test_the_same_date_twice_is_no_mistake(tmp_path: Path) -> None:
    assert shelf(tmp_path, "2026-11-09-atem", script=f"{SCRIPT}date: 2026-11-09\n").warnings == ()


@pytest.mark.parametrize("stem", ["99999999999-b", "10000-b", "12345678-b", "9" * 200])
def test_a_number_that_no_episode_can_have_is_a_problem(tmp_path: Path, stem: str) -> None:
    [problem] = faults(tmp_path, stem)
    assert problem.startswith(f"{stem}.yaml:1:1: the number ")
    assert "is too high: episodes go up to 9999" in problem
    assert len(problem) < len(stem) + 200


@pytest.mark.parametrize("stem", ["2026-13-01-b", "20260230-b", "2026-02-30"])
def test_a_day_that_is_not_in_the_calendar_is_a_problem(tmp_path: Path, stem: str) -> None:
    [problem] = faults(tmp_path, stem)
    assert "at the beginning of this file's name is no day of the calendar" in problem


def test_two_names_that_are_wrong_are_not_the_same_episode_as_well(tmp_path: Path) -> None:
    assert len(faults(tmp_path, "99999999999-b", "88888888888-c")) == 2


def test_a_slug_is_not_longer_than_names_of_files_have_room_for(tmp_path: Path) -> None:
    [problem] = faults(tmp_path, "01-a", script=f"{SCRIPT}slug: {'a' * 250}\n")
    assert problem.startswith("01-a.yaml:5:7: slug: ")
    assert "at most 200 " in problem


def test_a_name_that_makes_too_long_a_slug_asks_for_another(tmp_path: Path) -> None:
    [problem] = faults(tmp_path, f"01-{'a' * 220}")
    assert 'the name of this file gives a slug of 223 letters, and 200 fit; add one, like "slug: ' in problem
    folder = tmp_path / "mended"
    folder.mkdir()
    assert shelf(folder, f"01-{'a' * 220}", script=f"{SCRIPT}slug: short\n").slugs == ("short",)


@given(st.lists(st.text(st.sampled_from("0123456789-_. a"), min_size=1, max_size=14), max_size=8, unique=True))
def test_any_names_are_read_and_no_two_good_dates_share_a_number(stems: list[str]) -> None:
    read = read_names([Path(f"x{stem}.yaml".removeprefix("x")) for stem in sorted(stems)])
    dated = [each.number for each in read if each.date]
    assert len({*dated}) == len(dated)
    assert all(each.fault or each.number > 0 for each in read)
