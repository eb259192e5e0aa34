"""Ordinal numbers of German in words: "den 3. Atemzug", in the case that the words around them ask for."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_STRONG: Final = "ein|mein|dein|sein|ihr|unser|euer|kein"
_ENDING_N: Final = (
    "dem|den|des|am|im|zum|zur|vom|beim|vorm|unterm|\u00fcberm|hinterm|diesem|diesen|jedem|jeden|jenem|jenen|welchem|welchen|"
    "einem|einen|einer|eines|meinem|meinen|meiner|meines|deinem|deinen|deiner|deines|seinem|seinen|seiner|seines|"
    "ihrem|ihren|ihrer|ihres|unserem|unseren|unserer|unseres|keinem|keinen|keiner|keines|aller|allen"
)
_ENDING_E: Final = (
    "der|die|das|ins|ans|aufs|f\u00fcrs|durchs|dieser|diese|dieses|jeder|jede|jedes|jener|jene|jenes|eine|meine|deine|seine|"
    "ihre|unsere|eure|keine|welcher|welche|welches"
)
_DATIVE: Final = (
    "in|mit|von|zu|nach|aus|bei|vor|seit|w\u00e4hrend|an|auf|ab|unter|\u00fcber|hinter|neben|zwischen|trotz|wegen|statt|"
    "bis"
)
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


def german_ordinals(text: str, language: SpokenLanguage) -> str:
    """Den 3. Atemzug, der 2. und 3. Tag, am 5., das 2te Mal."""
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
    elif _is_counted(noun) and not re.search(r"[^\W\d_]\s*$", at.string[max(at.start() - 5, 0) : at.start()]):
        # without an article at the beginning, as in a title: "3. Runde"
        form = {"m": "r", "n": "s"}.get(_gender(noun), "")
    else:
        return at[0]
    return re.sub(r"(\d+)\.", lambda each: language.ordinal(int(each[1]), form), at[0]) + full_stop


def _is_counted(noun: str) -> bool:
    """Whether a noun is often counted with ordinals; only then a figure and a full stop before it are no sentence."""
    return noun != "Atme" and (noun in _MASCULINE or noun in _NEUTER or noun.endswith(("e", "ung")))
