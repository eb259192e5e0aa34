"""Tracks of one session for several clients: the same to the frame, and in gain, but for what is said to one alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.clients import SHOW, build_for, clients_project
from support.projects import write_project

from audiogen.build import expected
from audiogen.build.expected import own_phrases
from audiogen.cache.store import Cache
from audiogen.clients.client import Client
from audiogen.clients.private import paired_phrases
from audiogen.clients.tracks import client_tracks
from audiogen.manifest import Manifest, published_manifests, read_manifest
from audiogen.render.files import EpisodeFiles
from audiogen.render.gain import Mastering
from audiogen.render.limiter import LimiterWork
from audiogen.script.load import load_library
from audiogen.script.yaml.nodes import Place
from audiogen.speech.phrase import project_phrasing
from audiogen.units import to_frames

SESSION = """\
title: Rest
summary: A session in which a name is said.
target: 1m
steps:
  - bell: start
  - breathe: 2-3
    cycles: 1 to 3
  - say: Be welcome here. Let the day go by.
  - pause: 2s to 20s
  - say: Now, {name}, rest.
  - pause: 2s to 20s
  - say: Feel the ground below. Feel the air above.
  - pause: 2s to 20s
  - say: Rest well.
  - pause: 3s
"""
NAMES = ("Anna", "Anna Maria of the Hill", "Bo Li")


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Manifest], list[Mastering]]:
    """The session for three clients, and the gain of each."""
    masterings: list[Mastering] = []
    listed = "".join(f"- id: c{number}\n  name: {name}\n" for number, name in enumerate(NAMES))
    project = clients_project(tmp_path_factory.mktemp("expected"), listed, s01_rest=SESSION)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(EpisodeFiles, "write", _noting(EpisodeFiles.write, masterings))
        assert not any(each.failed for each in build_for(project))
    found = [published_manifests(project.root / f"private/c{number}") for number in range(len(NAMES))]
    return [read_manifest(path) for ((_, path),) in found], masterings


_Write = Callable[[EpisodeFiles, Mastering, Callable[[int], None]], LimiterWork]


def _noting(write: _Write, masterings: list[Mastering]) -> _Write:
    def noted(self: EpisodeFiles, mastering: Mastering, on_written: Callable[[int], None]) -> LimiterWork:
        # a show for tests is made first, and not for clients
        if self.apart:
            masterings.append(mastering)
        return write(self, mastering, on_written)

    return noted


def test_all_but_the_phrases_of_ones_own_is_said_at_the_same_time_to_everybody(
    made: tuple[list[Manifest], list[Mastering]],
) -> None:
    first, *others = ([each for each in manifest.captions if "Now," not in each.text] for manifest in made[0])
    assert len(first) > 5
    assert all(other == first for other in others)


def test_each_of_them_is_captioned_for_as_long_as_it_is_said(made: tuple[list[Manifest], list[Mastering]]) -> None:
    own = [next(each for each in manifest.captions if "Now," in each.text) for manifest in made[0]]
    assert [each.text for each in own] == [f"Now, {name}, rest." for name in NAMES]
    short, long, middle = (each.end_s - each.start_s for each in own)
    assert short < middle < long


def test_breaths_and_length_are_the_same_for_everybody(made: tuple[list[Manifest], list[Mastering]]) -> None:
    first, *others = made[0]
    assert all((each.breaths, each.media[0].frames) == (first.breaths, first.media[0].frames) for each in others)


def test_everybody_gets_the_same_gain_to_the_last_bit(made: tuple[list[Manifest], list[Mastering]]) -> None:
    assert len(made[1]) == len(NAMES)
    assert len(set(made[1])) == 1


def phrases(root: Path, say: str, **values: str) -> dict[str, int]:
    """How long each phrase of a text that is a client's own is expected to be, in frames."""
    script = f"title: T\nsummary: A session.\nsteps:\n  - say: |\n      {say}\n"
    project = write_project(root, show=SHOW, s01_t=script)
    library = load_library(project.scripts)
    (pair,) = client_tracks(Client("c1", Place(1, 1), values), library.scripts[0])
    own = own_phrases(Cache(root / "cache"), paired_phrases(library.show, pair), project_phrasing(project))
    return {each.text: frames for each, frames in own.expected_frames.items()}


def test_a_phrase_is_expected_to_last_as_long_whatever_the_name(tmp_path: Path) -> None:
    (one,) = phrases(tmp_path / "1", "Hello {name}.", name="Bo").values()
    (other,) = phrases(tmp_path / "2", "Hello {name}.", name="Anna Maria of the Hill").values()
    assert one == other


def test_nothing_is_expected_of_a_value_that_is_several_sentences_long(tmp_path: Path) -> None:
    assert phrases(tmp_path, "Now {wish}. Rest.", wish="be here. Breathe") == {}


def test_nothing_is_expected_where_other_words_cannot_be_said(tmp_path: Path) -> None:
    assert phrases(tmp_path, 'It is <say-as interpret-as="date">{day}</say-as>.', day="2026-11-30") == {}


def test_tracks_are_made_anew_when_something_else_is_expected(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = "title: T\nsummary: A session.\ntarget: 20s\nsteps:\n  - say: Hello {name}.\n  - pause: 1s to 30s\n"
    project = clients_project(tmp_path, "- id: c1\n  name: Bo\n", s01_t=script)
    build_for(project)
    monkeypatch.setattr(expected, "estimated_frames", lambda *_: to_frames(1.5))
    (report,) = build_for(project)
    assert [each.outcome for each in report.report.episodes] == ["built"]
    (report,) = build_for(project)
    assert [each.outcome for each in report.report.episodes] == ["kept"]
