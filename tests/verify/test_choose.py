"""Which finished tracks a name stands for."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.publishing import episode, in_length, publish_small, undrawn_covers

from audiogen.errors import AudiogenError
from audiogen.publish.facts import read_publication
from audiogen.verify.choose import finished_episodes

ALL = ["01-session", "01-session-5m", "01-session-20m", "02-session"]


@pytest.fixture
def dist(tmp_path: Path) -> Path:
    with undrawn_covers():
        publish_small(tmp_path / "dist", in_length(1200), episode(2), in_length(300), episode(1))
    return tmp_path / "dist"


def damage(dist: Path, name: str) -> None:
    (facts,) = (each for each in read_publication(dist).episodes if each.name == name)
    (dist / facts.manifest).write_text("{}")


@pytest.mark.parametrize(
    ("name", "chosen"),
    [
        ("1", ALL[:3]),
        ("01-session", ALL[:3]),
        ("01", ALL[:3]),
        ("scripts/01-session.yaml", ALL[:3]),
        ("01-session-20m", ["01-session-20m"]),
        ("01-session-2", ["01-session-20m"]),
        ("2", ["02-session"]),
    ],
)
def test_a_session_stands_for_all_its_lengths_and_a_track_for_itself(dist: Path, name: str, chosen: list[str]) -> None:
    assert [each.name for each in finished_episodes(dist, [name]).episodes] == chosen


def test_without_a_name_every_track_is_chosen_the_sessions_own_first(dist: Path) -> None:
    assert [each.name for each in finished_episodes(dist).episodes] == ALL


def test_a_file_stands_for_its_track(dist: Path) -> None:
    file = in_length(300).media[0].file
    assert [each.name for each in finished_episodes(dist, [f"dist/{file}"]).episodes] == ["01-session-5m"]


def test_a_damaged_length_is_told_with_its_session(dist: Path) -> None:
    damage(dist, "01-session-5m")
    chosen = finished_episodes(dist, ["01-session"])
    assert [each.name for each in chosen.episodes] == ["01-session", "01-session-20m"]
    assert [(each.name, each.slug) for each in chosen.unread] == [("01-session-5m", "01-session")]


def test_the_beginning_of_two_sessions_is_answered_with_their_tracks(dist: Path) -> None:
    with pytest.raises(AudiogenError, match="more than one") as error:
        finished_episodes(dist, ["0"])
    assert "1 01-session-20m" in error.value.hint
