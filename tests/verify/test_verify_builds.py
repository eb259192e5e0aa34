"""What was built this moment is good, whatever it was built as."""

from __future__ import annotations

from pathlib import Path

import pytest
from projects import SHOW, build_all, write_project

from audiogen.verify.choose import finished_episodes
from audiogen.verify.figures import Figure
from audiogen.verify.verify import verify

SPARSE = """\
title: Few words
summary: Mostly rain.
target: 90s
date: 2026-11-02
steps:
  - say: Rest.
  - pause: 12s
  - say: Listen.
  - pause: 12s
  - say: Stay a while, if you like.
  - pause: fill
    min: 1s
    max: 90s
"""


SCENES = """\
title: Off and on
summary: A bed that leaves and comes back.
target: 60s
date: 2026-11-02
steps:
  - say: Rain first.
  - chapter: Silence
    bed: {sound: "off", crossfade: 2s}
  - say: Now nothing.
  - pause: 12s
  - say: Still nothing.
  - pause: 5s
  - chapter: Sea
    bed: {sound: ocean, crossfade: 2s}
  - say: The sea.
  - pause: fill
    min: 1s
    max: 90s
"""


def verified(dist: Path) -> dict[str, dict[str, Figure]]:
    """The figures of everything in a folder, by file and key."""
    episodes = finished_episodes(dist)
    reports = [each.report for each in verify(dist, episodes, lambda *_: None)]
    return {report.file: {figure.key: figure for figure in report.figures} for report in reports}


def not_good(figures: dict[str, Figure]) -> dict[str, str]:
    return {key: figure.shown for key, figure in figures.items() if figure.verdict == "fail"}


def test_a_fresh_build_is_good_in_every_format(tmp_path: Path) -> None:
    project = write_project(tmp_path, show=SHOW + "formats: [mp3, m4a, opus, flac, wav]\n")
    assert build_all(project, "1").failed == ()
    files = verified(project.dist)
    assert len(files) == 5
    assert {file: not_good(figures) for file, figures in files.items() if not_good(figures)} == {}
    noted = [file for file, figures in files.items() if "loudness_off_manifest_lu" in figures]
    assert noted == ["episodes/01-arriving.mp3"]


def test_a_fresh_build_of_few_words_is_as_loud_as_it_was_found_to_be(tmp_path: Path) -> None:
    project = write_project(tmp_path, show=SHOW + "levels: {anchor: speech}\n", s01_sparse=SPARSE)
    assert build_all(project).failed == ()
    figure = verified(project.dist)["episodes/01-sparse.mp3"]["speech_lufs"]
    assert figure.verdict == "pass"
    assert figure.value == pytest.approx(-16, abs=0.2)


def test_a_bed_that_a_chapter_turns_off_is_not_missed(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_scenes=SCENES)
    assert build_all(project).failed == ()
    figures = verified(project.dist)["episodes/01-scenes.mp3"]
    assert not_good(figures) == {}
    assert figures["dropouts"].value == 0
