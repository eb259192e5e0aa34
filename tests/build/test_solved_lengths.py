"""Breaths, silences and bells that are decided when a session is built, in the finished files."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from support.media import read
from support.projects import build_all, write_project

from audiogen.manifest import Manifest, published_manifests, read_manifest
from audiogen.units import RATE
from audiogen.verify.verify import verify

SESSION = """\
title: Breathing
summary: A short session in three lengths.
target: 1m10s
lengths: [50s, 1m45s]
bed: off
steps:
  - say: Welcome to this place.
  - breathe: 2-3
    cycles: 3 to 9
    cues: [words, tone]
    lead_in: 1s
    settle: 1s
  - say: Thank you for the time.
  - pause: fill
    min: 14s
    max: 1m
    bell_every: 12s
  - say: Goodbye for today.
  - pause: 3s
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Manifest]]:
    """The folder and the manifests of a session in three lengths, the shortest first."""
    project = write_project(tmp_path_factory.mktemp("lengths"), s01_breathing=SESSION)
    build_all(project)
    found = [read_manifest(path) for _, path in published_manifests(project.dist)]
    return project.dist, sorted(found, key=lambda each: each.media[0].frames)


def test_every_length_is_exact_as_another_decoder_counts_it(built: tuple[Path, list[Manifest]]) -> None:
    dist, manifests = built
    assert [read(dist / each.media[0].file).shape[1] for each in manifests] == [50 * RATE, 70 * RATE, 105 * RATE]


def test_longer_sessions_have_more_breaths_and_then_more_silence(built: tuple[Path, list[Manifest]]) -> None:
    _, manifests = built
    counts = [max(breath.cycle for breath in each.breaths) for each in manifests]
    assert counts == [max(breath.cycles for breath in each.breaths) for each in manifests]
    assert counts[0] < counts[1] <= counts[2] == 9


def test_bells_at_intervals_are_heard_where_the_manifest_says(built: tuple[Path, list[Manifest]]) -> None:
    dist, manifests = built
    sound = read(dist / manifests[-1].media[0].file)
    bells = [round(bell.start_s * RATE) for bell in manifests[-1].bells]
    assert {bell.name for bell in manifests[-1].bells} == {"interval"}
    assert {after - before for before, after in pairwise(bells)} == {12 * RATE}
    for at in bells:
        before, after = (np.sqrt(np.mean(part**2)) for part in (sound[:, at - 4800 : at], sound[:, at : at + 4800]))
        assert after > 10 * before


def test_the_finished_files_are_verified_as_good(built: tuple[Path, list[Manifest]]) -> None:
    reports = [each.report for each in verify(built[0], built[1], lambda *_: None)]
    assert [figure for each in reports for figure in each.figures if figure.verdict == "fail"] == []
