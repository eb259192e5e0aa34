"""How much is said, how fast, and whether there is room between the words."""

from __future__ import annotations

from collections.abc import Iterator
from math import ceil, floor
from typing import Final

from audiogen.check.craft.moments import Moment
from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.plan.cues import Phrase, Utterance
from audiogen.script.steps import Reflect, Say
from audiogen.script.voice import VoiceChoice

_PACES_WPM: Final = (100.0, 150.0)
_WORDS_A_MINUTE: Final = (30.0, 80.0)
_MOST_SPEECH: Final = 0.70
_MOST_SILENCE: Final = 0.70
_FEW_WORDS: Final = "Shorten silences, or say more in them: of what they are for, or of what can be noticed"
_MOST_WORDS_IN_A_RUN: Final = 50
_LONGEST_RUN_S: Final = 25.0
_REST_S: Final = 3.0
"""A shorter silence is a breath of the speaker, and no rest for those who listen."""


def phrase_rate(session: CraftSession) -> Iterator[CraftFinding]:
    """Paces that no good reader has, once for each place at which they were chosen."""
    least, most = _PACES_WPM
    told: set[str] = set()
    for moment in session.moments:
        if not isinstance(moment.cue, Phrase) or not isinstance(moment.cue.utterance, Utterance):
            continue
        wpm = moment.cue.utterance.wpm
        if least <= wpm <= most:
            continue
        message = f"a pace of {wpm:.0f} words a minute is {'slower than 100' if wpm < least else 'faster than 150'}"
        finding = _at_pace(session, moment, message)
        if str(finding.problem) not in told:
            told.add(str(finding.problem))
            yield finding


def _at_pace(session: CraftSession, moment: Moment, message: str) -> CraftFinding:
    """A finding where a pace was chosen: in the text itself, in its step, in the session or in the show."""
    step = session.steps[moment.step]
    own = step.voice if isinstance(step, Say | Reflect) else VoiceChoice()
    chosen = next((each for each in (own, session.script.voice, session.show.voice) if each.wpm is not None), None)
    if chosen is None or not isinstance(moment.cue, Phrase) or _of_notation(moment.cue, chosen):
        return session.at_step("phrase-rate", moment.step, message)
    if chosen is own:
        return session.at_step("phrase-rate", moment.step, message, "voice")
    return session.at_key("phrase-rate", ("voice", "wpm"), message, of_show=chosen is session.show.voice)


def _of_notation(phrase: Phrase, chosen: VoiceChoice) -> bool:
    """Whether the pace is not the one that was chosen as such, but a part of it that stands in the text."""
    return isinstance(phrase.utterance, Utterance) and phrase.utterance.wpm != chosen.wpm


def density(session: CraftSession) -> Iterator[CraftFinding]:
    """Far more or fewer words than a guided session has, its guided breaths left out; one finding with the next."""
    least, most = _WORDS_A_MINUTE
    others = [each for each in session.moments if each.kind != "breath"]
    lasts_s = sum(each.length_s for each in others)
    words = 60 * sum(each.words for each in others) / lasts_s if lasts_s else 0.0
    if not words or _much_speech(session) or _much_silence(session):
        return
    if words > most:
        message = f"about {ceil(words)} words for each minute, and 80 are many"
        yield session.at_key("density", ("steps",), message).to_mend("Take out words, or lengthen silences")
    elif words < least and not session.for_sleep:
        message = f"about {floor(words)} words for each minute, and 30 are few"
        yield session.at_key("density", ("steps",), message).to_mend(_FEW_WORDS)


def speech_share(session: CraftSession) -> Iterator[CraftFinding]:
    """Hardly any quiet, or hardly anything but quiet; breaths are guided, and still leave room."""
    if _much_speech(session):
        share = 100 * session.expected.length.speech_share
        message = f"speech fills about {ceil(share)} % of the session, which leaves little quiet"
        yield session.at_key("speech-share", ("steps",), message).to_mend("Take out words, or lengthen silences")
    elif _much_silence(session):
        silent = 100 * _silent_share(session)
        message = f"silence fills about {ceil(silent)} % of the session, which leaves people alone for most of it"
        yield session.at_key("speech-share", ("steps",), message).to_mend(_FEW_WORDS)


def _much_speech(session: CraftSession) -> bool:
    return session.expected.length.speech_share > _MOST_SPEECH


def _much_silence(session: CraftSession) -> bool:
    spoken = session.expected.length.speech_share > 0
    return spoken and not session.for_sleep and _silent_share(session) > _MOST_SILENCE


def _silent_share(session: CraftSession) -> float:
    """How much of the session is neither spoken nor a guided breath, from 0 to 1."""
    return sum(each.length_s for each in session.moments if each.kind == "silence") / (session.length_s or 1)


def speech_run(session: CraftSession) -> Iterator[CraftFinding]:
    """Speech that goes on and on."""
    for run in _runs(session.moments):
        words, lasts_s = sum(moment.words for moment in run), run[-1].end_s - run[0].start_s
        if words > _MOST_WORDS_IN_A_RUN or lasts_s > _LONGEST_RUN_S:
            message = f"{words} words in about {lasts_s:.0f} s, without a silence of {_REST_S:.0f} s"
            begins = next((each for each in session.heard if abs(each.start_s - run[0].start_s) < _REST_S), None)
            if begins is None or begins.sentence.step != run[0].step:
                yield session.at_step("speech-run", run[0].step, message)
            else:
                yield session.in_sentence("speech-run", begins.sentence, message)


def _runs(moments: tuple[Moment, ...]) -> Iterator[list[Moment]]:
    """Phrases that follow one another; a recording is for its speaker to pace."""
    run: list[Moment] = []
    rest_s = 0.0
    for moment in moments:
        if moment.kind == "silence":
            rest_s += moment.length_s
            continue
        spoken = isinstance(moment.cue, Phrase) and isinstance(moment.cue.utterance, Utterance)
        if run and (not spoken or rest_s >= _REST_S):
            yield run
            run = []
        rest_s = 0.0
        if spoken:
            run.append(moment)
    if run:
        yield run
