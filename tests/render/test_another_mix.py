"""A mix beside one that is mastered: the same gain, a limit of its own, and the same length."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from support.builders import gap, phrase, plan
from support.media import TAGS, read, speech_like

from audiogen.audio.samples import Samples
from audiogen.audio.true_peak import true_peak_dbtp
from audiogen.encode.formats import find_format
from audiogen.errors import MediaError
from audiogen.parallel import Workers
from audiogen.plan.cues import Voiced
from audiogen.plan.places import ScriptPlaces
from audiogen.plan.placing import place
from audiogen.plan.timeline import PlacedBreath, PlacedStrike, Timeline
from audiogen.render.another_mix import AnotherMix
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering
from audiogen.render.mixer import Mixer, MixGains
from audiogen.render.output import Output
from audiogen.script.bed import Bed
from audiogen.units import RATE


class _Spoken:
    """A phrase that a limiter has something to do with, and nothing else."""

    def clip(self, utterance: Voiced) -> Samples:
        return speech_like(3 * RATE)[0]

    def bell(self, strike: PlacedStrike) -> Samples:
        raise AssertionError(strike)

    def breath(self, phase: PlacedBreath, seed: int) -> Samples:
        raise AssertionError(phase, seed)


def spoken() -> Timeline:
    planned = plan(phrase("Rest."), gap(1, 1, 1))
    return place(planned, dict.fromkeys(planned.utterances, 3 * RATE), ScriptPlaces("x.yaml", (1,)))


def written(path: Path, mastering: Mastering, limit_dbtp: float) -> np.ndarray:
    mix = Mixer(spoken(), _Spoken(), None, Bed(), MixGains(0, 0, 0), seed=1)
    with Workers(1) as workers:
        files = EpisodeFiles(mix, (Output(find_format(path.suffix[1:]), path, 64),), TAGS, workers)
        AnotherMix(files, mastering, limit_dbtp, "scripts/01-small.yaml").write()
    return read(path)


def test_it_has_the_gain_of_the_mix_that_it_stands_beside(tmp_path: Path) -> None:
    one, other = (written(tmp_path / "a.flac", Mastering(gain_db, 0.0), 0.0) for gain_db in (-12.0, -6.0))
    assert 20 * np.log10(np.abs(other).max() / np.abs(one).max()) == pytest.approx(6, abs=0.01)


def test_a_codec_that_takes_peaks_over_the_limit_is_given_a_lower_ceiling(tmp_path: Path) -> None:
    assert true_peak_dbtp(written(tmp_path / "a.mp3", Mastering(12.0, -1.0), -1.0)) <= -1.0


def test_peaks_that_stay_over_the_limit_are_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Mastering, "with_peaks_lower", lambda self, _over_db: replace(self))
    with pytest.raises(MediaError, match=r"01-small\.yaml: without its bed, the finished flac is at -[0-9.]+ dBTP"):
        written(tmp_path / "a.flac", Mastering(0.0, -1.0), -40.0)
