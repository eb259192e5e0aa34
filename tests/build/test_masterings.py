"""How a session is mastered is kept for the previews of just this session, and of no other form of it."""

from __future__ import annotations

from pathlib import Path

from support.projects import replace_in, write_project

from audiogen.build.chosen import choose_track
from audiogen.build.masterings import keep_decision, kept_decision
from audiogen.build.session import Session
from audiogen.project import Project
from audiogen.render.decision import MixDecision
from audiogen.render.gain import Mastering

DECISION = MixDecision("speech", Mastering(4.25, -2.0), softer_db=0.5)


def session(project: Project) -> Session:
    chosen = choose_track(project, "1")
    return chosen.session(chosen.plan())


def test_what_was_decided_is_known_until_anything_sounds_otherwise(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    assert kept_decision(session(project)) is None
    keep_decision(session(project), DECISION)
    assert kept_decision(session(project)) == DECISION
    script = project.scripts / "01-arriving.yaml"
    replace_in(script, "title: Arriving", "title: Another title")
    assert kept_decision(session(project)) == DECISION
    replace_in(script, "Welcome to this place.", "Welcome to that place.")
    assert kept_decision(session(project)) is None


def test_a_cache_that_cannot_be_used_hinders_nothing(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    project.cache.write_bytes(b"no folder")
    keep_decision(session(project), DECISION)
    assert kept_decision(session(project)) is None
