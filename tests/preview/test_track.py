"""A preview sounds as the finished session will, to the frame, and speaks no more than is heard in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support.projects import build_all, write_project

from audiogen.audio.samples import Samples
from audiogen.build.chosen import choose_track
from audiogen.preview.asked import AskedPart
from audiogen.preview.track import Previewed, preview_track
from audiogen.project import Project
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering
from audiogen.render.limiter import LimiterWork
from audiogen.render.mixer import Mixer
from audiogen.units import to_frames


@pytest.fixture
def mixers(monkeypatch: pytest.MonkeyPatch) -> list[Mixer]:
    """The mixes that are written as files while a test builds."""
    written: list[Mixer] = []
    write = EpisodeFiles.write

    def noted(files: EpisodeFiles, mastering: Mastering, on_written: Callable[[int], None]) -> LimiterWork:
        written.append(files.mix)
        return write(files, mastering, on_written)

    monkeypatch.setattr(EpisodeFiles, "write", noted)
    return written


def rendered(previewed: Previewed, mixer: Mixer) -> Samples:
    window = previewed.window
    return mixer.render(window.start, window.end - window.start)


def test_where_all_phrases_are_kept_it_is_the_finished_mix_to_the_last_bit(tmp_path: Path, mixers: list[Mixer]) -> None:
    project = write_project(tmp_path)
    build_all(project, "1")
    previewed = preview_track(choose_track(project, "1"), AskedPart(begin="0:05", seconds=20.0))
    assert (previewed.spoken, previewed.expected_before) == (0, 0)
    assert (previewed.window.start, previewed.window.end) == (to_frames(5), to_frames(25))
    assert np.array_equal(rendered(previewed, previewed.mixer), rendered(previewed, mixers[-1]))


def test_only_what_is_heard_is_spoken(tmp_path: Path) -> None:
    project: Project = write_project(tmp_path)
    previewed = preview_track(choose_track(project, "2"), AskedPart(seconds=2.0))
    assert previewed.spoken == 1
    again = preview_track(choose_track(project, "2"), AskedPart(seconds=2.0))
    assert again.spoken == 0
