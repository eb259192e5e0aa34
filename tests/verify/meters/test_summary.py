"""What a build stores of the fast part, and how it is read again."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest
from support.sessions import LENGTH_S, good_findings, manifest, sound

from audiogen.errors import OutputError
from audiogen.manifest import BreathMark, Checks, Manifest, read_manifest
from audiogen.script.breath import BreathKind
from audiogen.units import RATE
from audiogen.verify.marks import marks_of, within, without
from audiogen.verify.meters.heard import FastCheck, SumsCheck
from audiogen.verify.meters.summary import FLOOR_DB, checks_of


def test_checks_survive_the_manifest_and_its_file() -> None:
    episode = manifest().model_copy(update={"checks": good_findings().checks})
    assert Manifest.model_validate_json(episode.to_json()) == episode


@pytest.mark.parametrize("name", ["bells", "aims", "checks"])
def test_a_manifest_without_its_checks_is_not_read_so_that_its_episode_is_built_anew(tmp_path: Path, name: str) -> None:
    old = json.loads(manifest().to_json())
    del old[name]
    (tmp_path / "old.json").write_text(json.dumps(old), encoding="utf-8")
    with pytest.raises(OutputError, match=r"old\.json is not a manifest that this version can read"):
        read_manifest(tmp_path / "old.json")


def test_silence_has_levels_that_json_can_hold() -> None:
    check = FastCheck()
    check.feed(np.zeros((2, round(LENGTH_S * RATE)), np.float32))
    checks = checks_of(check.heard(), manifest())
    assert checks.dc_dbfs == FLOOR_DB
    assert Checks.model_validate_json(checks.model_dump_json()) == checks


def test_the_sums_alone_give_the_same_checks_when_the_meters_are_somebody_elses() -> None:
    mix = sound()
    both, sums = FastCheck(), SumsCheck()
    both.feed(mix)
    sums.feed(mix)
    heard = both.heard()
    assert checks_of(sums.heard(heard.energies, heard.true_peak_dbtp), manifest()) == checks_of(heard, manifest())


def test_levels_are_those_of_the_sounds_that_were_mixed() -> None:
    checks = good_findings().checks
    pauses = sound()[:, round(20.6 * RATE) : round(24 * RATE)]
    assert checks.bed_in_pauses_dbfs == pytest.approx(10 * np.log10((pauses**2).mean()), abs=0.2)
    gap = sound()[:, round(11.3 * RATE) : round(11.85 * RATE)]
    assert checks.bed_under_speech_dbfs == pytest.approx(10 * np.log10((gap**2).mean()), abs=0.2)


def test_gaps_lie_between_close_phrases_and_pauses_clear_of_everything() -> None:
    marks = marks_of(manifest())
    assert [round(start, 2) for start, _ in marks.gaps] == [11.25, 15.25, 28.25, 55.25]
    assert [(round(start, 2), round(end, 2)) for start, end in marks.pauses] == [
        (3.0, 7.2),
        (20.5, 24.2),
        (60.5, 69.0),
    ]


def test_what_is_taken_out_leaves_what_is_on_either_side() -> None:
    assert without([(0, 10)], [(2, 3), (9.95, 12)]) == [(0, 2), (3, 9.95)]
    assert without([(0, 10)], [(-1, 11)]) == []


def test_only_whole_steps_count_as_within() -> None:
    assert within([(0.04, 0.21)], 6, 20).tolist() == [False, True, True, True, False, False]


def test_time_for_natural_breath_is_a_pause_for_the_bed() -> None:
    def pauses(kind: BreathKind) -> tuple[tuple[float, float], ...]:
        mark = BreathMark(start_s=20, end_s=40, kind=kind, cycle=1, cycles=1)
        return marks_of(manifest(breaths=(mark,))).pauses

    assert pauses("natural") == marks_of(manifest(breaths=())).pauses != pauses("in")
