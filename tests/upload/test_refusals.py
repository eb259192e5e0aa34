"""What is never sent: each reason is told with its place and what to do, and all of them at once."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.feeds import mp3
from support.projects import replace_in
from support.publishing import GUID, episode, plain_covers, publish_small, show, spoken
from support.script_files import SCRIPT, SHOW, write_scripts

from audiogen.manifest import Manifest
from audiogen.project import Project
from audiogen.publish.facts import ForClient
from audiogen.publish.site import publish
from audiogen.script.lock import PublishedLock, write_lock
from audiogen.upload.publishing import ReadyPodcast, ready_podcast, written_show
from audiogen.upload.refusals import RefusedError

BASE = "https://podcast.example.org/quiet"
NOW = dt.datetime(2026, 11, 30, 12, tzinfo=dt.UTC)
SERVER = "sftp://you@example.org/podcast"


@pytest.fixture(scope="module", autouse=True)
def drawn_plainly() -> Iterator[None]:
    with plain_covers():
        yield


def built(root: Path, *, base_url: str = BASE, written: str | None = None, **facts: object) -> Project:
    """A show with one finished session."""
    write_scripts(root / "scripts", show=f"{SHOW}base_url: {written or base_url}\n", s01_session=SCRIPT)
    publish_with_sound(root / "dist", episode(1, **facts), base_url)
    return Project(root, root / "dist", root / "cache")


def publish_with_sound(dist: Path, made: Manifest, base_url: str) -> None:
    """A session whose sound platforms take for some, as far as its beginning tells."""
    publish_small(dist, made, of=show(base_url=base_url))
    for media in made.media:
        (dist / media.file).write_bytes(mp3(media.size_bytes, media.duration_s))


def ready(project: Project, destination: str = SERVER, now: dt.datetime = NOW) -> ReadyPodcast:
    return ready_podcast(project, written_show(project), destination, now)


def refused(project: Project, destination: str = SERVER) -> list[str]:
    with pytest.raises(RefusedError) as error:
        ready(project, destination)
    assert error.value.hint == "Nothing was sent."
    return error.value.message.splitlines()


def test_a_podcast_with_a_public_address_is_ready_with_all_its_files(tmp_path: Path) -> None:
    found = ready(built(tmp_path))
    assert found.doubts == ()
    assert [*found.files][-2:] == ["feed.xml", "offline.json"]
    assert BASE.encode() in found.files["feed.xml"].source  # type: ignore[operator] - a rendered text


def test_where_nothing_is_built_that_is_said_with_all_else_that_is_in_the_way(tmp_path: Path) -> None:
    write_scripts(tmp_path / "scripts", show=f"{SHOW}base_url: http://localhost:8000\n", s01_session=SCRIPT)
    project = Project(tmp_path, tmp_path / "dist", tmp_path / "cache")
    place, nothing, address = refused(project, str(tmp_path / "private"))
    assert "holds what is private" in place
    assert f"nothing is published in {project.dist} yet. Run `audiogen build`" in nothing
    assert f"{project.scripts / 'show.yaml'}:4:11: base_url is" in address


@pytest.mark.parametrize(
    ("base_url", "told"),
    [
        ("http://localhost:8000", "leads nowhere but to this computer"),
        ("http://127.0.0.1:8000", "leads nowhere but to this computer"),
        ("http://192.168.1.5:8000", "can be reached in one network alone"),
        ("https://studio.local", "can be reached in one network alone"),
        ("https://example.org/podcast", "is an example and nobody's address"),
    ],
)
def test_an_address_that_no_listener_reaches_is_refused(tmp_path: Path, base_url: str, told: str) -> None:
    (only,) = refused(built(tmp_path, base_url=base_url))
    assert only.startswith(f"{tmp_path / 'scripts' / 'show.yaml'}:4:11: ")
    assert told in only
    assert "run `audiogen build`" in only


def test_what_was_built_for_another_address_is_to_be_built_again(tmp_path: Path) -> None:
    (only,) = refused(built(tmp_path, written="https://sessions.example.org"))
    assert 'base_url is "https://sessions.example.org"' in only
    assert f'was built for "{BASE}"' in only


def test_without_scripts_the_address_is_that_of_what_was_built(tmp_path: Path) -> None:
    publish_with_sound(tmp_path / "dist", episode(1), "http://localhost:8000")
    project = Project(tmp_path / "elsewhere", tmp_path / "dist", tmp_path / "cache")
    (only,) = refused(project)
    assert only.startswith(f"{tmp_path / 'dist' / 'show.json'}: base_url is ")


@pytest.mark.parametrize(
    ("folder", "told"),
    [
        ("private/c1", "holds what is private"),
        ("dist", "holds what is built"),
        ("dist/web", "holds what is built"),
        ("scripts/web", "holds the scripts"),
        (".", "the whole project, your clients' data included, lies in this folder"),
        ("..", "the whole project"),
    ],
)
def test_no_folder_that_holds_or_is_held_by_what_is_not_public_gets_anything(
    tmp_path: Path, folder: str, told: str
) -> None:
    (only,) = refused(built(tmp_path / "show"), str(tmp_path / "show" / folder))
    assert told in only
    assert "Choose one" in only


def test_a_folder_beside_dist_in_the_project_gets_it(tmp_path: Path) -> None:
    assert ready(built(tmp_path), str(tmp_path / "docs")).files


def test_what_is_made_for_one_client_is_no_podcast(tmp_path: Path) -> None:
    project = built(tmp_path)
    publish(show(base_url=BASE), GUID, [episode(1)], project.dist, tmp_path, client=ForClient())
    (only,) = refused(project)
    assert "is made for one client" in only
    assert "audiogen publish --client ID" in only


def test_a_folder_below_private_is_refused_by_its_place_alone(tmp_path: Path) -> None:
    project = built(tmp_path)
    project.dist.rename(tmp_path / "moved")
    (tmp_path / "private").mkdir()
    (tmp_path / "moved").rename(tmp_path / "private" / "c1")
    (only,) = refused(Project(tmp_path, tmp_path / "private" / "c1", tmp_path / "cache"))
    assert "this is a client's, and no podcast" in only


def test_a_name_that_no_build_gives_is_never_sent(tmp_path: Path) -> None:
    project = built(tmp_path)
    (tmp_path / "clients.yaml").write_text("- id: c1\n  name: Quibble\n", encoding="utf-8")
    facts = json.loads((project.dist / "show.json").read_bytes())
    facts["files"] = [*facts["files"], "../clients.yaml"]
    (project.dist / "show.json").write_text(json.dumps(facts), encoding="utf-8")
    (only,) = refused(project)
    assert 'it names "../clients.yaml", which no build makes' in only


def test_a_missing_file_is_told_before_anything_is_sent(tmp_path: Path) -> None:
    project = built(tmp_path)
    sound = next(project.dist.glob("episodes/*.mp3"))
    sound.unlink()
    (only,) = refused(project)
    assert f"{sound} is missing, though its episode is published" in only


def test_what_a_platform_would_refuse_is_not_sent_and_told_with_rule_place_and_remedy(tmp_path: Path) -> None:
    write_scripts(tmp_path / "scripts", show=f"{SHOW}base_url: {BASE}\n", s01_session=SCRIPT)
    publish_small(tmp_path / "dist", *(episode(number) for number in range(1, 6)), of=show(base_url=BASE))
    *told, more = refused(Project(tmp_path, tmp_path / "dist", tmp_path / "cache"))
    assert len(told) == 3
    assert all(re.match(r"feed\.xml:\d+: in \"Session .\": .* \[enclosure-type\]\. Apple", each) for each in told)
    assert more == "feed.xml: there are 2 more of [enclosure-type]. `audiogen check --feed` names all of them."


def test_an_address_without_https_is_a_doubt(tmp_path: Path) -> None:
    (only,) = ready(built(tmp_path, base_url="http://podcast.example.org")).doubts
    assert "base_url begins with http://" in only


def test_the_identity_of_the_show_that_comes_with_audiogen_is_a_doubt(tmp_path: Path) -> None:
    project = built(tmp_path)
    write_lock(project.scripts, PublishedLock(GUID, {}, mark="sample"))
    (only,) = ready(project).doubts
    assert "audiogen identity renew" in only


def test_a_podcast_of_which_nothing_is_due_yet_is_not_sent(tmp_path: Path) -> None:
    with pytest.raises(RefusedError, match=r"the feed has no episode \[no-episodes\]"):
        ready(built(tmp_path), now=dt.datetime(2026, 2, 28, tzinfo=dt.UTC))


def test_a_clients_name_in_public_is_told_by_id_and_place_and_never_by_the_name(tmp_path: Path) -> None:
    project = built(tmp_path, captions=spoken("Good morning, Quibble.", "The quibbles are Wren's."))
    clients = "- id: c1\n  name: '[Quibble](KWI-bl)'\n- id: c2\n  name: Wren\n- id: c3\n  name: Wre\n- id: c4\n"
    (tmp_path / "clients.yaml").write_text(clients, encoding="utf-8")
    first, second = ready(project).doubts
    assert first.startswith("the name of c1 is a word in episodes/01-session-")
    assert first.count(".vtt") == 1
    assert "sessions/01-session.html" in first
    assert second.startswith("the name of c2 ")
    assert "Quibble" not in first + second
    assert "Wren" not in first + second


def test_a_list_of_clients_that_cannot_be_read_hinders_nothing(tmp_path: Path) -> None:
    project = built(tmp_path)
    (tmp_path / "clients.yaml").write_text("- name: Quibble\n", encoding="utf-8")
    (only,) = ready(project).doubts
    assert "is not looked at" in only
    assert "Quibble" not in only


def test_show_yaml_with_a_mistake_is_told_as_everywhere(tmp_path: Path) -> None:
    project = built(tmp_path)
    replace_in(project.scripts / "show.yaml", "author:", "autor:")
    with pytest.raises(Exception, match="author"):
        ready(project)
