"""A track that is chosen by hand is the one that a build would make."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import write_project

from audiogen.build.chosen import choose_track
from audiogen.errors import AudiogenError, ScriptError
from audiogen.project import Project

SCRIPT = """\
title: Resting
summary: A rest.
target: 1m
lengths: [2m]
steps:
  - say: Hello {name or you}.
  - pause: 10s to 5m
"""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "clients.yaml").write_text("- id: c1\n  name: Nuria\n")
    return write_project(tmp_path, s01_resting=SCRIPT)


def test_without_a_length_it_is_the_episode(project: Project) -> None:
    chosen = choose_track(project, "1")
    assert (chosen.track.edition.name, chosen.plan().target_frames) == ("01-resting", 60 * 48_000)


def test_an_offered_length_is_that_edition(project: Project) -> None:
    assert choose_track(project, "1", length_s=120.0).track.edition.name == "01-resting-2m"


def test_a_length_that_nobody_offers_can_be_tried(project: Project) -> None:
    assert choose_track(project, "1", length_s=90.0).plan().target_frames == 90 * 48_000


def test_a_client_hears_what_is_said_to_them_from_a_cache_of_their_own(project: Project) -> None:
    chosen = choose_track(project, "1", client="C1")
    said = [each.text for each in chosen.plan().utterances]
    assert "Hello Nuria." in said
    assert chosen.own is not None
    assert [*chosen.own.written.values()] == ["Hello {name}."]
    assert chosen.project.dist == project.root / "private" / "c1"


def test_an_unknown_client_is_told_with_those_there_are(project: Project) -> None:
    with pytest.raises(AudiogenError, match="there is no client"):
        choose_track(project, "1", client="c2")


def test_what_nobody_fills_is_refused_at_its_place(project: Project) -> None:
    (project.scripts / "01-resting.yaml").write_text(SCRIPT.replace(" or you", ""))
    with pytest.raises(ScriptError, match="nothing fills"):
        choose_track(project, "1")


def test_for_whom_is_asked_where_a_session_is_for_clients_and_names_them(project: Project) -> None:
    (project.scripts / "01-resting.yaml").write_text(f"for: clients\n{SCRIPT.replace(' or you', '')}")
    with pytest.raises(AudiogenError, match="is for clients") as refused:
        choose_track(project, "1")
    assert refused.value.hint == "Say of which one, with `--client c1`; `audiogen clients` lists them."
