"""What changes beside the sound is written around it; the result is what a build from nothing would give."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
from pathlib import Path

import mutagen
import numpy as np
import pytest
from support.media import read
from support.projects import (
    SECOND,
    SHOW,
    build_all,
    built_project,
    contents,
    manifest_of,
    manifest_path,
    media_of,
    replace_in,
    write_project,
)
from support.published import judge, leftovers

from audiogen.build.finished import finished_episodes
from audiogen.build.known_files import KnownFiles
from audiogen.cache.store import Cache
from audiogen.chart.svg import chart_in
from audiogen.encode import av_file
from audiogen.encode.behind import BehindWriter
from audiogen.progress import EpisodeBuilt, Event
from audiogen.project import Project

TINY = """\
title: Arriving
summary: A short session.
target: 10s
date: 2026-11-02
bed: off
steps:
  - say: Welcome.
  - chapter: Begin
  - clip: recordings/own.wav
    text: What I say.
  - pause: 1s to 9s
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show of one tiny session with a recording, and another; never changed by a test."""
    other = built_project(tmp_path_factory.mktemp("other"))
    project = write_project(
        tmp_path_factory.mktemp("tiny"), s01_arriving=TINY, s02_leaving=SECOND.replace("target: 20s", "target: 9s")
    )
    (project.root / "recordings").mkdir()
    # a second of the tone: a recording like any other
    _write_second(media_of(other, "02-leaving"), project.root / "recordings/own.wav")
    assert not build_all(project).failed
    return project


def _write_second(source: Path, place: Path) -> None:
    import soundfile  # noqa: PLC0415 - slow to import, and needed here alone

    samples, rate = soundfile.read(source, stop=48_000)
    soundfile.write(place, samples, rate)


@pytest.fixture
def copy(built: Project, tmp_path: Path) -> Project:
    shutil.copytree(built.root, tmp_path / "show")
    return Project(tmp_path / "show", tmp_path / "show/dist", tmp_path / "show/cache")


def made_anew(project: Project, monkeypatch: pytest.MonkeyPatch) -> dict[str, bytes]:
    """What the same project gives from nothing."""
    monkeypatch.setattr("audiogen.build.renew.renew", lambda *_, **__: pytest.fail("made from what was finished"))
    elsewhere = Project(project.root, project.root / "elsewhere", project.cache)
    assert not build_all(elsewhere).failed
    beside = leftovers(elsewhere.dist)  # pictures that were put there to save time
    return {name: content for name, content in contents(elsewhere.dist).items() if name not in beside}


def frames(path: Path) -> bytes:
    """All of an MP3 but its tag."""
    content = path.read_bytes()
    size = 0
    for byte in content[6:10]:
        size = size << 7 | byte
    return content[10 + size :]


OF_TAGS = {
    "title": ("01-arriving.yaml", "title: Arriving", "title: Come In"),
    "summary": ("01-arriving.yaml", "A short session.", "Quite short."),
    "chapter": ("01-arriving.yaml", "chapter: Begin", "chapter: Go"),
    "date": ("01-arriving.yaml", "2026-11-02", "2026-11-03"),
    "show": ("show.yaml", "title: Small Show", "title: Other Show"),
    "author": ("show.yaml", "author: audiogen", "author: Somebody"),
}
OF_TEXTS = {
    "caption": ("01-arriving.yaml", "What I say.", "What I said."),
    "notes": ("01-arriving.yaml", "bed: off", "bed: off\nnotes: {care: Not therapy.}"),
}


@pytest.mark.parametrize("change", OF_TAGS)
def test_other_tags_are_written_before_the_same_frames(
    copy: Project, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before, sound = media_of(copy, "01-arriving"), frames(media_of(copy, "01-arriving"))
    file, old, new = OF_TAGS[change]
    replace_in(copy.scripts / file, old, new)
    monkeypatch.setattr("audiogen.build.episode.produce", lambda *_: pytest.fail("the sound was made again"))
    assert not build_all(copy).failed
    after = media_of(copy, "01-arriving")
    assert after != before
    assert not before.exists()
    assert frames(after) == sound
    monkeypatch.undo()
    assert contents(copy.dist) == made_anew(copy, monkeypatch)


@pytest.mark.parametrize("change", OF_TEXTS)
def test_what_only_feed_and_page_say_leaves_the_media_as_they_are(
    copy: Project, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    before, manifest = media_of(copy, "01-arriving"), manifest_of(copy, "01-arriving")
    written = before.stat().st_mtime_ns
    file, old, new = OF_TEXTS[change]
    replace_in(copy.scripts / file, old, new)
    monkeypatch.setattr("audiogen.build.episode.produce", lambda *_: pytest.fail("the sound was made again"))
    assert not build_all(copy).failed
    assert media_of(copy, "01-arriving") == before
    assert before.stat().st_mtime_ns == written
    assert manifest_of(copy, "01-arriving") != manifest
    monkeypatch.undo()
    assert contents(copy.dist) == made_anew(copy, monkeypatch)


def test_the_picture_of_a_plan_lies_beside_its_episode_and_nothing_published_names_it(built: Project) -> None:
    plan = manifest_of(built, "01-arriving").plan
    assert plan is not None
    picture = (built.dist / plan).read_bytes()
    assert hashlib.sha256(picture).hexdigest()[:8] == plan[-12:-4]
    chart = chart_in(picture)
    assert chart is not None
    assert (chart.length_s, len(chart.loudness), chart.expected) == (10, 10, False)
    assert -30 < max(chart.loudness) < -10
    for public in ("feed.xml", "index.html", "show.json"):
        assert b"plans/" not in (built.dist / public).read_bytes()


def test_sound_that_a_disk_has_spoilt_without_a_trace_is_made_again_and_not_given_other_tags(
    copy: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    (media,) = manifest_of(copy, "01-arriving").media
    content = bytearray((copy.dist / media.file).read_bytes())
    content[-500] ^= 1
    (copy.dist / media.file).write_bytes(content)
    os.utime(copy.dist / media.file, (1_700_000_000, 1_700_000_000))
    known = KnownFiles(copy.dist, Cache(copy.cache))
    known.put(media.file, media.sha256)  # now its size and times say nothing
    known.keep()
    assert finished_episodes(copy.dist, KnownFiles(copy.dist, Cache(copy.cache))).last_good("01-arriving")
    replace_in(copy.scripts / "01-arriving.yaml", "title: Arriving", "title: Come In")
    assert not build_all(copy).failed
    assert contents(copy.dist) == made_anew(copy, monkeypatch)


def test_an_episode_whose_picture_is_gone_is_renewed_without_one(copy: Project) -> None:
    shutil.rmtree(copy.dist / "plans")
    replace_in(copy.scripts / "01-arriving.yaml", "title: Arriving", "title: Come In")
    sound = frames(media_of(copy, "01-arriving"))
    assert not build_all(copy).failed
    assert frames(media_of(copy, "01-arriving")) == sound
    assert manifest_of(copy, "01-arriving").plan is None
    assert '"plan"' not in manifest_path(copy, "01-arriving").read_text(encoding="utf-8")


def test_another_session_changes_nothing_about_an_episode(copy: Project) -> None:
    before = {file: (copy.dist / file).read_bytes() for file in manifest_of(copy, "01-arriving").files}
    (copy.scripts / "03-new.yaml").write_text(SECOND.replace("Leaving", "New"), encoding="utf-8")
    events: list[Event] = []
    assert not build_all(copy, events=events).failed
    assert [event.name for event in events if isinstance(event, EpisodeBuilt)] == ["03-new"]
    assert {file: (copy.dist / file).read_bytes() for file in manifest_of(copy, "01-arriving").files} == before


def test_a_new_file_of_an_episode_has_a_new_address_and_its_guid_stays(copy: Project) -> None:
    guid, media = manifest_of(copy, "01-arriving").guid, media_of(copy, "01-arriving").name
    replace_in(copy.scripts / "01-arriving.yaml", "title: Arriving", "title: Come In")
    build_all(copy)
    feed = (copy.dist / "feed.xml").read_text(encoding="utf-8")
    assert f">{guid}</guid>" in feed
    assert media not in feed
    assert media_of(copy, "01-arriving").name in feed


WITH_CHAPTERS = """\
title: Arriving
summary: A short session.
target: 10s
date: 2026-11-02
steps:
  - say: Welcome.
  - chapter: Begin
  - say: Rest.
  - pause: 1s to 9s
