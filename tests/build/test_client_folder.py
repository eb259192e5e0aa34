"""What a client's page is told: on which day each session is theirs, and whether it is there before."""

from __future__ import annotations

import datetime as dt
import uuid
from pathlib import Path

import pytest

from audiogen.build.client_folder import ClientFolder
from audiogen.build.finished import finished_episodes
from audiogen.clients.client import Client
from audiogen.clients.lock import ClientIdentity
from audiogen.project import Project
from audiogen.publish.facts import ForClient
from audiogen.script.yaml.nodes import Place

START = dt.date(2026, 12, 28)


def told(tmp_path: Path, start: dt.date | None, every_days: int | None) -> ForClient:
    client = Client("c1", Place(1, 1), {}, start=start, every_days=every_days)
    project, identity = Project(tmp_path, tmp_path, tmp_path), ClientIdentity(uuid.uuid4())
    return ClientFolder(client, project, identity, finished_episodes(tmp_path), ("b", "a", "c")).told


@pytest.mark.parametrize(("every_days", "days"), [(None, [28, 29, 30]), (1, [28, 29, 30]), (7, [28, 4, 11])])
def test_sessions_lie_as_far_apart_as_is_written(tmp_path: Path, every_days: int | None, days: list[int]) -> None:
    found = told(tmp_path, START, every_days)
    assert [session.slug for session in found.sessions] == ["b", "a", "c"]
    assert [session.day.day for session in found.sessions if session.day] == days


def test_only_where_it_is_written_how_far_apart_is_anything_kept_back(tmp_path: Path) -> None:
    assert [told(tmp_path, START, every_days).drip for every_days in (None, 1, 7)] == [False, True, True]
    assert not told(tmp_path, None, None).drip
