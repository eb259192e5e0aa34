"""Silences: whether questions have time, and whether those who listen know that a silence is meant."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from audiogen.check.craft.moments import Quiet
from audiogen.check.craft.session import CraftFinding, CraftSession, SpokenSentence
from audiogen.check.craft.signs import announced_lengths, judged, says
from audiogen.check.lengths import ExpectedSession
from audiogen.plan.cues import Mark
from audiogen.plan.stretch import LONG_SILENCE_S
from audiogen.script.steps import Reflect, Say, Step
from audiogen.units import clock, to_seconds

_BEHIND_SAY_S: Final = 10.0
_BEHIND_REFLECT_S: Final = 15.0
_LONGER: Final[Mapping[type[Step], str]] = {
    Say: "Write a `pause` of 10 s or more behind it",
    Reflect: "Write a `silence` of 15 s or more for this `reflect`",
}
_HALVED: Final = "Write a `silence` of 30 s or more for this `reflect`, since half of it comes before `halfway`"
_NEAR_ENOUGH_S: Final = 0.6
"""The first longer silence of a session gives half a second to the moment before its first sound."""
_LONG_S: Final = 45.0
_TOO_LONG_S: Final = 60.0
_LAST_SENTENCES: Final = 4
"""Among which a silence is announced."""
_SHORTEST_OF_ANNOUNCED: Final = 55 / 60
_LONGEST_OF_ANNOUNCED: Final = 1.5
_SHORTEST_ANNOUNCED_S: Final = 15.0
_OF_SESSION: Final = 0.5
"""Who announces so large a part of the session, or more, speaks of the session itself."""


def question_silence(session: CraftSession) -> Iterator[CraftFinding]:
    """Questions behind which the voice goes on too soon."""
    for index, step in enumerate(session.steps):
        spoken = session.sentences_of.get(index, ())
        if isinstance(step, Reflect):
            prompt = [each for each in spoken if each.key == "reflect"]
            least_s = _BEHIND_REFLECT_S
        elif isinstance(step, Say) and _asks(spoken):
            prompt, least_s = list(spoken), _BEHIND_SAY_S
        else:
            continue
        left_s = _quiet_behind(session, prompt[-1]) if prompt else None
        if left_s is not None and left_s < least_s - _NEAR_ENOUGH_S:
            message = f"about {left_s:.0f} s of quiet behind this question, and it needs {least_s:.0f} s or more"
            found = session.in_sentence("question-silence", _question(prompt), message)
            yield found.to_mend(_HALVED if isinstance(step, Reflect) and step.halfway else _LONGER[type(step)])


def _asks(spoken: tuple[SpokenSentence, ...]) -> bool:
    """Whether words end with a question of more than one word, or with answers that are possible behind one."""
    if len(spoken) > 1 and not spoken[-1].question and _answers(spoken[-1]):
        spoken = spoken[:-1]
    return bool(spoken) and spoken[-1].question and len(spoken[-1].text.split()) > 1


def _answers(sentence: SpokenSentence) -> bool:
    """Whether a sentence begins with possible answers."""
    return says("perhaps", " ".join(sentence.text.split()[:3]), sentence.language)


def _question(prompt: list[SpokenSentence]) -> SpokenSentence:
    return next((each for each in reversed(prompt) if each.question), prompt[-1])


def _quiet_behind(session: CraftSession, sentence: SpokenSentence) -> float | None:
    """Seconds from the end of a sentence to the next word or breath; None where it is not heard."""
    end_s = next((each.end_s for each in session.heard if each.sentence == sentence), None)
    if end_s is None:
        return None
    sounding = (each.start_s for each in session.moments if each.kind in {"speech", "breath"})
    return next((start_s for start_s in sounding if start_s >= end_s - _NEAR_ENOUGH_S), session.length_s) - end_s


def unannounced_silence(session: CraftSession) -> Iterator[CraftFinding]:
    """Long silences of which nobody was told, or in which nothing at all is heard."""
    for quiet in session.quiets:
        if quiet.last or quiet.longest_s < _LONG_S - _NEAR_ENOUGH_S:
            continue
        longest_s = round(quiet.longest_s)
        lasts = f"a silence of about {clock(longest_s) if longest_s > _TOO_LONG_S else f'{longest_s} s'}"
        if not _announced(session, quiet):
            error = quiet.longest_s >= _TOO_LONG_S - _NEAR_ENOUGH_S
            message = f"{lasts} that no words before it announce"
            found = session.at_step("unannounced-silence", quiet.step, message, error=error)
            yield found.to_mend("Say before it that you will be quiet for a while")
        elif not _bed_at(session, quiet.start_s):
            found = session.at_step("unannounced-silence", quiet.step, f"{lasts} without a bed")
            yield found.to_mend("Let a bed sound in it, so that nobody takes it for the end")


def _announced(session: CraftSession, quiet: Quiet) -> bool:
    """Whether those who listen know that a silence is meant; that is taken for granted where nobody can judge it."""
    if quiet.longest_s - quiet.natural_s < _LONG_S - _NEAR_ENOUGH_S:
        # most of it has been given to them for breathing
        return True
    before = session.heard_before(quiet.start_s)[-_LAST_SENTENCES:]
    language = before[-1].language if before else session.language
    # words in the middle of a silence say by their place that it goes on
    goes_on = any(each.key == "halfway" for each in before[-1:])
    return goes_on or not judged(language) or any(says("quiet", each.text, each.language) for each in before)


def _bed_at(session: CraftSession, at_s: float) -> bool:
    """Whether a bed plays at a time."""
    scene = session.plan.bed.scene
    for start, cue in session.expected.solved.placed:
        if isinstance(cue, Mark) and cue.change and to_seconds(start) <= at_s:
            scene = cue.change.scene
    return bool(scene.layers)


_WITHOUT_BELLS: Final = "Divide it with a few words, or let the last words come before it"


def announced_length(session: CraftSession) -> Iterator[CraftFinding]:
    """Silences that are a good deal shorter or longer than was said of them."""
    for quiet in session.quiets:
        if quiet.length_s < _SHORTEST_ANNOUNCED_S:
            continue
        for sentence in session.heard_before(quiet.start_s)[-2:]:
            for length_s in announced_lengths(sentence.text, sentence.language):
                if length_s >= _OF_SESSION * session.length_s or length_s < _SHORTEST_ANNOUNCED_S:
                    continue
                share = quiet.length_s / length_s
                if not _SHORTEST_OF_ANNOUNCED <= share <= _LONGEST_OF_ANNOUNCED:
                    message = f"{clock(length_s)} is announced, and this silence lasts about {clock(quiet.length_s)}"
                    yield session.at_step("announced-length", quiet.step, message)


def long_silence(session: CraftSession) -> Iterator[CraftFinding]:
    """Silences of more than three minutes, but for the one with which people are to fall asleep."""
    for quiet in too_long(session.expected, session.quiets):
        if not (quiet.last and session.for_sleep):
            message, remedy = told_of(quiet)
            # none is struck there
            remedy = _WITHOUT_BELLS if session.script.sleep else remedy
            yield session.at_step("long-silence", quiet.step, message).to_mend(remedy)


def too_long(session: ExpectedSession, quiets: Iterable[Quiet]) -> Iterator[Quiet]:
    """Silences of more than three minutes; of a length that cannot be met, how they would stretch is no matter."""
    found = [quiet for quiet in quiets if quiet.longest_s > LONG_SILENCE_S + 0.5]
    miss = session.miss if found else None
    yield from () if miss and miss.certain else found


def told_of(quiet: Quiet) -> tuple[str, str]:
    """What is said of a silence that is too long, and what to do about it; empty for what the rule says."""
    lasts = clock(quiet.longest_s)
    if quiet.written_s > LONG_SILENCE_S:
        return f"{lasts} without a word or a bell", ""
    return (
        f"this silence stretches to about {lasts} without a word, to meet the length that is asked for",
        "Write a `pause: fill` in other places, too, which share it, a bell with `bell_every: 1m`, or a shorter length",
    )
