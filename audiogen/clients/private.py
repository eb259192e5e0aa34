"""Which phrases of a track belong to its client alone.

They are found by planning the track a second time with other words in place of all values, and not by looking for the
values in the text: what differs is the client's, whatever it looks like, and what does not is spoken once for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from audiogen.clients.tracks import ClientTrack
from audiogen.plan.cues import Utterance
from audiogen.plan.planner import plan_session
from audiogen.script.model import Show


@dataclass(frozen=True, slots=True)
class PrivatePhrase:
    """A phrase that holds what is known of a client."""

    phrase: Utterance
    written: str
    """As it stands in the script."""
    other: Utterance | None
    """The same with other words; None where those make it so many sentences that it has no counterpart."""


def private_phrases(show: Show, pair: ClientTrack) -> dict[Utterance, str]:
    """The phrases that hold what is known of the client, whichever voice speaks; each as it is written in the script.

    Args:
        show: the track's show.
        pair: the track, and the same with other words.
    """
    return {each.phrase: each.written for each in paired_phrases(show, pair)}


def paired_phrases(show: Show, pair: ClientTrack) -> tuple[PrivatePhrase, ...]:
    """The same with their counterparts; each once, in the order of their first use."""
    found: dict[Utterance, PrivatePhrase] = {}
    for attempt in range(plan_session(show, pair.track.script).attempts):
        own = _by_step(plan_session(show, pair.track.script, attempt=attempt).spoken_by_step())
        others = _by_step(plan_session(show, pair.other.script, attempt=attempt).spoken_by_step())
        public = frozenset(each for phrases in others.values() for each in phrases)
        for step, phrases in own.items():
            for each in _paired(phrases, others.get(step, []), pair.stand_ins):
                if each.phrase not in public:
                    found.setdefault(each.phrase, each)
    return tuple(found.values())


def _by_step(spoken: Iterable[tuple[int, Utterance]]) -> dict[int, list[Utterance]]:
    steps = defaultdict[int, list[Utterance]](list)
    for step, utterance in spoken:
        steps[step].append(utterance)
    return steps


def _paired(own: list[Utterance], others: list[Utterance], stand_ins: Mapping[str, str]) -> Iterator[PrivatePhrase]:
    """The phrases of a step with the names of variables, not their values; all of the step where they differ in number.

    A value may be several sentences long.
    """
    texts = [with_names(each.text, stand_ins) for each in others]
    if len(own) == len(others):
        yield from map(PrivatePhrase, own, texts, others)
    else:
        yield from (PrivatePhrase(each, " ".join(texts), None) for each in own)


def with_names(text: str, stand_ins: Mapping[str, str]) -> str:
    """A text with each variable in braces where its stand-in is said."""
    for name, word in stand_ins.items():
        text = text.replace(word, f"{{{name}}}")
    return text
