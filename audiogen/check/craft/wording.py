"""Judges of single words and phrases; which, and what to write instead, is in the word lists."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Final

from audiogen.check.craft.own_words import own_words
from audiogen.check.craft.session import CraftFinding, CraftSession
from audiogen.check.craft.words.wordings import WordingFound, stands_near, wordings_in
from audiogen.rules.catalogue import rules
from audiogen.script.notation.sentences import fold, sentences
from audiogen.script.yaml.nodes import TreePath

_EVEN_QUOTED: Final = frozenset({"health-claim", "promotion"})
"""A claim is no better for being somebody else's, and an address is read out either way."""
_ONCE: Final = frozenset({"first-person-plural"})
"""Who changes one "we" of a sentence changes them all."""
_TOLD: Final = {
    "first-person-plural": "speaks for more people than the one who listens",
    "why-question": "asks for reasons",
    "promised-feelings": "says how somebody feels, who may feel otherwise",
    "must-forgive": "makes a duty of what nobody owes",
    "leave-now": "may send somebody away at the most dangerous moment",
    "health-claim": "is a claim about health",
    "promotion": "advertises, or reads out an address",
}
_TOLD_BY_KIND: Final = {
    "duty": "sounds like a duty",
    "ease": "says that it is easy, and it may not be",
    "calm": "asks for calm, which does not come when it is told to",
    "release": "asks somebody to give up their hold",
    "depth": "measures how far somebody has come",
    "stillness": "asks for stillness, which some bodies cannot bear",
    "emptiness": "asks of a mind what minds do not do",
    "praise": "praises, as if this were a test",
    "effort": "makes an effort of it",
    "test": "sounds like a test",
}


def wording_judge(rule: str) -> Callable[[CraftSession], Iterator[CraftFinding]]:
    """The judge of a rule that the word lists have entries for."""

    def judge(session: CraftSession) -> Iterator[CraftFinding]:
        texts = [each.text for each in session.sentences] if rule in _EVEN_QUOTED else own_words(session.sentences)
        for at, sentence in enumerate(session.sentences):
            found = [each for each in wordings_in(texts[at], sentence.language) if each.rule == rule]
            for each in found[:1] if rule in _ONCE else found:
                if _counts(each, session, at):
                    finding = session.in_sentence(rule, sentence, _message(each), each.words, error=_is_error(rule))
                    yield _advised(finding, each)

    return judge


def judge_health_claims(session: CraftSession) -> Iterator[CraftFinding]:
    """Claims about health in what is spoken, and in all that apps and the page show."""
    yield from wording_judge("health-claim")(session)
    for of_show, way, text in _shown_texts(session):
        for found in wordings_in(text, session.language):
            if found.rule == "health-claim":
                message = f"{way[-1]}: {_message(found)}"
                yield _advised(session.at_key("health-claim", way, message, error=True, of_show=of_show), found)


def _shown_texts(session: CraftSession) -> Iterator[tuple[bool, TreePath, str]]:
    """The sentences of all that is shown and not spoken: whether it is the show's, and the keys that lead to it."""
    script, show = session.script, session.show
    texts: list[tuple[bool, TreePath, str | None]] = [
        (False, ("title",), script.title),
        (False, ("summary",), script.summary),
        (True, ("title",), show.title),
        (True, ("description",), show.description),
    ]
    for of_show, notes in ((False, script.notes), (True, show.notes)):
        texts += [(of_show, ("notes", "content"), notes.content), (of_show, ("notes", "care"), notes.care)]
    for of_show, way, text in texts:
        yield from ((of_show, way, sentence) for sentence in sentences(fold(text or ""), session.language))


def _counts(found: WordingFound, session: CraftSession, at: int) -> bool:
    texts, language = [each.text for each in session.sentences], session.sentences[at].language
    if found.near and not stands_near(found.near, language, texts, at):
        return False
    return not (found.unless and stands_near(found.unless, language, texts, at))


def _message(found: WordingFound) -> str:
    return f'"{found.words}" {_TOLD_BY_KIND.get(found.kind) or _TOLD.get(found.rule, "presses")}'


def _advised(finding: CraftFinding, found: WordingFound) -> CraftFinding:
    return replace(finding, problem=replace(finding.problem, remedy=found.instead))


def _is_error(rule: str) -> bool:
    return rules()[rule].severity == "error"
