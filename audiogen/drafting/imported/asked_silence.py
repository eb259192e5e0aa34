"""What asks for a silence: (pause 10 seconds), — pause —, [two minutes of silence], (three breaths)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from audiogen.drafting.imported.framed import Aside
from audiogen.drafting.imported.pieces import Piece, Silence, SilenceSize, StageDirection
from audiogen.drafting.imported.quantities import Length, find_length, find_number, number_pattern, number_value
from audiogen.drafting.imported.vocabulary import Vocabulary, nothing_left, words

BREATH_S: Final = 5.0
"""A breath at rest, where a script measures silence in breaths: twelve a minute."""
_IN_MILLISECONDS: Final = 300.0
"""Nobody asks for five minutes in mere figures, but some programs count thousandths of a second."""
_BROKEN: Final = re.compile(r"[()\[\]{}?!;]|[^\W\d_]{4}[.\u2026]")
_WORD: Final = re.compile(r"[^\W_]+")


@dataclass(frozen=True, slots=True)
class _SilenceClues:
    """What some words say of a silence."""

    length: Length | None
    paused: bool
    """They name a pause, or begin with it."""
    still: bool
    """They name a silence."""
    waits: bool
    begins: bool
    """The pause or the silence is the first that they say."""
    only: bool
    """They say nothing else."""
    size: SilenceSize


def asked_silence(aside: Aside, vocabulary: Vocabulary) -> Piece | None:
    """The silence that an aside asks for, or the length of a part of the script; None where it is neither."""
    if aside.frame == "bare" and _is_prose(aside, vocabulary):
        return None
    if aside.frame in {"loose", "square"} and _is_one_breath(aside.inner, vocabulary):
        return Silence(aside.text, BREATH_S, BREATH_S)
    asked = _asked(aside.inner, vocabulary)
    named = asked.paused or asked.still
    if aside.heads and asked.length and not named:
        return StageDirection(aside.text, "time")
    if not (_is_all(aside, asked) if asked.only else _comes_first(aside, asked, vocabulary)):
        return None
    if asked.length:
        return Silence(aside.text, asked.length.least_s, asked.length.most_s)
    return Silence(aside.text, size=asked.size)


def _asked(inner: str, vocabulary: Vocabulary) -> _SilenceClues:
    said = vocabulary.silence
    length = _length(inner, vocabulary)
    rest = _without(inner, length)
    paused, still = words(said.pause).search(rest), words(said.still).search(rest)
    if length is None and paused and (number := find_number(rest, vocabulary)) and number.least_s > 1:
        scale = 1000.0 if number.least_s >= _IN_MILLISECONDS else 1.0
        length = replace(number, least_s=number.least_s / scale, most_s=number.most_s / scale)
        rest = _without(rest, number)
    return _SilenceClues(
        length,
        paused=paused is not None,
        still=still is not None,
        waits=words(said.wait).search(rest) is not None,
        begins=any(found is not None and found.start() == 0 for found in (paused, still)),
        only=nothing_left(
            rest, said.pause, said.still, said.wait, said.long, said.short, said.filler, vocabulary.about
        ),
        size=_size(rest, vocabulary),
    )


def _without(text: str, length: Length | None) -> str:
    return f"{text[: length.start]} {text[length.end :]}" if length else text


def _is_all(aside: Aside, asked: _SilenceClues) -> bool:
    """Whether words that say nothing else ask for a silence, marked as they are."""
    if aside.frame == "set apart":
        return asked.paused
    if aside.frame == "bare":
        # hold for ten seconds is for listeners, and so may be a line that says Silence.
        still = asked.still and (asked.length is not None or not aside.text.rstrip().endswith((".", "!")))
        return asked.paused or (still and not asked.waits) or (asked.length is not None and not asked.waits)
    in_figures = asked.length is not None and (not aside.within or any(map(str.isdigit, aside.inner)))
    return asked.paused or asked.still or in_figures or (asked.waits and aside.frame == "square")


def _comes_first(aside: Aside, asked: _SilenceClues, vocabulary: Vocabulary) -> bool:
    """Whether words that say more than a silence, like pause to let them settle, ask for it first of all."""
    if aside.frame not in {"loose", "square"}:
        return False
    if asked.length is not None:
        return asked.begins or asked.paused or asked.still or asked.waits
    return asked.begins and words(vocabulary.directions.listener).search(aside.inner) is None


def _is_prose(aside: Aside, vocabulary: Vocabulary) -> bool:
    """Whether a line without signs may be said: it is a sentence without a length, or several of them."""
    sentence = aside.text.rstrip().endswith((".", "!", "?")) and len(_WORD.findall(aside.inner)) > 1
    if words(vocabulary.silence.pause).fullmatch(aside.inner.partition("(")[0].strip()):
        return False
    return _BROKEN.search(aside.inner) is not None or (sentence and _length(aside.inner, vocabulary) is None)


def _length(inner: str, vocabulary: Vocabulary) -> Length | None:
    number = number_pattern(vocabulary)
    span = rf"({number})(?:\s*(?:[-\u2013]|{vocabulary.to})\s*({number}))?"
    found = re.search(rf"{span}\s+(?:[^\W\d_]+\s+)?(?:{vocabulary.silence.breaths})(?![^\W_])", inner, re.IGNORECASE)
    if found:
        ends = sorted(number_value(part, vocabulary) * BREATH_S for part in found.groups() if part)
        return Length(found.start(), found.end(), ends[0], ends[-1])
    return find_length(inner, vocabulary)


def _is_one_breath(inner: str, vocabulary: Vocabulary) -> bool:
    breath = rf"(?:(?:{vocabulary.breath.adjectives})\s+)*(?:{vocabulary.silence.breaths})"
    return re.fullmatch(breath, inner, re.IGNORECASE) is not None


def _size(text: str, vocabulary: Vocabulary) -> SilenceSize:
    if words(vocabulary.silence.long).search(text):
        return "long"
    return "short" if words(vocabulary.silence.short).search(text) else "usual"
