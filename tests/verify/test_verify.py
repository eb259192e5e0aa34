"""What was built this moment is good, whatever it was built as."""

from __future__ import annotations

import itertools
import re
import shutil
import signal
import threading
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from support.projects import SHOW, build_all, write_project

from audiogen.manifest import Manifest
from audiogen.verify.choose import finished_episodes
from audiogen.verify.ears.transcription import Understood
from audiogen.verify.figure import Figure
from audiogen.verify.report.page import report_page
from audiogen.verify.verify import verify

PATIENCE_S = 60
"""Only a thread that never ends reaches it, however busy the machine is."""

SPARSE = """\
title: Few words
summary: Mostly rain.
target: 33s
date: 2026-11-02
steps:
  - say: Rest.
  - pause: 8s
  - say: Listen.
  - pause: 8s
  - say: Stay a while, if you like.
  - pause: fill
    min: 1s
    max: 90s
"""


SCENES = """\
title: Off and on
summary: A bed that leaves and comes back.
target: 30s
date: 2026-11-02
steps:
  - say: Rain first.
  - chapter: Silence
    bed: {sound: "off", crossfade: 2s}
  - say: Now nothing.
  - pause: 7s
  - say: Still nothing.
  - pause: 3s
  - chapter: Sea
    bed: {sound: ocean, crossfade: 2s}
  - say: The sea.
  - pause: fill
    min: 1s
    max: 90s
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The dist/ of a session in every format, with its stems; tests spoil copies of it."""
    show = SHOW + "formats: [mp3, m4a, opus, flac, wav]\nstems: true\n"
    project = write_project(tmp_path_factory.mktemp("built"), show=show)
    assert build_all(project, "1").failed == ()
    return project.dist


def episode_of(dist: Path) -> Manifest:
    (episode,) = finished_episodes(dist).episodes
    return episode


def listened_to(dist: Path, episode: Manifest) -> dict[str, dict[str, Figure]]:
    """The figures of all files of an episode, by file and key."""
    reports = [each.report for each in verify(dist, [episode], lambda *_: None)]
    return {report.file: {figure.key: figure for figure in report.figures} for report in reports}


def figures_of_first(dist: Path) -> dict[str, Figure]:
    """The figures of the one episode's first file."""
    episode = episode_of(dist)
    return listened_to(dist, episode)[episode.media[0].file]


def not_good(figures: dict[str, Figure]) -> dict[str, str]:
    return {key: figure.shown for key, figure in figures.items() if figure.verdict == "fail"}


def test_a_fresh_build_is_good_in_every_format(built: Path) -> None:
    episode = episode_of(built)
    files = listened_to(built, episode)
    assert list(files) == [each.file for each in (*episode.media, *episode.stems)]
    assert (len(episode.media), len(episode.stems)) == (5, 2)
    assert {files[each.file]["bit_rate"].verdict for each in episode.media} == {"pass"}
    assert {file: not_good(figures) for file, figures in files.items() if not_good(figures)} == {}
    noted = [file for file, figures in files.items() if "loudness_off_manifest_lu" in figures]
    assert noted == [episode.media[0].file]


