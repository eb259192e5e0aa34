"""Ordinal numbers in words: 1st, 2e, 3.\u00ba, 1:a, and the "3." of German and Danish, in the case that its words ask for."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_SIGNED: Final = {
    "en": r"(?i:st|nd|rd|th)",
    "fr": r"(?:ers?|res?|\u00e8res?|es?|\u00e8mes?|emes?|nde?|nds)",
    "es": r"(?:\.?[\u00ba\u00aa]|\.?er|\.\u1d49\u02b3|ros?|dos?|tos?|mos?|vos?|nos?|ras?|das?|tas?|mas?|vas?|nas?)",
    "pt": r"(?:\.?[\u00ba\u00aa]|os?|as?)",
    "it": r"\.?[\u00ba\u00aa]",
    "nl": "(?:e|ste|de)",
    "sv": "(?::[ae])",
}
"""Regular expressions of what stands behind the figures of an ordinal number."""
_DEGREE_AS_ORDINAL: Final = {
    "it": r"il|lo|la|al|allo|alla|del|dello|della|dal|nel|sul|un|ogni|mio|tuo|suo|primo",
    "es": r"el|la|al|del|un|mi|tu|su|cada", "pt": r"o|a|ao|do|no|da|na|um|cada|meu|teu|seu",
}  # fmt: skip
"""After these words the sign of a degree is meant to be that of an ordinal number: "il 3\u00b0 giorno"."""
_FEMININE_ENDINGS: Final = ("\u00aa", "re", "\u00e8re", "res", "\u00e8res", "nde", "a", "as")
_PLURAL: Final = {"es": "os", "fr": "s"}

_STRONG: Final = "ein|mein|dein|sein|ihr|unser|euer|kein"
_ENDING_N: Final = (
    "dem|den|des|am|im|zum|zur|vom|beim|vorm|unterm|\u00fcberm|hinterm|diesem|diesen|jedem|jeden|jenem|jenen|welchem|welchen|"
    "einem|einen|einer|eines|meinem|meinen|meiner|meines|deinem|deinen|deiner|deines|seinem|seinen|seiner|seines|"
    "ihrem|ihren|ihrer|ihres|unserem|unseren|unserer|unseres|keinem|keinen|keiner|keines|aller|allen"
)
_ENDING_E: Final = (
    "der|die|das|ins|ans|aufs|f\u00fcrs|durchs|dieser|diese|dieses|jeder|jede|jedes|jener|jene|jenes|eine|meine|deine|seine|ihre|"
    "unsere|eure|keine|welcher|welche|welches"
)
_DATIVE: Final = "in|mit|von|zu|nach|aus|bei|vor|seit|w\u00e4hrend|an|auf|ab|unter|\u00fcber|hinter|neben|zwischen|trotz|wegen|statt|bis"
BEFORE: Final = rf"(?i)(?:\b({_DATIVE})\s+)?\b({_ENDING_N}|{_ENDING_E}|{_STRONG})\s+$"
"""Finds at the end of a German text the article before an ordinal number, and a preposition before that."""
_NOT_FEMININE: Final = frozenset(
    {"Name", "Gedanke", "Junge", "Auge", "Ende", "Gef\u00e4hrte", "Kunde", "Friede", "Wille"}
)
_FEMININE: Final = re.compile(
    r".+(?:e|ung|heit|keit|schaft|ion|t\u00e4t)$|(?:Nacht|Person|Lektion|Klasse|Hand|Mahlzeit|Figur|Spur|Wahl|Zeit|Welt)$"
)
_NEUTER: Final = frozenset(
    """
    Mal Jahr Jahrhundert Jahrzehnt Jahrtausend Kapitel Chakra Bild Wort Kind Element Auge Ende Buch Haus Lied Spiel
    Semester Quartal Treffen Training Viertel Drittel Thema Lebensjahr Stockwerk Gebot Album Gesetz Zimmer Blatt
    """.split()  # noqa: SIM905 - a list of words to be read by people
)
_MASCULINE: Final = frozenset(
    """
    Tag Atemzug Schritt Teil Monat Weltkrieg Advent Platz Satz Stock Durchgang Versuch Akt Punkt Abschnitt Zyklus Ton
    Gong Abend Morgen Moment Impuls Sonntag Montag Dienstag Mittwoch Donnerstag Freitag Samstag
    """.split()  # noqa: SIM905 - a list of words to be read by people
)
_STARTERS: Final = (
    "Dann|Danach|Und|Aber|Doch|Der|Die|Das|Den|Dem|Ein|Eine|Einen|Ich|Du|Er|Sie|Es|Wir|Ihr|Nun|Jetzt|Heute|Dort|Hier|So|In|Im|"
    "Am|An|Auf|Aus|Bei|Mit|Nach|Von|Vor|Zu|Zum|Zur|Wenn|Als|Bis|Ob|Wie|Was|Wer|Wo|Atme|Lass|Lege|Setze|Sp\u00fcre|Ruhe|Bleib|"
    "Bleibe|Komm|Nimm|Schlie\u00dfe|\u00d6ffne|Halte|Z\u00e4hle|Geh|Gehe|Denk|Denke|Stell|Stelle|Alles|Alle|Dein|Deine|Mein|Meine|"
    "Kein|Keine|Wieder|Noch|Nur|Auch|Dabei|Dazu|Damit|Darum|Langsam|Ganz|Einfach|Vielleicht|Bitte|Danke|Ja|Nein"
)
"""Words with a capital that begin a German sentence more often than they follow "der 3."."""


def ordinals(text: str, language: SpokenLanguage) -> str:
    """1st, 1er, 1.\u00ba, 2\u00aa, 1:a; in German and Danish a full stop behind the figures, as in "den 3. Atemzug"."""
    signed = _SIGNED.get(language.code)
    if signed:
        text = re.sub(rf"(?<![\w.,])({language.number})({signed})(?!\w)", lambda at: _signed(at, language), text)
    if language.code == "en":
        return re.sub(r"(?<=(?:st|nd|rd|th))\s?[\u2013-]\s?(?=\w+(?:st|nd|rd|th)\b)", _or_to, text)
    if language.code == "de":
        return _german(text, language)
    return _danish(text, language) if language.code == "da" else text


def with_degree_sign(text: str, language: SpokenLanguage) -> str:
    """Il 3\u00b0 giorno: the sign of a degree in the place of that of an ordinal number."""
    if language.code not in _DEGREE_AS_ORDINAL:
        return text
    before = _DEGREE_AS_ORDINAL[language.code]
    pattern = rf"(?i)(^|\b(?:{before})\s|\bl')(\d{{1,3}})\u00b0(?=\s+[^\W\d])(?!\s?[CF]\b)"
    return re.sub(pattern, lambda at: at[1] + language.ordinal(int(at[2])), text)


def _or_to(at: re.Match[str]) -> str:
    # only between two ordinals: the word before must be one as well, and "most-fourth" is not a range
    before = re.search(r"(\w+)$", at.string[max(at.start() - 20, 0) : at.start()])
    after = re.match(r"\w+", at.string[at.end() : at.end() + 20])
    known = r".*(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|twelfth|teenth|tieth)"
    ordinal = before and after and re.fullmatch(known, before[0]) and re.fullmatch(known, after[0])
    return " to " if ordinal and "-" not in at.string[max(at.start() - 20, 0) : at.start()].split(" ")[-1] else at[0]


def _signed(at: re.Match[str], language: SpokenLanguage) -> str:
    value = language.value(at[1])
    if not value.isdecimal() or len(value) > 9:
        return at[0]
    sign = at[2].lstrip(".")
    if language.code == "fr" and sign in {"nd", "nds", "nde"}:
        return {"nd": "second", "nds": "seconds", "nde": "seconde"}[sign] if value == "2" else at[0]
    if language.code == "en" and not _is_english(value, sign.lower()):
        return at[0]
    if language.code == "es" and sign in {"er", "\u1d49\u02b3"}:
        return language.ordinal(int(value), "masculine-adjective")
    if language.code in {"es", "fr", "it", "pt"} and sign in _FEMININE_ENDINGS + ("ra", "da", "ta", "ma", "va", "na"):
        return language.ordinal(int(value), "feminine")
    return language.ordinal(int(value))


def _is_english(value: str, sign: str) -> bool:
    """Whether the sign belongs to the figure; 1th is an ordinal, too, and 5st is a weight."""
    return sign == "th" or {"1": "st", "2": "nd", "3": "rd"}.get(value[-1]) == sign


def ending(preposition: str | None, article: str, noun: str) -> str:
    """The ending of a German ordinal number after these words, as the letter that tells `SpokenLanguage.ordinal`.

    Args:
        preposition: what stands before the article, if anything does.
        article: in any case.
        noun: what is counted.
    """
    article = article.lower()
    if article in _STRONG.split("|"):
        return "r" if _gender(noun) == "m" else "s" if _gender(noun) == "n" else "r"
    dative = article in {"der", "dieser", "jeder", "jener"} and (preposition is not None or _gender(noun) == "f")
    return "n" if dative or article in _ENDING_N.split("|") else ""


def _gender(noun: str) -> str:
    if noun in _NEUTER:
        return "n"
    if noun in _NOT_FEMININE or noun in _MASCULINE:
        return "m"
    return "f" if _FEMININE.match(noun) else ""


def _german(text: str, language: SpokenLanguage) -> str:
    # 2te, 3ter: the ending is written
    text = re.sub(r"(?<![\w.,])(\d{1,4})-?s?te([nrms]?)\b", lambda at: language.ordinal(int(at[1]), at[2]), text)
    # several share an article and a noun: der 2. und 3. Tag
    more = r"(?:(?:,| und| oder| bis(?: zum| zur)?) \d{1,4}\.)*"
    chain = rf"(?<![\w.,/:-])\d{{1,4}}\.(?!\w){more}(?P<rest>(?=\s+(?P<noun>(?!(?:{_STARTERS})\b)[^\W\d_]+)|,|\s*$))"
    return re.sub(chain, lambda at: _german_chain(at, language), text)


def _german_chain(at: re.Match[str], language: SpokenLanguage) -> str:
    noun = at["noun"] or ""
    before = re.search(BEFORE, at.string[max(at.start() - 30, 0) : at.start()])
    full_stop = "." if not at.string[at.end() :].strip() else ""
    if before:
        if full_stop and before[2].lower() in {"die", "das", "ein", "eine"}:
            return at[0]
        form = ending(before[1], before[2], noun)
    elif noun[:1].islower() or at.string[at.end() : at.end() + 1] == ",":
        form = "n"
    elif (
        _gender(noun)
        and not re.search(r"[^\W\d_]\s*$", at.string[max(at.start() - 5, 0) : at.start()])
        and (noun in _MASCULINE or noun in _NEUTER or noun.endswith(("e", "ung")))
        and noun not in {"Atme"}
    ):
        form = {"m": "r", "n": "s"}.get(_gender(noun), "")
    else:
        return at[0]
    return re.sub(r"(\d+)\.", lambda each: language.ordinal(int(each[1]), form), at[0]) + full_stop


def _danish(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        neuter = at[1].lower().strip() in {"det", "et", "dette", "hvert"}
        # only the second has two forms, and a noun of the other gender has the same "anden" in speech
        number = int(at[2])
        return at[1] + language.ordinal(number, "neuter" if neuter else "common") + (at[3] or "")

    # nouns have small letters: a full stop before one ends no sentence
    text = re.sub(r"((?:\b\w{2,5}\s)?)(?<![\w.,/:-])(\d{1,4})\.(?=\s+[a-z\u00e6\u00f8\u00e5])()", said, text)
    return re.sub(r"(\b(?:[Dd]en|[Dd]et|[Dd]e)\s)(\d{1,4})(?:\.(?=,)|(\.)(?=\s*$))", said, text)
