"""A session that leads into sleep, built whole and measured in its files."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import soundfile
from support.measuring import rms_dbfs
from support.projects import SHOW, build_all, manifest_of, write_project

from audiogen.audio.samples import Samples
from audiogen.manifest import Manifest
from audiogen.units import RATE

SLEEP = """\
title: Leaving
summary: Another short session.
target: 36s
sleep: yes
steps:
  - bell: start
    ring: 2s
  - say: Good evening to you.
  - pause: 1s
  - say: Here is the evening.
  - pause: 1s to 9s
  - say: Here is a lamp.
  - pause: 1s
  - say: Here is a blanket.
  - pause: 1s
  - say: Good night to you.
  - bell: end
    ring: 14s
"""


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[Manifest, Samples, Samples]:
    """Its manifest, its voice and all but its voice."""
    project = write_project(tmp_path_factory.mktemp("sleep"), show=SHOW + "stems: yes\n", s02_leaving=SLEEP)
    assert not build_all(project).failed
    manifest = manifest_of(project, "02-leaving")
    voice, ambience = (soundfile.read(project.dist / each.file, dtype="float32")[0].T for each in manifest.stems)
    return manifest, voice, ambience


def within(sound: Samples, start_s: float, end_s: float) -> float:
    return rms_dbfs(sound[:, round(start_s * RATE) : round(end_s * RATE)])


def test_the_voice_is_evenly_softer_from_the_middle_on_by_6_db_at_its_last_word(
    made: tuple[Manifest, Samples, Samples],
) -> None:
    manifest, voice, _ = made
    softening = manifest.softening
    assert softening is not None
    assert softening.end_s == pytest.approx(manifest.captions[-1].end_s, abs=0.01)
    levels = [within(voice, each.start_s, each.end_s) for each in manifest.captions]
    middles = [(each.start_s + each.end_s) / 2 for each in manifest.captions]
    asked = -np.interp(middles, [softening.start_s, softening.end_s], [0, softening.softer_db])
    assert np.subtract(levels, levels[0]) == pytest.approx(asked, abs=0.3)
    assert levels[-1] - levels[0] < -5


def test_no_bell_ends_it_and_its_bed_fades_for_as_long_as_the_last_words_leave(
    made: tuple[Manifest, Samples, Samples],
) -> None:
    manifest, _, ambience = made
    length_s, last_s = manifest.media[0].duration_s, manifest.captions[-1].end_s
    assert [bell.name for bell in manifest.bells] == ["start"]
    assert manifest.aims.fade_out_s == pytest.approx(length_s - last_s, abs=0.01)
    levels = [within(ambience, at, at + 2) for at in np.arange(last_s + 2, length_s - 2, 2)]
    assert levels == sorted(levels, reverse=True)


def test_its_bed_is_as_far_below_the_last_words_as_below_the_first(made: tuple[Manifest, Samples, Samples]) -> None:
    manifest, voice, ambience = made
    first, *_, last = manifest.captions[1:]
    over_db = [
        within(voice, each.start_s, each.end_s) - within(ambience, each.start_s, each.end_s) for each in (first, last)
    ]
    assert over_db[1] == pytest.approx(over_db[0], abs=1)


def test_of_any_other_session_the_manifest_says_nothing_of_it(tmp_path: Path) -> None:
    assert '"softening"' not in Manifest.model_construct(length_s=None, softening=None, number=1).to_json()