def test_stems_are_the_files_that_were_made(built: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    shutil.copytree(built, dist)
    episode = episode_of(dist)
    assert [re.sub("[0-9a-f]{8}", "HASH", stem.file) for stem in episode.stems] == [
        "stems/01-arriving-HASH.voice.flac", "stems/01-arriving-HASH.ambience.flac",
    ]  # fmt: skip
    name = episode.stems[0].file
    voice_alone = episode.model_copy(update={"media": (), "stems": episode.stems[:1]})
    assert not_good(listened_to(dist, voice_alone)[name]) == {}
    content = (dist / name).read_bytes()
    (dist / name).write_bytes(content[: len(content) // 2])
    assert set(not_good(listened_to(dist, voice_alone)[name])) >= {
        "length_off_frames", "size_off_bytes", "sha256_differs",
    }  # fmt: skip
    (dist / name).unlink()
    assert set(not_good(listened_to(dist, voice_alone)[name])) == {"opens"}


def _frames_swapped(mp3: bytes) -> bytes:
    one, other = 400 * 384, 401 * 384
    return mp3[:one] + mp3[other : other + 384] + mp3[one:other] + mp3[other + 384 :]


@pytest.mark.parametrize(
    ("damaged", "told"),
    [
        (lambda _: None, "is missing, though its manifest names it"),
        (_frames_swapped, "holds another sound"),
        (lambda mp3: mp3[: len(mp3) // 2], "frames too short"),
        (lambda mp3: b"ID3\x03\x00\x00\x00\x00\x00\x00" + mp3, "is not the file that was built"),
        (lambda _: b"garbled", "cannot be opened"),
    ],
)
def test_what_the_page_plays_is_held_against_the_sound_of_the_episode(
    built: Path, tmp_path: Path, damaged: Callable[[bytes], bytes | None], told: str
) -> None:
    episode = episode_of(built)
    first, page = episode.media[0], episode.page[0].media
    (tmp_path / "episodes").mkdir()
    shutil.copy(built / first.file, tmp_path / first.file)
    if content := damaged((built / page.file).read_bytes()):
        (tmp_path / page.file).write_bytes(content)
    only = episode.model_copy(update={"media": (first,), "stems": ()})
    found = not_good(listened_to(tmp_path, only)[first.file])
    assert found.keys() == {"page_file_faults"}
    assert told in found["page_file_faults"]


def test_the_page_names_formats_and_shows_what_to_type_as_such(built: Path, tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    shutil.copytree(built, dist)
    episode = episode_of(dist)
    (flac,) = (each for each in episode.media if each.file.endswith(".flac"))
    (dist / flac.file).unlink()
    two_files = episode.model_copy(update={"media": (episode.media[0], flac), "stems": ()})
    page = report_page(verify(dist, [two_files], lambda *_: None))
    assert "1. Arriving, MP3</h2>" in page
    assert "<td>FLAC</td>" in page
    assert "Run <code>audiogen build</code>: it makes" in page


def end_of_threads(name: str) -> bool:
    """Whether all threads of this name end by themselves.

    A thread that was being started when the interrupt came is known to nobody who could wait for it, and finds that
    there is nothing to do.
    """
    end_s = time.monotonic() + PATIENCE_S
    while any(thread.name.startswith(name) for thread in threading.enumerate()):
        if time.monotonic() > end_s:
            return False
        time.sleep(0.01)
    return True


@pytest.mark.parametrize("is_heard", [False, True])
def test_an_interrupt_stops_everything_that_has_begun(built: Path, *, is_heard: bool) -> None:
    told, sent = itertools.count(1), threading.Lock()
    # a shell starts what runs in its background with Ctrl-C ignored, and nothing would ever end here
    before = signal.signal(signal.SIGINT, signal.default_int_handler)

    def interrupt(_file: str, _done: int, _total: int) -> None:
        if next(told) >= 3 and sent.acquire(blocking=False):
            signal.pthread_kill(threading.main_thread().ident or 0, signal.SIGINT)

    def listen(_episode: Manifest, _path: Path, tell: Callable[[int, int], None]) -> Understood:
        while True:
            time.sleep(0.01)
            tell(0, 1)

    try:
        with pytest.raises(KeyboardInterrupt):
            verify(built, [episode_of(built)] * 20, interrupt, listen if is_heard else None)
    finally:
        signal.signal(signal.SIGINT, before)
    assert end_of_threads("verify")


def test_a_fresh_build_of_few_words_is_as_loud_as_it_was_found_to_be(tmp_path: Path) -> None:
    project = write_project(tmp_path, show=SHOW + "levels: {anchor: speech}\n", s01_sparse=SPARSE)
    assert build_all(project).failed == ()
    figure = figures_of_first(project.dist)["speech_lufs"]
    assert figure.verdict == "pass"
    assert figure.value == pytest.approx(-14.5, abs=0.2)


def test_a_bed_that_a_chapter_turns_off_is_not_missed(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_scenes=SCENES)
    assert build_all(project).failed == ()
    figures = figures_of_first(project.dist)
    assert not_good(figures) == {}
    assert figures["dropouts"].value == 0
