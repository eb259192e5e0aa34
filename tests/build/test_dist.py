"""What lies in dist/, whose it is, and what is taken away from it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import threading
import uuid
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock
from support.feeds import NOW, picture
from support.projects import (
    SECOND,
    TODAY,
    build_all,
    built_project,
    contents,
    manifest_of,
    manifest_path,
    media_of,
    replace_in,
    touched,
    write_project,
)
from support.published import judge, leftovers

from audiogen.artwork.cover import SHOW_PX
from audiogen.artwork.drawing import resized_jpeg
from audiogen.build import leftovers as removal
from audiogen.build import turns
from audiogen.build.show import build
from audiogen.errors import OutputError
from audiogen.platforms.judge import files_below, judge_feed
from audiogen.progress import EpisodeBuilt, EpisodeKept, Event, Notice, ignore
from audiogen.project import Project
from audiogen.publish.facts import Publication, read_publication, read_published
from audiogen.script.identity import guid_of_feed


@pytest.fixture
def built(tmp_path: Path) -> Project:
    return built_project(tmp_path / "show")


def notices(events: list[Event]) -> list[str]:
    return [event.message for event in events if isinstance(event, Notice)]


def test_names_say_what_files_hold(built: Project) -> None:
    judge(built.dist)
    assert leftovers(built.dist) == set()
    media = manifest_of(built, "01-arriving").media[0]
    assert media.file == f"episodes/01-arriving-{media.sha256[:8]}.mp3"


def test_a_podcast_that_was_built_is_taken_by_every_platform_that_asks_for_no_mail(built: Project) -> None:
    # pictures are drawn small here
    for cover in (*built.dist.glob("cover-*.jpg"), *built.episodes.glob("*.jpg")):
        cover.write_bytes(picture(SHOW_PX, SHOW_PX))
    feed = (built.dist / "feed.xml").read_bytes().replace(b"http://localhost:8000", b"https://pods.example/small")
    (found,) = judge_feed(feed, files_below(built.dist), now=NOW)
    assert found.rule == "owner-email"


@pytest.mark.parametrize(
    "name",
    [
        ".0123456789abcdef.tmp", "episodes/.0123456789abcdef.mp3", "stems/.0123456789abcdef.flac",
        "assets/.0123456789abcdef.tmp", "episodes/.4711.01-arriving.mp3", "episodes/.4711.01-arriving.voice.flac",
        "episodes/01-arriving-12345678.jpg", "assets/01-arriving-12345678.jpg",
    ],
)  # fmt: skip
def test_what_killed_builds_left_is_taken_away_at_once(built: Project, name: str) -> None:
    before = contents(built.dist)
    (built.dist / name).parent.mkdir(exist_ok=True)
    (built.dist / name).write_bytes(b"half")
    build_all(built)
    assert contents(built.dist) == before
    assert leftovers(built.dist) == set()


@pytest.mark.parametrize(
    "name",
    [
        ".nojekyll",
        "CNAME",
        "episodes/notes.txt",
        "episodes/01-bonus-12345678.mp3",
        "episodes/01-bonus-12345678.page.mp3",
        "episodes/.notes.mp3",
        "stems/a.wav",
    ],
)
def test_what_somebody_else_keeps_there_stays(built: Project, name: str) -> None:
    (built.dist / name).parent.mkdir(exist_ok=True)
    (built.dist / name).write_bytes(b"mine")
    replace_in(built.scripts / "02-leaving.yaml", "title: Leaving", "title: Going")
    build_all(built, "2")
    assert (built.dist / name).read_bytes() == b"mine"


def test_the_cover_of_a_title_that_a_killed_build_had_is_taken_away(built: Project) -> None:
    before = contents(built.dist)
    (cover,) = built.dist.glob("cover-*.jpg")
    # tests draw smaller ones
    (built.dist / "cover-12345678.jpg").write_bytes(resized_jpeg(cover.read_bytes(), SHOW_PX))
    (built.dist / "cover-87654321.jpg").write_bytes(b"mine")
    build_all(built)
    (built.dist / "cover-87654321.jpg").unlink()
    assert contents(built.dist) == before


def test_episodes_without_a_script_are_told_together_and_pruned_when_asked(built: Project) -> None:
    media, manifest = media_of(built, "01-arriving"), manifest_path(built, "01-arriving")
    (built.scripts / "01-arriving.yaml").unlink()
    events: list[Event] = []
    build_all(built, events=events)
    assert [text for text in notices(events) if "--prune" in text and "01-arriving" in text]
    assert media.exists()
    build(built, (), today=TODAY, jobs=1, on_event=ignore, prune=True)
    assert not media.exists()
    assert not manifest.exists()
    assert leftovers(built.dist) == set()


def test_a_session_whose_script_is_back_is_listed_again_and_not_made_again(built: Project) -> None:
    path = built.scripts / "01-arriving.yaml"
    text = path.read_text(encoding="utf-8")
    path.unlink()
    build_all(built)
    path.write_text(text, encoding="utf-8")
    events: list[Event] = []
    build_all(built, events=events)
    assert {event.name for event in events if isinstance(event, EpisodeKept)} == {"01-arriving", "02-leaving"}
    judge(built.dist)


def test_a_finished_session_that_a_killed_build_did_not_publish_is_not_made_again(built: Project) -> None:
    before = contents(built.dist)
    replace_in(built.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    build_all(built)
    after = contents(built.dist)
    for name in ("feed.xml", "index.html", "show.json"):
        (built.dist / name).write_bytes(before[name])
    for name, content in before.items():
        (built.dist / name).write_bytes(content)
    events: list[Event] = []
    build_all(built, events=events)
    assert [event for event in events if isinstance(event, EpisodeBuilt)] == []
    assert contents(built.dist) == after


def test_a_manifest_that_cannot_be_put_in_place_leaves_the_last_good_episode(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(built.dist)
    replace_in(built.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")

    def refused(path: Path, _: bytes) -> None:
        message = f"cannot write {path}"
        raise OutputError(message, hint="Make room.")

    monkeypatch.setattr("audiogen.build.places.write_atomically", refused)
    assert [episode.script.slug for episode in build_all(built).failed] == ["02-leaving"]
    judge(built.dist)
    assert contents(built.dist) == before


def test_an_episode_that_was_changed_in_place_is_not_listed_until_it_is_made_anew(built: Project) -> None:
    media = media_of(built, "01-arriving")
    good = media.read_bytes()
    media.write_bytes(good[:-1] + b"x")
    events: list[Event] = []
    build_all(built, "2", events=events)
    assert (built.dist / "feed.xml").read_text(encoding="utf-8").count("<item>") == 1
    assert "audiogen build 01-arriving" in notices(events)[-1]
    build_all(built)
    assert media.read_bytes() == good


def test_what_cannot_be_removed_is_no_failure_and_is_removed_by_the_next_build(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_now, remove = media_of(built, "02-leaving"), removal._remove
    replace_in(built.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    monkeypatch.setattr(removal, "_remove", lambda path: path != open_now and remove(path))
    assert not build_all(built).failed
    judge(built.dist)
    assert open_now.exists()
    monkeypatch.undo()
    build_all(built)
    assert not open_now.exists()
    assert leftovers(built.dist) == set()


def test_two_shows_never_share_a_folder(built: Project, tmp_path: Path) -> None:
    other = write_project(tmp_path / "other", s01_arriving=SECOND)
    (other.scripts / "published.lock.json").write_text(
        json.dumps({"format": 1, "podcast_guid": str(uuid.uuid4()), "episodes": {}}), encoding="utf-8"
    )
    before = contents(built.dist)
    with pytest.raises(OutputError, match='belongs to another show, "Small Show"') as caught:
        build_all(Project(other.root, built.dist, built.cache))
    assert "--dist" in caught.value.hint
    assert contents(built.dist) == before


@pytest.mark.parametrize("known_by", ["note", "former lock"])
def test_a_show_with_a_new_identity_keeps_its_folder(built: Project, known_by: str) -> None:
    build_all(built)
    if known_by == "former lock":
        shutil.rmtree(built.cache / "builds")
        shutil.copy(built.scripts / "published.lock.json", built.scripts / "published.lock.json.old")
    (built.scripts / "published.lock.json").write_text(
        json.dumps({"format": 1, "podcast_guid": str(uuid.uuid4()), "episodes": {}}), encoding="utf-8"
    )
    assert not build_all(built).failed
    judge(built.dist)


def test_a_show_that_was_published_under_an_identity_of_a_local_address_keeps_its_folder(built: Project) -> None:
    facts = built.dist / "show.json"
    told = json.loads(facts.read_text(encoding="utf-8"))
    facts.write_text(json.dumps({**told, "podcast_guid": guid_of_feed("http://localhost:8000")}), encoding="utf-8")
    shutil.rmtree(built.cache / "builds")
    assert not build_all(built).failed
    judge(built.dist)


def test_a_second_build_says_that_it_waits_and_both_are_whole(built: Project) -> None:
    lock = FileLock(turns.place_in_cache(built, ".lock"))
    lock.acquire()
    told, events = threading.Event(), list[Event]()

    def listen(event: Event) -> None:
        events.append(event)
        if isinstance(event, Notice) and "Another build is at work" in event.message:
            told.set()

    replace_in(built.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    waiting = threading.Thread(target=build, args=(built, ()), kwargs={"today": TODAY, "jobs": 1, "on_event": listen})
    waiting.start()
    assert told.wait(60)
    assert not [event for event in events if isinstance(event, EpisodeBuilt)]
    lock.release()
    waiting.join(120)
    judge(built.dist)
    assert leftovers(built.dist) == set()
    assert manifest_of(built, "02-leaving").captions


def test_two_builds_at_once_speak_and_make_everything_once(tmp_path: Path) -> None:
    project = write_project(tmp_path / "show", s01_one=SECOND, s02_two=SECOND.replace("Leaving", "Two"))
    told: list[list[Event]] = [[], []]
    both = [
        threading.Thread(
            target=build, args=(project, ()), kwargs={"today": TODAY, "jobs": 1, "on_event": events.append}
        )
        for events in told
    ]
    for each in both:
        each.start()
    for each in both:
        each.join(300)
    judge(project.dist)
    assert leftovers(project.dist) == set()
    assert sorted(len([event for event in events if isinstance(event, EpisodeBuilt)]) for events in told) == [0, 2]


def test_a_cache_without_locks_hinders_no_build_but_takes_nothing_away(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read_only(*_: object) -> bool:
        raise PermissionError

    monkeypatch.setattr("audiogen.cache.turns._acquired", read_only)
    (built.dist / "episodes/.0123456789abcdef.mp3").write_bytes(b"perhaps another build's")
    assert not build_all(built).failed
    assert (built.dist / "episodes/.0123456789abcdef.mp3").exists()


@pytest.mark.parametrize("folder", ["episodes", "assets", "stems"])
def test_a_folder_that_is_a_link_to_elsewhere_is_refused(built: Project, tmp_path: Path, folder: str) -> None:
    (tmp_path / "elsewhere").mkdir()
    if (built.dist / folder).exists():
        shutil.rmtree(built.dist / folder)
    (built.dist / folder).symlink_to(tmp_path / "elsewhere")
    with pytest.raises(OutputError, match=f"{folder} is a link to another place"):
        build_all(built)


def test_a_dist_that_is_a_link_is_followed(tmp_path: Path) -> None:
    project = write_project(tmp_path / "show", s01_one=SECOND)
    (tmp_path / "disk").mkdir()
    project.dist.symlink_to(tmp_path / "disk")
    assert not build_all(project).failed
    judge(tmp_path / "disk")


def as_first_versions_left_it(project: Project) -> None:
    """Give files the names that the first versions gave, and manifests and show.json their form."""
    publication, manifests = read_published(project.dist)
    document = json.loads((project.dist / "show.json").read_text(encoding="utf-8")) | {"format": 1}
    files = set(publication.files)
    for facts, manifest in zip(publication.episodes, manifests, strict=True):
        old = json.loads(manifest.to_json()) | {"format": 1, "build_key": "0" * 64}
        del old["stage_keys"]
        old["media"][0]["file"] = f"episodes/{manifest.slug}.mp3"
        (project.dist / manifest.media[0].file).rename(project.dist / old["media"][0]["file"])
        (project.dist / facts.manifest).unlink()
        (project.dist / f"episodes/{manifest.slug}.json").write_text(json.dumps(old), encoding="utf-8")
        for name, ending in ((facts.vtt, "vtt"), (facts.srt, "srt"), (facts.chapters, "chapters.json")):
            (project.dist / name).rename(project.dist / f"episodes/{manifest.slug}.{ending}")
            files = (files - {name}) | {f"episodes/{manifest.slug}.{ending}"}
    document["files"] = sorted(files)
    for each in document["episodes"]:
        for key in ("manifest", "vtt", "srt", "chapters"):
            del each[key]
    (project.dist / "show.json").write_text(json.dumps(document), encoding="utf-8")


def test_a_dist_of_the_first_versions_is_made_anew_without_a_word_spoken(built: Project) -> None:
    after = contents(built.dist)
    as_first_versions_left_it(built)
    assert read_published(built.dist)[1][0].media[0].file == "episodes/01-arriving.mp3"
    events: list[Event] = []
    assert not build_all(built, events=events).failed
    assert [event.phrases_spoken for event in events if isinstance(event, EpisodeBuilt)] == [0, 0]
    assert contents(built.dist) == after


def test_an_episode_of_the_first_versions_stays_listed_until_it_is_built(built: Project) -> None:
    as_first_versions_left_it(built)
    assert not build_all(built, "2").failed
    judge(built.dist)
    feed = (built.dist / "feed.xml").read_text(encoding="utf-8")
    assert "/episodes/01-arriving.mp3" in feed
    assert "/episodes/02-leaving.mp3" not in feed
    assert not (built.episodes / "02-leaving.mp3").exists()
    build_all(built)
    assert leftovers(built.dist) == set()


def test_a_build_beside_a_reader_never_shows_it_a_file_that_is_gone(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []

    def before_a_reader(step: Callable[..., None]) -> Callable[..., None]:
        def done(*arguments: object, **options: object) -> None:
            step(*arguments, **options)
            if str(arguments[0]).startswith(str(built.dist)):
                seen.append(" ".join(manifest.media[0].file for manifest in read_published(built.dist)[1]))

        return done

    replace_in(built.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")
    with monkeypatch.context() as patch:
        for name in ("replace", "rename", "unlink"):
            patch.setattr(os, name, before_a_reader(getattr(os, name)))
        assert not build_all(built, "2").failed
    assert len(seen) > 10
    assert len(set(seen)) == 2


def test_a_reader_that_has_looked_up_what_a_build_takes_away_reads_what_it_has_switched_to(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    gone = manifest_path(built, "02-leaving")
    replace_in(built.scripts / "02-leaving.yaml", "target: 20s", "target: 21s")

    def looked_up(dist: Path) -> Publication:
        found = read_publication(dist)
        monkeypatch.undo()
        build_all(built, "2")
        return found

    monkeypatch.setattr("audiogen.publish.facts.read_publication", looked_up)
    read = read_published(built.dist)[1]
    assert not gone.exists()
    assert [each.media[0].duration_s for each in read if each.slug == "02-leaving"] == [21]


READ_ONLY = """
import errno, os, pathlib, sys
from audiogen.cli.main import run

def refused(real):
    def writing(path, *arguments, **options):
        mode = arguments[0] if real is open_file and arguments else options.get("mode", "r")
        if str(path).startswith(sys.argv[2]) and (real is not open_file or set("wxa+") & set(str(mode))):
            raise OSError(errno.EROFS, os.strerror(errno.EROFS), str(path))
        return real(path, *arguments, **options)
    return writing

open_file = pathlib.Path.open
pathlib.Path.open = refused(open_file)
for name in ("unlink", "replace", "rename", "rmdir"):
    setattr(os, name, refused(getattr(os, name)))
sys.exit(run(["build", "--project", sys.argv[1]]))
"""


def test_a_read_only_dist_is_a_known_problem(built: Project) -> None:
    before = touched(built.dist)
    replace_in(built.scripts / "02-leaving.yaml", "title: Leaving", "title: Going")
    command = [sys.executable, "-c", READ_ONLY, str(built.root), str(built.dist)]
    environment = {**os.environ, "AUDIOGEN_CACHE": str(built.cache)}
    ended = subprocess.run(command, capture_output=True, text=True, check=False, env=environment)
    assert ended.returncode == 1
    assert "The place is read-only: choose another folder." in ended.stderr
    assert touched(built.dist) == before
