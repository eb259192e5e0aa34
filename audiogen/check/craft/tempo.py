"""How much is said, how fast, and whether there is room between the words."""

from __future__ import annotations

from collections.abc import Iterator
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
    """Far more or fewer words than a guided session has, its guided breaths left out."""
    least, most = _WORDS_A_MINUTE
    others = [each for each in session.moments if each.kind != "breath"]
    lasts_s = sum(each.length_s for each in others)
    words = 60 * sum(each.words for each in others) / lasts_s if lasts_s else 0.0
    if words > most:
        yield session.at_key("density", ("steps",), f"about {words:.0f} words for each minute, and 80 are many")
    elif 0 < words < least and not session.for_sleep:
        yield session.at_key("density", ("steps",), f"about {words:.0f} words for each minute, and 30 are few")


def speech_share(session: CraftSession) -> Iterator[CraftFinding]:
    """Hardly any quiet, or hardly anything but quiet; breaths are guided, and still leave room."""
    share, silent = session.expected.length.speech_share, _silent_share(session)
    if share > _MOST_SPEECH:
        message = f"speech fills about {share:.0%} of the session, which leaves little quiet"
        yield session.at_key("speech-share", ("steps",), message)
    elif silent > _MOST_SILENCE and share and not session.for_sleep:
        message = f"silence fills about {silent:.0%} of the session, which leaves people alone for most of it"
        yield session.at_key("speech-share", ("steps",), message)


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
