"""What the page plays: the same frames without tags, copied, and what the show offers beside the full mix."""

from __future__ import annotations

import errno
import hashlib
import json
import shutil
import uuid
from pathlib import Path

import numpy as np
import pytest
from support.media import read
from support.projects import (
    SECOND,
    SHOW,
    TODAY,
    build_all,
    built_project,
    contents,
    manifest_of,
    manifest_path,
    replace_in,
    write_project,
)
from support.published import judge, leftovers

from audiogen.build.dry_run import foresee
from audiogen.manifest import Manifest, PageSound, file_of_content, read_manifest
from audiogen.progress import EpisodeBuilt, Event, ignore
from audiogen.project import Project
from audiogen.publish.facts import read_publication

BED = """\
title: Leaving
summary: Another short session.
target: 18s
date: 2026-11-09
bed: {sound: rain, fade_in: 1s, fade_out: 2s}
steps:
  - bell: start
    ring: 2s
  - say: Letting the room come back now.
  - pause: 0s to 20s
  - say: Goodbye for today.
"""


@pytest.fixture
def built(tmp_path: Path) -> Project:
    return built_project(tmp_path / "show")


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show with both mixes in two formats, and a session without a bed; never changed by a test."""
    show = SHOW + "mixes: [full, voice]\nformats: [flac, mp3 64]\n"
    project = write_project(
        tmp_path_factory.mktemp("both"),
        show=show,
        s01_bed=BED,
        s02_plain=SECOND.replace("20s", "9s").replace("Leaving", "Going"),
    )
    assert not build_all(project).failed
    return project


def sound_of(project: Project, name: str, mix: str = "full") -> PageSound:
    (found,) = (each for each in manifest_of(project, name).page if each.mix == mix)
    return found


def forget_page(project: Project, name: str) -> Manifest:
    """Leave an episode as an older version left it: no file for the page, and none in the manifest."""
    path, whole = manifest_path(project, name), manifest_of(project, name)
    for each in whole.page:
        (project.dist / each.media.file).unlink()
    told = whole.model_copy(update={"page": ()}).to_json()
    assert '"page"' not in told
    former = file_of_content(name, told.encode(), ".json")
    path.unlink()
    (project.dist / former).write_text(told, encoding="utf-8")
    replace_in(project.dist / "show.json", path.relative_to(project.dist).as_posix(), former)
    return whole


def test_every_episode_has_a_file_for_the_page_that_is_its_sound_without_tags(built: Project) -> None:
    for name in ("01-arriving", "02-leaving"):
        episode = manifest_of(built, name)
        (page,) = episode.page
        assert (page.mix, page.guid) == ("full", episode.guid)
        assert page.media.file == f"episodes/{name}-{page.media.sha256[:8]}.page.mp3"
        assert page.media.frames == episode.media[0].frames
        tagged, bare = ((built.dist / file).read_bytes() for file in (episode.media[0].file, page.media.file))
        assert bare[:2] == b"\xff\xfb"
        assert tagged.endswith(bare)
        assert hashlib.sha256(bare).hexdigest() == page.media.sha256
        assert len(bare) == page.media.size_bytes


def test_nothing_of_it_is_in_the_feed(both: Project) -> None:
    assert ".page." not in (both.dist / "feed.xml").read_text(encoding="utf-8")


def test_other_tags_leave_it_under_its_name(built: Project) -> None:
    page = sound_of(built, "02-leaving").media
    written = (built.dist / page.file).stat().st_mtime_ns
    replace_in(built.scripts / "02-leaving.yaml", "title: Leaving", "title: Going")
    assert not build_all(built).failed
    assert sound_of(built, "02-leaving").media == page
    assert (built.dist / page.file).stat().st_mtime_ns == written


@pytest.mark.parametrize("change", ["", "title: Leaving", "summary: Another"])
def test_a_manifest_of_before_is_completed_without_making_sound(
    built: Project, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before = contents(built.dist)
    whole = forget_page(built, "02-leaving")
    if change:
        replace_in(built.scripts / "02-leaving.yaml", change, f"{change}s")
    monkeypatch.setattr("audiogen.build.episode.produce", lambda *_: pytest.fail("the sound was made again"))
    events: list[Event] = []
    assert not build_all(built, events=events).failed
    assert [event.name for event in events if isinstance(event, EpisodeBuilt)] == ["02-leaving"]
    assert manifest_of(built, "02-leaving").page == whole.page
    if not change:
        assert contents(built.dist) == before
    judge(built.dist)
    assert leftovers(built.dist) == set()


def test_a_dry_run_tells_that_it_would_be_completed_and_does_nothing(built: Project) -> None:
    forget_page(built, "02-leaving")
    before = contents(built.dist)
    told = {each.track.edition.name: each for each in foresee(built, (), today=TODAY, on_event=ignore).tracks}
    assert {name: each.work.stage for name, each in told.items()} == {"01-arriving": "nothing", "02-leaving": "page"}
    assert told["02-leaving"].why.reasons == ("an older version made no file for the page",)
    assert contents(built.dist) == before


def test_a_track_that_is_known_by_another_guid_is_so_on_the_page_with_the_same_file(built: Project) -> None:
    before, guid = sound_of(built, "02-leaving"), "11111111-1111-4111-8111-111111111111"
    replace_in(built.scripts / "published.lock.json", before.guid, guid)
    assert not build_all(built).failed
    assert sound_of(built, "02-leaving") == before.model_copy(update={"guid": guid})


@pytest.mark.parametrize("damage", ["gone", "garbled"])
def test_a_file_that_is_not_what_its_name_says_is_copied_again(
    built: Project, monkeypatch: pytest.MonkeyPatch, damage: str
) -> None:
    before = contents(built.dist)
    place = built.dist / sound_of(built, "01-arriving").media.file
    if damage == "gone":
        place.unlink()
    else:
        place.write_bytes(place.read_bytes()[:-1] + b"?")
    monkeypatch.setattr("audiogen.build.episode.produce", lambda *_: pytest.fail("the sound was made again"))
    assert not build_all(built).failed
    assert contents(built.dist) == before


def test_a_full_disk_is_told_with_the_name_that_people_know_and_leaves_what_stands(
    built: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    forget_page(built, "02-leaving")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("audiogen.encode.mp3.retag.shutil.copyfileobj", full)
    (failed,) = build_all(built).failed
    assert failed.error is not None
    assert failed.error.message == f"cannot write {built.dist}/episodes/02-leaving.page.mp3: No space left on device"
    assert "make room" in failed.error.hint
    assert manifest_of(built, "02-leaving").page == ()
    judge(built.dist)
    assert leftovers(built.dist) == set()


def test_what_a_killed_build_has_copied_is_taken_away(built: Project) -> None:
    before = contents(built.dist)
    content = b"of a build that was killed"
    name = file_of_content("01-arriving", content, ".page.mp3")
    (built.dist / name).write_bytes(content)
    (built.dist / "episodes/.0123456789abcdef.mp3").write_bytes(content)
    assert not build_all(built).failed
    assert contents(built.dist) == before


def test_a_session_that_is_not_built_is_published_without_a_page_file_that_is_damaged(built: Project) -> None:
    before = contents(built.dist)
    place = built.dist / sound_of(built, "01-arriving").media.file
    place.write_bytes(b"?")
    assert not build_all(built, "2").failed
    assert manifest_of(built, "01-arriving").page == ()
    assert manifest_of(built, "01-arriving").media[0].file in (built.dist / "feed.xml").read_text(encoding="utf-8")
    assert not build_all(built).failed
    assert contents(built.dist) == before


def test_the_page_plays_an_mp3_where_one_is_made_else_the_first_format(both: Project, tmp_path: Path) -> None:
    page = sound_of(both, "01-bed").media
    assert (page.mime, page.bit_rate) == ("audio/mpeg", 64_000)
    plain = write_project(tmp_path, show=SHOW + "formats: [opus, flac]\n", s01_a=SECOND.replace("20s", "8s"))
    assert not build_all(plain).failed
    episode = manifest_of(plain, "01-a")
    (opus,) = episode.page
    assert (opus.media.mime, opus.media.file[-10:]) == ("audio/ogg", ".page.opus")
    assert np.array_equal(read(plain.dist / opus.media.file), read(plain.dist / episode.media[0].file))


def test_the_voice_mix_is_all_but_the_bed_at_the_level_of_the_full_one(both: Project) -> None:
    episode, voice = manifest_of(both, "01-bed"), sound_of(both, "01-bed", "voice")
    assert voice.media.file == f"episodes/01-bed-{voice.media.sha256[:8]}.voice.page.mp3"
    assert voice.guid == str(uuid.uuid5(uuid.UUID(episode.guid), "voice"))
    full, bedless = (read(both.dist / each.media.file) for each in episode.page)
    assert full.shape == bedless.shape == (2, 18 * 48_000)
    speech = [slice(int(each.start_s * 48_000), int(each.end_s * 48_000)) for each in episode.captions]
    pause = slice(int((episode.captions[-1].start_s - 1) * 48_000), int((episode.captions[-1].start_s - 0.2) * 48_000))
    loudest = [20 * np.log10(np.abs(sound[:, speech[0]]).max()) for sound in (full, bedless)]
    # the bed adds to the highest sample, or takes from it
    assert loudest[0] == pytest.approx(loudest[1], abs=0.8)
    assert np.abs(full[:, pause]).max() > 0.003
    assert np.abs(bedless[:, pause]).max() < 0.001
    assert np.abs(bedless[:, :48_000]).max() > 0.05, "the bell is still there"


def test_a_session_without_a_bed_has_one_mix(both: Project) -> None:
    assert [each.mix for each in manifest_of(both, "02-plain").page] == ["full"]


def test_a_show_without_the_voice_mix_has_no_file_of_it_any_more(both: Project, tmp_path: Path) -> None:
    shutil.copytree(both.root, tmp_path / "show")
    project = Project(tmp_path / "show", tmp_path / "show/dist", tmp_path / "show/cache")
    voice = project.dist / sound_of(project, "01-bed", "voice").media.file
    replace_in(project.scripts / "show.yaml", "mixes: [full, voice]\n", "")
    assert not build_all(project).failed
    assert not voice.exists()
    assert leftovers(project.dist) == set()


def test_a_damaged_voice_mix_is_made_again(both: Project, tmp_path: Path) -> None:
    shutil.copytree(both.root, tmp_path / "show")
    project = Project(tmp_path / "show", tmp_path / "show/dist", tmp_path / "show/cache")
    before = contents(project.dist)
    (project.dist / sound_of(project, "01-bed", "voice").media.file).write_bytes(b"?")
    assert not build_all(project).failed
    assert contents(project.dist) == before


def test_manifests_of_before_are_read_and_keep_their_names(built: Project) -> None:
    whole = forget_page(built, "01-arriving")
    (facts,) = (each for each in read_publication(built.dist).episodes if each.name == "01-arriving")
    former = read_manifest(built.dist / facts.manifest)
    assert (former.page, former.file) == ((), facts.manifest)
    assert "page" not in json.loads(former.to_json())
    assert former.model_copy(update={"page": whole.page}) == whole
