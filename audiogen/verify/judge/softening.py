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

from audiogen.audio.loudness import Energies
from audiogen.manifest import Manifest
from audiogen.plan.entries import HELD_FRAMES, RISING_FRAMES, SOFTER_DB, entries
from audiogen.units import to_frames, to_seconds
from audiogen.verify.examine import Findings
from audiogen.verify.figure import Figure, Rule, at_most
from audiogen.verify.marks import Span, within
from audiogen.verify.meters.loudness import HOPS_PER_S, lufs
from audiogen.verify.unsoftened import softer_db

_GOOD_DB, _BEARABLE_DB = 1.5, 3.0
"""How far what is heard may be from what is asked for: a voice lays more weight on some words than on others."""
_FAR_ENOUGH_DB: Final = 1.5
"""Words of which none is to be so much softer than another tell nothing."""
_PIECE_S: Final = 8.0
_SOFTER: Final = Rule(
    "softer_at_end_db", "Loudness", "Voice at its last words", "dB softer", "",
    "Build the episode again: its script says `sleep: yes`, and the voice does not become softer as it should.",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _PhraseLevel:
    """A phrase, or a piece of a long one."""

    asked_db: float
    """How much softer it is to be than at the beginning."""
    lufs: float
    seconds: float


def softening_figures(findings: Findings) -> Iterator[Figure]:
    """By how much the voice becomes softer; nothing of a session that does not lead into sleep."""
    softening = findings.manifest.softening
    if softening is None:
        return
    target = f"{softening.softer_db:.0f} ± {_GOOD_DB} dB softer"
    heard = tuple(_phrases(findings))
    if not heard or max(each.asked_db for each in heard) - min(each.asked_db for each in heard) < _FAR_ENOUGH_DB:
        yield _SOFTER.figure(None, "none", target=target, shown="too few words to tell")
        return
    heard_db = -_slope(heard) * softening.softer_db
    yield _SOFTER.figure(heard_db, at_most(abs(heard_db - softening.softer_db), _GOOD_DB, _BEARABLE_DB), target=target)


def louder_at_first_lu(manifest: Manifest) -> float:
    """How much louder the words are, before they become softer, than all words together."""
    spans = np.array([(each.start_s, each.end_s) for each in manifest.captions])
    if manifest.softening is None or not spans.size:
        return 0.0
    powers = 10 ** (-softer_db(manifest, spans.mean(axis=1)) / 10)
    return float(-10 * np.log10(np.average(powers, weights=spans[:, 1] - spans[:, 0])))


def _phrases(findings: Findings) -> Iterator[_PhraseLevel]:
    """The phrases, as loud as they would be without a soft beginning; words of breaths only where there are no others.

    Counts have long gaps between them, so that they are softer on the whole than what is said.
    """
    captions = findings.manifest.captions
    spoken = [(each.start_s, each.end_s) for each in captions if each.kind == "speech"]
    energies = _without_entries(findings.heard.energies, findings.marks.speech)
    for start_s, end_s in _pieces(spoken or findings.marks.speech):
        inside = energies[within([(start_s, end_s)], energies.size, HOPS_PER_S)]
        if inside.size and inside.any():
            asked_db = softer_db(findings.manifest, np.array([(start_s + end_s) / 2]))
            yield _PhraseLevel(float(asked_db[0]), float(lufs(inside.mean(keepdims=True))[0]), end_s - start_s)


def _pieces(spans: Iterable[Span]) -> Iterator[Span]:
    """The same in pieces: a recording may be as long as its session."""
    for start_s, end_s in spans:
        edges = np.linspace(start_s, end_s, max(1, round((end_s - start_s) / _PIECE_S)) + 1)
        yield from pairwise(edges.tolist())


def _without_entries(energies: Energies, spoken: Iterable[Span]) -> Energies:
    """The energies as they would be if first words after a rest were as loud as all."""
    level = energies.copy()
    for entry in entries((to_frames(start_s), to_frames(end_s)) for start_s, end_s in spoken):
        first = round(to_seconds(entry) * HOPS_PER_S)
        after = (np.arange(level[first:].size) + 0.5) / HOPS_PER_S
        risen = np.clip((after - to_seconds(HELD_FRAMES)) / to_seconds(RISING_FRAMES), 0.0, 1.0)
        level[first:] *= 10 ** (SOFTER_DB * (0.5 + 0.5 * np.cos(np.pi * risen)) / 10)
    return level


def _slope(heard: Iterable[_PhraseLevel]) -> float:
    """The change of loudness for each decibel that is asked for: that of the line which fits best."""
    asked, levels, seconds = np.array([(each.asked_db, each.lufs, each.seconds) for each in heard]).T
    return float(np.polyfit(asked, levels, 1, w=np.sqrt(seconds))[0])
