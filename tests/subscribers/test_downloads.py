"""Podcast apps that people use subscribe to what audiogen publishes, and get every sound to the last byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.podcast_apps import APPS, Subscribe, fetched
from support.publishing import episode, publish_small, undrawn_covers
from support.served_folder import ServedFolder, served_folder


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("show") / "dist"
    with undrawn_covers():
        publish_small(folder, episode(1), episode(2), episode(3))
    return folder


@pytest.fixture(scope="module")
def public(dist: Path) -> Iterator[ServedFolder]:
    with served_folder(dist) as folder:
        yield folder


@pytest.mark.parametrize("subscribe", APPS, ids=lambda app: app.__name__)
def test_an_app_subscribes_to_the_feed_and_has_every_sound_byte_for_byte(
    subscribe: Subscribe, public: ServedFolder, dist: Path, tmp_path: Path
) -> None:
    subscribe(f"{public.url}feed.xml", tmp_path)
    assert fetched(tmp_path) == sorted(path.read_bytes() for path in dist.glob("episodes/*.mp3"))
