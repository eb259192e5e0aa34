"""What directories are told of a show and its sessions: how it may be written, and what is said of slips."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from support.repository import GOLDEN
from support.script_files import SCRIPT, SHOW, library, problems_of, write_scripts

from audiogen.script.directory import License, Location, known_licences
from audiogen.script.model import Script, Show

SLIPS = tomllib.loads((GOLDEN / "directory.toml").read_text(encoding="utf-8"))
OF_SHOW = {written: told for kind, cases in SLIPS.items() if kind != "session" for written, told in cases.items()}


def show_of(folder: Path, lines: str) -> Show:
    return library(folder, show=f"{SHOW}{lines}\n", s01_a=SCRIPT).show


def session_of(folder: Path, lines: str) -> Script:
    (script,) = library(folder, s01_a=SCRIPT.replace("steps:", f"{lines}\nsteps:")).scripts
    return script


@pytest.mark.parametrize(("written", "told"), OF_SHOW.items())
def test_a_slip_in_the_show_is_told_once_with_the_remedy(tmp_path: Path, written: str, told: str) -> None:
    (problem,) = problems_of(write_scripts(tmp_path, show=f"{SHOW}{written}\n", s01_a=SCRIPT))
    assert problem.startswith("show.yaml:")
    assert problem.endswith(told)


@pytest.mark.parametrize(("written", "told"), SLIPS["session"].items())
def test_a_slip_in_a_session_is_told_once_with_the_remedy(tmp_path: Path, written: str, told: str) -> None:
    folder = write_scripts(tmp_path, s01_a=SCRIPT.replace("steps:", f"{written}\nsteps:"))
    (problem,) = problems_of(folder)
    assert problem.startswith("01-a.yaml:3:")
    assert problem.endswith(told)


@pytest.mark.parametrize("written", ["cc-by-nc-4.0", "CC BY-NC 4.0", "cc by nc 4.0"])
def test_a_licence_that_apps_know_is_found_in_any_case(tmp_path: Path, written: str) -> None:
    found = show_of(tmp_path, f"license: {written}").license
    assert found == License(name="cc-by-nc-4.0")
    assert found.address == "https://creativecommons.org/licenses/by-nc/4.0/"


def test_who_keeps_all_rights_or_none_is_told_how_apps_call_that(tmp_path: Path) -> None:
    lines = f"{SHOW}license: All rights reserved\n"
    (problem,) = problems_of(write_scripts(tmp_path, show=lines, s01_a=SCRIPT))
    assert "arr (all rights reserved), cc0-1.0 (public domain)" in problem


def test_another_licence_has_the_address_of_its_words(tmp_path: Path) -> None:
    found = show_of(tmp_path, "license: {name: Ours, link: https://example.org/terms}").license
    assert found is not None
    assert (found.name, found.address) == ("Ours", "https://example.org/terms")


def test_every_licence_that_is_known_is_in_small_letters_and_has_an_address() -> None:
    assert len(known_licences()) > 5
    assert all(name == name.lower() and link.startswith("https://") for name, link in known_licences().items())


def test_one_page_to_support_the_show_needs_no_list_and_several_keep_their_order(tmp_path: Path) -> None:
    one = show_of(tmp_path, "funding: {link: https://example.org/a, text: Give}").funding
    lines = "funding:\n  - {link: https://example.org/a, text: Give}\n  - {link: https://example.org/b, text: Join}"
    assert [each.text for each in one] == ["Give"]
    assert [each.text for each in show_of(tmp_path, lines).funding] == ["Give", "Join"]


@pytest.mark.parametrize("written", ["38.72, -9.14", "geo:38.72,-9.14", "38.72,-9.14"])
def test_a_place_on_the_map_is_kept_as_a_geo_address(tmp_path: Path, written: str) -> None:
    found = session_of(tmp_path, f"location:\n  name: Lisbon\n  geo: {written}\n  country: PT").location
    assert found == Location(name="Lisbon", geo="geo:38.72,-9.14", country="PT")


def test_a_place_may_be_one_word(tmp_path: Path) -> None:
    assert show_of(tmp_path, "location: Lisbon").location == Location(name="Lisbon")


def test_a_session_says_what_it_is_and_to_which_season_it_belongs(tmp_path: Path) -> None:
    script = session_of(tmp_path, "type: bonus\nseason: 2\nunlisted: yes")
    assert (script.kind, script.season, script.unlisted) == ("bonus", 2, True)


def test_a_session_that_says_nothing_is_a_full_episode_that_is_listed(tmp_path: Path) -> None:
    script = session_of(tmp_path, "")
    assert (script.kind, script.season, script.unlisted) == ("full", None, False)


def test_seasons_have_names_in_their_order(tmp_path: Path) -> None:
    assert show_of(tmp_path, 'seasons: [Arriving, "2026: deeper"]').seasons == ("Arriving", "2026: deeper")
