"""Podcast apps that people use subscribe to what audiogen publishes, and get every sound to the last byte."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.asking import running
from support.podcast_apps import APPS, Subscribe, fetched
from support.practices import Practice
from support.publishing import episode, publish_small, undrawn_covers
from support.served_folder import ServedFolder, served_folder

from audiogen.clients.secret import made_secret
from audiogen.serve.server import make_clients_app
from audiogen.serve.settings import ServeSettings


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


@pytest.mark.parametrize("subscribe", APPS, ids=lambda app: app.__name__)
def test_once_a_session_is_new_one_renamed_and_one_taken_back_an_app_fetches_the_new_one_alone(
    subscribe: Subscribe, tmp_path: Path
) -> None:
    home = tmp_path / "home"
    home.mkdir()
    with undrawn_covers():
        publish_small(tmp_path / "dist", episode(1), episode(2), episode(3))
        with served_folder(tmp_path / "dist") as folder:
            subscribe(f"{folder.url}feed.xml", home)
            before = len(folder.asked)
            publish_small(tmp_path / "dist", episode(2, title="Renamed"), episode(3), episode(4))
            subscribe(f"{folder.url}feed.xml", home)
            asked = {path for path in folder.asked[before:] if path != "/feed.xml"}
    assert asked == {f"/{episode(4).media[0].file}"}
    assert len(fetched(home)) == 4


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a client's page whose link has a feed, and the folder that it shows."""
    practice = Practice(tmp_path_factory.mktemp("practice"))
    with undrawn_covers():
        practice.build("c1", episode(1), episode(2))
    practice.change("c1", linked=True, feed=True)
    made_secret(practice.root)
    app = make_clients_app(practice.root, ServeSettings(), lambda: practice.day)
    with running(app, ServeSettings()) as port:
        yield f"http://127.0.0.1:{port}{practice.path('c1')}/", practice.root / "private/c1"


@pytest.mark.parametrize("subscribe", APPS, ids=lambda app: app.__name__)
def test_an_app_subscribes_to_the_private_feed_of_one_client(
    subscribe: Subscribe, private: tuple[str, Path], tmp_path: Path
) -> None:
    page, folder = private
    subscribe(f"{page}feed.xml", tmp_path)
    assert fetched(tmp_path) == sorted(path.read_bytes() for path in folder.glob("episodes/*.mp3"))
