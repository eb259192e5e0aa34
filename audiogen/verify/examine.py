"""One media file, listened to from beginning to end: all measurements of it, nothing judged yet."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal, TypeAlias

import numpy as np

from audiogen.audio.clicks import Click
from audiogen.audio.samples import Samples
from audiogen.encode.decode import blocks_of
from audiogen.errors import MediaError
from audiogen.manifest import Caption, Checks, Manifest, Media
from audiogen.units import RATE, to_frames
from audiogen.verify.container import FileFacts, file_facts
from audiogen.verify.marks import Marks, marks_of
from audiogen.verify.meters.breaths import BreathMeter, Followed
from audiogen.verify.meters.clicks import ClickDetector, clicks_among
from audiogen.verify.meters.dropouts import Dropout, DropoutDetector
from audiogen.verify.meters.excerpts import Excerpts
from audiogen.verify.meters.heard import FastCheck, Heard
from audiogen.verify.meters.onsets import AFTER_S, BEFORE_S, Onset, breath_onset, words_onset
from audiogen.verify.meters.spectrum import Spectrogram, SpectrumMeter
from audiogen.verify.meters.summary import checks_of

_OnsetKind: TypeAlias = Literal["caption", "cue", "breath"]
OnHeard: TypeAlias = Callable[[int], None]
"""Called with the frames that were listened to so far."""

_APART_S: Final = 0.35
"""The onset of words that follow others more closely cannot be told from the words before."""
_ON_GRID_S: Final = 0.45
"""A cue closer to the beginning of a phase belongs to it."""
_ROOM_S: Final = 0.1
"""Length of the end of the words before, which an excerpt must not contain."""
_WORDS_NEAR_S: Final = 0.5
"""Words closer than this to the beginning of a breath cover it."""


@dataclass(frozen=True, slots=True)
class Timed:
    """One mark of the manifest and where its sound was found."""

    start_s: float
    """As the manifest has it."""
    what: str
    onset: Onset | None
    """None when nothing was found that stands out."""


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was measured in one media file of one episode."""

    manifest: Manifest
    media: Media
    path: Path
    marks: Marks
    facts: FileFacts
    heard: Heard
    checks: Checks
    clicks: tuple[Click, ...]
    dropouts: tuple[Dropout, ...]
    captions: tuple[Timed, ...]
    """Those with a silence before them."""
    cues: tuple[Timed, ...]
    """The words that begin with a phase of a breath, held against that phase."""
    breaths: tuple[Timed, ...]
    """Breaths in and out that no words cover."""
    covered_breaths: int
    """Those that words do cover."""
    followed: tuple[Followed, ...]
    """How far the breaths stand out of their bed, where no words sound."""
    spectrogram: Spectrogram
    damaged_s: tuple[float, ...] = ()
    """Where packets do not decode, in seconds of the sound that does."""
    sound_sha256: str = ""
    """Of all that was decoded."""


@dataclass(frozen=True, slots=True)
class Skimmed:
    """The facts of a file that was decoded, but not measured."""

    facts: FileFacts
    frames: int
    damaged_s: tuple[float, ...]
    sound_sha256: str
    """Of all that was decoded."""


def examine(manifest: Manifest, media: Media, path: Path, on_heard: OnHeard) -> Findings:
    """Listen to a media file of an episode.

    Raises:
        MediaError: when the file is missing, or no player could open it.
    """
    facts, damaged, sound = file_facts(path), list[int](), hashlib.sha256()
    found = found_in(manifest, media, path, facts, _noted(_sounding(path, damaged), sound), on_heard)
    damaged_s = tuple(frames / RATE for frames in damaged)
    return replace(found, damaged_s=damaged_s, sound_sha256=sound.hexdigest())


def skim(path: Path, on_heard: OnHeard) -> Skimmed:
    """Decode a file to its end; errors as `examine` has them."""
    facts, damaged, sound, frames = file_facts(path), list[int](), hashlib.sha256(), 0
    for block in _noted(_sounding(path, damaged), sound):
        frames += block.shape[1]
        on_heard(frames)
    return Skimmed(facts, frames, tuple(at / RATE for at in damaged), sound.hexdigest())


def _sounding(path: Path, damaged: list[int]) -> Iterator[Samples]:
    """All blocks of a file that decode, and at least one."""
    blocks = blocks_of(path, damaged.append)
    first = next(blocks, None)
    if first is None:
        message = f"{path} cannot be decoded: no sound comes out of it"
        raise MediaError(message, hint="Build the episode again; the file was damaged after it was made.")
    yield first
    yield from blocks


