"""Whether the voice of a session that leads into sleep becomes softer, as its manifest says; and what follows from it.

Phrases are held against each other, each beside how far the softening has come in it: so a voice that stays as it is,
and one that drops in the end, are both found.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from audiogen.audio.loudness import Energies
from audiogen.manifest import Manifest
from audiogen.plan.entries import ENTRY_FRAMES, entries
from audiogen.units import to_frames, to_seconds
from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, Rule, at_most
from audiogen.verify.marks import Span, marks_of, within, without
from audiogen.verify.meters.loudness import HOPS_PER_S, lufs

_GOOD_DB, _BEARABLE_DB = 1.5, 3.0
"""How far what is heard may be from what is asked for: a voice lays more weight on some words than on others."""
_FAR_ENOUGH: Final = 0.25
"""Of the whole softening: words that are all nearer to each other tell nothing of it."""
_PIECE_S: Final = 8.0
_SOFTER: Final = Rule(
    "softer_at_end_db", "Loudness", "Voice at its last words", "dB softer", "",
    "Build the episode again: its script says `sleep: yes`, and the voice does not become softer as it should.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _PhraseLevel:
    """A phrase, or what is left of it."""

    share: float
    """How far the softening has come in it: 0 to 1."""
    lufs: float
    seconds: float


def softening_figures(findings: Findings) -> Iterator[Figure]:
    """By how much the voice becomes softer; nothing of a session that does not lead into sleep."""
    softening = findings.manifest.softening
    if softening is None:
        return
    target = f"{softening.softer_db:.0f} ± {_GOOD_DB} dB softer"
    heard = list(_phrases(findings, all_words=False))
    if not _tell(heard):
        heard = list(_phrases(findings, all_words=True))
    if not _tell(heard):
        yield _SOFTER.figure(None, "none", target=target, shown="too few words to tell")
        return
    softer_db = -_slope(heard)
    yield _SOFTER.figure(
        softer_db, at_most(abs(softer_db - softening.softer_db), _GOOD_DB, _BEARABLE_DB), target=target
    )


def louder_at_first_lu(manifest: Manifest) -> float:
    """How much louder the words are, before they become softer, than all words together."""
    spans = marks_of(manifest).speech
    if manifest.softening is None or not spans:
        return 0.0
    middles = np.array([(start_s + end_s) / 2 for start_s, end_s in spans])
    powers = 10 ** (-manifest.softening.softer_db * _shares(manifest, middles) / 10)
    lengths_s = np.array([end_s - start_s for start_s, end_s in spans])
    return float(-10 * np.log10((powers * lengths_s).sum() / lengths_s.sum()))


def unsoftened(manifest: Manifest, energies: Energies) -> Energies:
    """Energies as they would be if the voice stayed as loud as it is at the beginning."""
    if manifest.softening is None:
        return energies
    middles_s = (np.arange(energies.size) + 0.5) / HOPS_PER_S
    return np.asarray(energies * 10 ** (manifest.softening.softer_db * _shares(manifest, middles_s) / 10))


def _phrases(findings: Findings, *, all_words: bool) -> Iterator[_PhraseLevel]:
    """The phrases; unless all words are asked for, without those that follow a rest, which begin softly anyway."""
    spoken = findings.marks.speech
    energies = findings.heard.energies
    soft = () if all_words else tuple(_entering(spoken))
    for span in spoken:
        for start_s, end_s in _pieces(without([span], soft)):
            inside = energies[within([(start_s, end_s)], energies.size, HOPS_PER_S)]
            if inside.size and inside.any():
                share = float(_shares(findings.manifest, np.array([(start_s + end_s) / 2]))[0])
                yield _PhraseLevel(share, float(lufs(inside.mean(keepdims=True))[0]), end_s - start_s)


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    """The same in pieces: a recording may be as long as its session."""
    for start_s, end_s in spans:
        edges = np.linspace(start_s, end_s, max(1, round((end_s - start_s) / _PIECE_S)) + 1)
        yield from pairwise(edges.tolist())


def _entering(spoken: tuple[Span, ...]) -> Iterator[Span]:
    frames = ((to_frames(start_s), to_frames(end_s)) for start_s, end_s in spoken)
    yield from ((to_seconds(entry), to_seconds(entry + ENTRY_FRAMES)) for entry in entries(frames))


def _shares(manifest: Manifest, at_s: NDArray[np.float64]) -> NDArray[np.float64]:
    softening = manifest.softening
    return np.interp(at_s, [softening.start_s, softening.end_s], [0.0, 1.0]) if softening else np.zeros_like(at_s)


def _tell(heard: list[_PhraseLevel]) -> bool:
    shares = [each.share for each in heard]
    return bool(shares) and max(shares) - min(shares) >= _FAR_ENOUGH


def _slope(heard: list[_PhraseLevel]) -> float:
    """By how many decibels the loudness changes over the whole softening, by the line that fits best."""
    shares, levels, weights = (
        np.array([getattr(each, name) for each in heard]) for name in ("share", "lufs", "seconds")
    )
    return float(np.polyfit(shares, levels, 1, w=np.sqrt(weights))[0])
