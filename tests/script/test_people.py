"""People of a show or a session, and the roles that the Podcast Taxonomy has for them."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.script_files import SCRIPT, SHOW, library

from audiogen.script.people import Person, roles_by_group


def people_of(folder: Path, lines: str) -> tuple[Person, ...]:
    return library(folder, show=f"{SHOW}{lines}\n", s01_a=SCRIPT).show.people


@pytest.mark.parametrize(
    ("written", "role", "group"),
    [
        ("host", "Host", "Cast"),
        ("COVER ART DESIGNER", "Cover Art Designer", "Visuals"),
        ("co-host", "Co-Host", "Cast"),
        ("Editor", "Editor", "Writing"),
        ("Editor, group: video post-production", "Editor", "Video Post-Production"),
        ("intern, group: misc.", "Intern", "Misc."),
    ],
)
def test_roles_and_groups_are_kept_in_the_case_of_the_taxonomy(
    tmp_path: Path, written: str, role: str, group: str
) -> None:
    (person,) = people_of(tmp_path, f"people:\n  - {{name: A, role: {written}}}")
    assert (person.role, person.published_group) == (role, group)


def test_one_person_needs_no_list(tmp_path: Path) -> None:
    (person,) = people_of(tmp_path, "people:\n  name: A\n  role: Host\n  link: https://example.org/a")
    assert (person.name, person.link) == ("A", "https://example.org/a")


def test_the_roles_are_those_of_the_taxonomy() -> None:
    assert [*roles_by_group()] == [
        *("Creative Direction", "Cast", "Writing", "Audio Production", "Audio Post-Production", "Administration"),
        *("Visuals", "Community", "Misc.", "Video Production", "Video Post-Production"),
    ]
    assert sum(map(len, roles_by_group().values())) == 63