def _noted(blocks: Iterable[Samples], sound: hashlib._Hash) -> Iterator[Samples]:
    """The same blocks; their samples go into a checksum, by which equal sounds are known."""
    for block in blocks:
        sound.update(np.ascontiguousarray(block).data)
        yield block


def found_in(
    manifest: Manifest, media: Media, path: Path, facts: FileFacts, blocks: Iterable[Samples], on_heard: OnHeard
) -> Findings:
    """All measurements of decoded blocks, shape (2, n) each; everything else as `examine` has it."""
    marks, onsets, breaths = marks_of(manifest), _OnsetMeter(manifest), BreathMeter(manifest)
    fast, clicks, dropouts, spectrum = FastCheck(), ClickDetector(), DropoutDetector(), SpectrumMeter(media.frames)
    frames = 0
    for block in blocks:
        for meter in (fast, clicks, dropouts, spectrum, onsets, breaths):
            meter.feed(block)
        frames += block.shape[1]
        on_heard(frames)
    heard = fast.heard()
    return Findings(
        manifest=manifest,
        media=media,
        path=path,
        marks=marks,
        facts=facts,
        heard=heard,
        checks=checks_of(heard, manifest),
        clicks=clicks_among(clicks.spikes(), marks.speech),
        dropouts=dropouts.dropouts(marks.bedded),
        captions=onsets.found("caption"),
        cues=onsets.found("cue"),
        breaths=onsets.found("breath"),
        covered_breaths=onsets.covered,
        followed=breaths.followed(),
        spectrogram=spectrum.spectrogram(),
    )


@dataclass(frozen=True, slots=True)
class _ExpectedOnset:
    """A moment at which words or a breath should begin."""

    start_s: float
    before_s: float
    what: str
    kind: _OnsetKind


class _OnsetMeter:
    """Finds the onsets of words and breaths near the moments at which they should begin."""

    def __init__(self, manifest: Manifest) -> None:
        breaths = [breath for breath in manifest.breaths if breath.kind in {"in", "out"}]
        # the onset of a breath cannot be found where words sound, too
        uncovered = [
            breath
            for breath in breaths
            if not any(
                words.start_s < breath.start_s + _WORDS_NEAR_S and words.end_s > breath.start_s - _WORDS_NEAR_S
                for words in manifest.captions
            )
        ]
        self.covered = len(breaths) - len(uncovered)
        self._expected = list(_expected_words(manifest))
        for breath in uncovered:
            self._expected.append(_ExpectedOnset(breath.start_s, BEFORE_S - _ROOM_S, f"breath {breath.kind}", "breath"))
        self._excerpts = Excerpts(
            [(to_frames(each.start_s - each.before_s), to_frames(each.start_s + AFTER_S)) for each in self._expected]
        )
        self._found: dict[int, Timed] = {}

    def feed(self, samples: Samples) -> None:
        for excerpt in self._excerpts.feed(samples):
            expected = self._expected[excerpt.index]
            find = breath_onset if expected.kind == "breath" else words_onset
            onset = find(excerpt.samples, expected.start_s - excerpt.start / RATE)
            self._found[excerpt.index] = Timed(expected.start_s, expected.what, onset)

    def found(self, kind: _OnsetKind) -> tuple[Timed, ...]:
        found = [each for index, each in self._found.items() if self._expected[index].kind == kind]
        return tuple(sorted(found, key=lambda each: each.start_s))


def _expected_words(manifest: Manifest) -> Iterator[_ExpectedOnset]:
    ended_s = 0.0
    for caption in manifest.captions:
        is_speech = caption.kind == "speech"
        start_s = caption.start_s if is_speech else _phase_start_s(caption, manifest)
        if start_s is not None and (apart_s := start_s - ended_s) >= _APART_S:
            before_s = min(BEFORE_S, apart_s - _ROOM_S)
            yield _ExpectedOnset(start_s, before_s, caption.text, "caption" if is_speech else "cue")
        ended_s = caption.end_s


def _phase_start_s(cue: Caption, manifest: Manifest) -> float | None:
    """The beginning of the phase that a cue leads; None for a cue in the middle of a phase."""
    # a cue may be spoken a little before or after its phase begins
    starts_s = (breath.start_s for breath in manifest.guided_breaths)
    nearest = min(starts_s, key=lambda at: abs(at - cue.start_s), default=None)
    return nearest if nearest is not None and abs(nearest - cue.start_s) <= _ON_GRID_S else None