"""


@pytest.fixture
def all_formats(tmp_path: Path, in_all_formats: Project) -> Project:
    shutil.copytree(in_all_formats.root, tmp_path / "all")
    return Project(tmp_path / "all", tmp_path / "all/dist", tmp_path / "all/cache")


@pytest.fixture(scope="module")
def in_all_formats(tmp_path_factory: pytest.TempPathFactory) -> Project:
    """A show of one session with stems, in every format but MP3; never changed by a test."""
    show = SHOW + "formats: [opus, m4a, flac, wav]\nstems: true\n"
    project = write_project(tmp_path_factory.mktemp("all"), show=show, s01_arriving=WITH_CHAPTERS)
    assert not build_all(project).failed
    return project


def sounds(project: Project) -> dict[str, Path]:
    """The media and stems of the one session, by how their names end; those with tags."""
    manifest = manifest_of(project, "01-arriving")
    return {each.file.partition(".")[2]: project.dist / each.file for each in (*manifest.media, *manifest.stems)}


def retitle(project: Project) -> None:
    """Change what tags, chapters and cover of the one session say."""
    script = project.scripts / "01-arriving.yaml"
    for old, new in (("title: Arriving", "title: Come In"), ("er: Begin", "er: Beginning"), ("11-02", "11-03")):
        replace_in(script, old, new)


def test_in_every_format_and_in_stems_other_tags_are_put_around_the_same_sound(
    all_formats: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, page = sounds(all_formats), manifest_of(all_formats, "01-arriving").page
    samples = {ending: read(path) for ending, path in before.items()}
    retitle(all_formats)
    monkeypatch.setattr("audiogen.build.episode.produce", lambda *_: pytest.fail("the sound was made again"))
    monkeypatch.setattr(BehindWriter, "__enter__", lambda _: pytest.fail("something was encoded"))
    assert not build_all(all_formats).failed
    monkeypatch.undo()
    after = sounds(all_formats)
    assert set(after) == {"opus", "m4a", "flac", "wav", "voice.flac", "ambience.flac"}
    for ending, path in after.items():
        told = mutagen.File(path).tags.pprint()
        assert "Come In" in told
        assert "2026-11-03" in told
        assert np.array_equal(read(path), samples[ending])
        assert not before[ending].exists()
    assert manifest_of(all_formats, "01-arriving").page == page
    assert contents(all_formats.dist) == made_anew(all_formats, monkeypatch)


def test_where_the_disk_is_full_before_the_last_file_the_former_episode_stays(
    all_formats: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = {path: path.read_bytes() for path in sounds(all_formats).values()}
    retitle(all_formats)
    to_disk = av_file._to_disk

    def full(path: Path) -> None:
        if path.parent.name == "stems":
            raise OSError(errno.ENOSPC, "No space left on device")
        to_disk(path)

    monkeypatch.setattr(av_file, "_to_disk", full)
    (failed,) = build_all(all_formats).failed
    assert failed.error is not None
    expected = f"cannot write {all_formats.dist}/stems/01-arriving.voice.flac: No space left on device"
    assert failed.error.message == expected
    assert all(path.read_bytes() == content for path, content in before.items())
    judge(all_formats.dist)
    assert leftovers(all_formats.dist) == set()
