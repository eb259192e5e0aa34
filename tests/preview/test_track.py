"""A preview sounds as the finished session will, to the frame, and speaks no more than is heard in it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from support.projects import FIRST, SHOW, TODAY, build_all, warm, write_project

from audiogen.audio.samples import Samples
from audiogen.build.chosen import choose_track
from audiogen.build.clients import ClientOrder, build_clients
from audiogen.errors import SpeechError
from audiogen.preview.asked import AskedPart
from audiogen.preview.track import Previewed, preview_track
from audiogen.progress import Event, Notice, ignore
from audiogen.project import Project
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering
from audiogen.render.limiter import LimiterWork
from audiogen.render.mixer import Mixer
from audiogen.speech import registry
from audiogen.speech.engine import Engine, Sound, Speech
from audiogen.speech.engines.tone import ToneEngine
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


def test_only_what_is_heard_is_spoken(tmp_path: Path) -> None:
    project: Project = write_project(tmp_path)
    previewed = preview_track(choose_track(project, "2"), AskedPart(seconds=2.0))
    assert previewed.spoken == 1
    again = preview_track(choose_track(project, "2"), AskedPart(seconds=2.0))
    assert again.spoken == 0


def test_where_all_phrases_are_kept_it_is_the_finished_mix_to_the_last_bit(tmp_path: Path, mixers: list[Mixer]) -> None:
    # the bed takes so much in pauses that it is made softer there, which is decided from the whole
    show = SHOW.replace("fade_in", "in_pauses: -10dB, fade_in") + "levels: {target: podcast, anchor: speech}\n"
    project = write_project(tmp_path, show=show, s01_arriving=FIRST)
    chosen, asked = choose_track(project, "1"), AskedPart(begin="0:05", seconds=20)
    preview_track(chosen, AskedPart(seconds=40))
    before = preview_track(chosen, asked)
    build_all(project, "1")
    after = preview_track(chosen, asked)
    assert (after.window.start, after.window.end) == (to_frames(5), to_frames(25))
    assert (after.spoken, after.expected) == (0, 0)
    assert before.softer_db == after.softer_db > 0
    assert np.array_equal(rendered(before, before.mixer), rendered(before, mixers[-1]))
    assert np.array_equal(rendered(after, after.mixer), rendered(after, mixers[-1]))
    # what is decided first may be corrected once the file has been measured
    assert after.mastering.gain_db == pytest.approx(before.mastering.gain_db, abs=0.5)


def test_lengths_that_nobody_knows_are_expected_and_what_is_heard_is_exact(tmp_path: Path) -> None:
    project = write_project(tmp_path)
    chosen = choose_track(project, "1")
    late = preview_track(chosen, AskedPart(begin="End", seconds=5))
    assert (late.spoken, late.expected) == (1, 5)
    assert late.timeline.frames == to_frames(40)
    heard = [clip.utterance for clip in late.timeline.clips if clip.start >= late.window.start]
    assert [each.text for each in heard] == ["Thank you for the time."]
    assert rendered(late, late.mixer).any()


def test_a_client_hears_what_is_theirs_and_nothing_of_it_is_kept_elsewhere(tmp_path: Path, mixers: list[Mixer]) -> None:
    project = write_project(tmp_path, s01_hello=CLIENTS)
    (tmp_path / "clients.yaml").write_text("- id: c1\n  name: Nuria\n- id: c2\n  name: Bartholomew the Second\n")
    chosen = choose_track(project, "1", client="c2")
    asked = AskedPart(seconds=60)
    warm(project)
    before = preview_track(chosen, asked)
    assert (tmp_path / "private").stat().st_mode & 0o077 == 0
    assert (tmp_path / "private/c2/cache/README.txt").exists()
    build_clients(project, ClientOrder(ids=("c2",)), today=TODAY, on_event=ignore)
    after = preview_track(chosen, asked)
    assert (after.spoken, after.timeline.frames) == (0, before.timeline.frames)
    assert after.mastering == before.mastering
    assert np.array_equal(rendered(after, after.mixer), rendered(after, mixers[-1]))


CLIENTS = """\
title: Hello
summary: With a name.
target: 30s
steps:
  - pause: 2s
  - say: Hello {name}, welcome to this place.
  - pause: 2s to 20s
  - say: And here is more.
  - pause: 2s to 20s
"""


def test_where_a_voice_cannot_speak_the_next_one_does_and_that_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project = write_project(tmp_path, show=SHOW.replace("voice: tone", "voice: {name: [pitch, tone]}"))
    find = registry.find_voice

    def found(name: str, root: Path = Path()) -> Engine:
        return Mute() if name == "pitch" else find(name, root)

    monkeypatch.setattr("audiogen.speech.phrase.find_voice", found)
    told: list[Event] = []
    heard = preview_track(choose_track(project, "2"), AskedPart(seconds=2), told.append)
    assert heard.plan.speaker == "tone"
    assert any(isinstance(event, Notice) and "the next voice" in event.message for event in told)


class Mute(ToneEngine):
    """A voice that is here and says nothing."""

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        message = "it has lost its voice"
        raise SpeechError(message)


def test_a_target_that_cannot_be_met_is_told_and_heard_all_the_same(tmp_path: Path) -> None:
    project = write_project(tmp_path, s01_long="title: T\nsummary: S\ntarget: 5m\nsteps:\n  - say: Hello there.\n")
    told: list[Event] = []
    heard = preview_track(choose_track(project, "1"), AskedPart(), told.append)
    assert heard.timeline.frames < to_frames(10)
    assert any(isinstance(event, Notice) and "short of" in event.message for event in told)
