"""One media file, listened to from beginning to end: everything that is found in it, nothing judged yet."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final, Literal

from audiogen.audio.samples import Samples
from audiogen.encode.decode import blocks_of
from audiogen.errors import MediaError
from audiogen.manifest import Caption, Checks, Manifest, Media
from audiogen.units import RATE, to_frames
from audiogen.verify.container import FileFacts, file_facts
from audiogen.verify.marks import Marks, marks_of
from audiogen.verify.meters.clicks import Click, ClickWatch, clicks_among
from audiogen.verify.meters.dropouts import Dropout, DropoutWatch
from audiogen.verify.meters.excerpts import Excerpt, Excerpts
from audiogen.verify.meters.heard import FastCheck, Heard
from audiogen.verify.meters.onsets import AFTER_S, BEFORE_S, Onset, breath_onset, words_onset
from audiogen.verify.meters.spectrum import Spectrogram, SpectrumWatch
from audiogen.verify.meters.summary import checks_of

OnHeard = Callable[[int], None]
"""Told the frames that were listened to so far."""

_APART_S: Final = 0.35
"""Words that follow others more closely have no onset of their own."""
_ON_GRID_S: Final = 0.45
"""A cue closer to the beginning of a phase belongs to it."""
_ROOM_S: Final = 0.1
"""What is given to the end of the words before."""
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
    """All that was found in one media file of one episode."""

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
    spectrogram: Spectrogram
    damaged_s: tuple[float, ...] = ()
    """Where the file does not decode, in seconds of what does."""


@dataclass(frozen=True, slots=True)
class Skimmed:
    """What is known of a file that was decoded, but not listened to."""

    facts: FileFacts
    frames: int
    damaged_s: tuple[float, ...]


def examine(manifest: Manifest, media: Media, path: Path, on_heard: OnHeard) -> Findings:
    """Listen to a media file of an episode.

    Raises:
        MediaError: when the file is missing, or no player could open it.
    """
    facts, damaged = file_facts(path), list[int]()
    found = found_in(manifest, media, path, facts, _sounding(path, damaged), on_heard)
    return replace(found, damaged_s=tuple(frames / RATE for frames in damaged))


def skim(path: Path, on_heard: OnHeard) -> Skimmed:
    """Decode a file to its end; errors as `examine` has them."""
    facts, damaged, frames = file_facts(path), list[int](), 0
    for block in _sounding(path, damaged):
        frames += block.shape[1]
        on_heard(frames)
    return Skimmed(facts, frames, tuple(at / RATE for at in damaged))


def _sounding(path: Path, damaged: list[int]) -> Iterator[Samples]:
    """All blocks of a file that decode, and at least one."""
    blocks = blocks_of(path, damaged.append)
    first = next(blocks, None)
    if first is None:
        message = f"{path} cannot be decoded: no sound comes out of it"
        raise MediaError(message, hint="Build the episode again; the file was damaged after it was made.")
    yield first
    yield from blocks


def found_in(
    manifest: Manifest, media: Media, path: Path, facts: FileFacts, blocks: Iterable[Samples], on_heard: OnHeard
) -> Findings:
    """What is found in decoded blocks, shape (2, n) each; everything else as `examine` has it."""
    marks, timing, listening = marks_of(manifest), _Timing(manifest), _Listening(media.frames)
    for block in blocks:
        listening.feed(block)
        timing.feed(block)
        on_heard(listening.frames)
    heard = listening.fast.heard()
    return Findings(
        manifest=manifest,
        media=media,
        path=path,
        marks=marks,
        facts=facts,
        heard=heard,
        checks=checks_of(heard, manifest),
        clicks=clicks_among(listening.clicks.spikes(), marks.speech),
        dropouts=listening.dropouts.dropouts(marks.bedded),
        captions=timing.found("caption"),
        cues=timing.found("cue"),
        breaths=timing.found("breath"),
        covered_breaths=timing.covered,
        spectrogram=listening.spectrum.spectrogram(),
    )


class _Listening:
    """Whatever listens to the whole of the sound."""

    def __init__(self, frames: int) -> None:
        self.frames = 0
        self.fast = FastCheck()
        self.clicks = ClickWatch()
        self.dropouts = DropoutWatch()
        self.spectrum = SpectrumWatch(frames)

    def feed(self, samples: Samples) -> None:
        self.frames += samples.shape[1]
        self.fast.feed(samples)
        self.clicks.feed(samples)
        self.dropouts.feed(samples)
        self.spectrum.feed(samples)


@dataclass(frozen=True, slots=True)
class _Mark:
    """A moment to listen to more closely."""

    start_s: float
    before_s: float
    what: str
    kind: Literal["caption", "cue", "breath"]


class _Timing:
    """Listens to the moments at which words and breaths should begin."""

    def __init__(self, manifest: Manifest) -> None:
        uncovered = [mark for mark in _breath_marks(manifest) if not _is_covered(mark.start_s, manifest)]
        self.covered = len(_breath_marks(manifest)) - len(uncovered)
        self._marks = [*_word_marks(manifest), *uncovered]
        self._excerpts = Excerpts([_stretch(mark) for mark in self._marks])
        self._found: dict[int, Timed] = {}

    def feed(self, samples: Samples) -> None:
        for excerpt in self._excerpts.feed(samples):
            self._found[excerpt.index] = _timed(self._marks[excerpt.index], excerpt)

    def found(self, kind: Literal["caption", "cue", "breath"]) -> tuple[Timed, ...]:
        found = [each for index, each in self._found.items() if self._marks[index].kind == kind]
        return tuple(sorted(found, key=lambda each: each.start_s))


def _timed(mark: _Mark, excerpt: Excerpt) -> Timed:
    find = breath_onset if mark.kind == "breath" else words_onset
    return Timed(mark.start_s, mark.what, find(excerpt.samples, mark.start_s - excerpt.start / RATE))


def _stretch(mark: _Mark) -> tuple[int, int]:
    return to_frames(mark.start_s - mark.before_s), to_frames(mark.start_s + AFTER_S)


def _word_marks(manifest: Manifest) -> Sequence[_Mark]:
    marks, ended_s = [], 0.0
    for caption in manifest.captions:
        start_s = caption.start_s if caption.kind == "speech" else _phase_start_s(caption, manifest)
        if start_s is not None and (apart_s := start_s - ended_s) >= _APART_S:
            kind: Literal["caption", "cue"] = "caption" if caption.kind == "speech" else "cue"
            marks.append(_Mark(start_s, min(BEFORE_S, apart_s - _ROOM_S), caption.text, kind))
        ended_s = caption.end_s
    return marks


def _phase_start_s(cue: Caption, manifest: Manifest) -> float | None:
    """When the phase begins that a cue begins with; None for a cue in the middle of one."""
    nearest = min((breath.start_s for breath in manifest.breaths), key=lambda at: abs(at - cue.start_s), default=None)
    return nearest if nearest is not None and abs(nearest - cue.start_s) <= _ON_GRID_S else None


def _breath_marks(manifest: Manifest) -> Sequence[_Mark]:
    sounding = [breath for breath in manifest.breaths if breath.kind in {"in", "out"}]
    return [_Mark(each.start_s, BEFORE_S - _ROOM_S, f"breath {each.kind}", "breath") for each in sounding]


def _is_covered(start_s: float, manifest: Manifest) -> bool:
    return any(
        caption.start_s < start_s + _WORDS_NEAR_S and caption.end_s > start_s - _WORDS_NEAR_S
        for caption in manifest.captions
    )
