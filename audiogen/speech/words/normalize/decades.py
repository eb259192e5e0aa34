"""Decades and ages in words: the 1980s, in her 30s, die 80er, les ann\u00e9es 80, anni '80, 80-talet, 80'erne."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage

_YEAR_DIGITS: Final = 4
_OF_LIFE: Final = (
    r"\b(?:her|his|their|my|your|our|its|early|mid|late|low|high|upper|lower|[a-z]+'s)[ -](?:(?:early|mid|late)[ -])?"
)
_ERA: Final = (
    "playlist|vibe|album|sound|era|hair|sitcom|shows?|dance|tunes?|ballads?|cartoons?|teens?|icon|music|kids?|style|pop|rock"
    "|fashion|movies?|films?|hits|songs?|baby|child|party|disco|nostalgia|throwback"
)
_THE: Final = r"(?<!\bfor )(?<!\bover )(?<!\bafter )\bthe\s+(?:(?:early|mid|late|roaring|swinging)[ -])?"
_NO_DECADE: Final = r"(?!\s+(?:hold|pause|rest|timer|break|breath|exercise|interval|inhale|exhale|gap|silence)s?\b)"
_HUNDREDS: Final = {"10": "tens", "100": "hundreds", "1000": "thousands", "1,000": "thousands", "0": "zeros"}
_DANISH_TENS: Final = {
    "30": "tredive", "40": "fyrre", "50": "halvtredse", "60": "tresse", "70": "halvfjerdse", "80": "firse",
    "90": "halvfemse", "20": "tyve", "10": "tie", "00": "nulle",
}  # fmt: skip


def decades(text: str, language: SpokenLanguage) -> str:
    """The 1980s, '90s, in her 30s; die 80er; les ann\u00e9es 80; anni '80; 80-talet; 80'erne."""
    rule = {"en": _english_decades, "de": _german_decades, "sv": _swedish_decades, "da": _danish_decades}
    text = rule[language.code](text, language) if language.code in rule else text
    if language.code == "es":
        text = re.sub(r"\b([Ll]os\s|[Aa]\u00f1os\s)'?(\d0)s\b", r"\1\2", text)
    if language.code == "fr":
        # the eighty of a decade has no s
        text = re.sub(r"\b([Aa]nn\u00e9es\s)'?80\b", r"\1quatre-vingt", text)
    # the year of '98, the jaren '80: an apostrophe for the century
    return re.sub(r"(?<![\w'])'(?=\d\d(?!\d|'))", "", text)


def _english_decades(text: str, language: SpokenLanguage) -> str:
    many = r"(?<![\w.,'])(?:(10|100|1,?000|0)s(?=\s+of\b)|(0)s\b|(?<=[Ii]n the )(10|100|1,?000)s\b)"
    text = re.sub(many, lambda at: _HUNDREDS[at[1] or at[2] or at[3]], text)
    text = re.sub(r"(?<=\bzeros and )1s\b", "ones", text)
    text = re.sub(r"(?<![\w.,])'?(\d{3}0)'?s\b", lambda at: _plural(language.year(int(at[1]))), text)
    text = re.sub(r"(?<![\w.,])'(\d0)'?s\b|(?<![\w.,'])(\d0)'s\b", lambda at: _tens(at[1] or at[2], language), text)
    text = re.sub(rf"(?<![\w.,'])(\d0)s(?=\s(?:{_ERA})\b)", lambda at: _tens(at[1], language), text)
    sure = rf"(?i:({_OF_LIFE}|{_THE}))(\d0)s\b{_NO_DECADE}"
    text = re.sub(sure, lambda at: at[1] + _tens(at[2], language), text)
    # the under-5s: ages, where seconds would have no article
    ages = r"(?i)\b(the (?:over|under)[- ]|(?:over|under)-)(\d{1,2})s\b"
    text = re.sub(ages, lambda at: at[1] + _plural(language.cardinal(at[2])).replace("sixs", "sixes"), text)
    # one decade after another: the sixties and 70s
    chain = r"((?:ties|teens|tens|hundreds)(?:,? (?:and|or|to|through)|,|\s?[\u2013-]|/)\s?)(?:the\s+)?(\d0)s\b"
    for _ in range(2):
        text = re.sub(chain, lambda at: at[1] + _tens(at[2], language), text)
    tens = "(?:twen|thir|for|fif|six|seven|eigh|nine)ties"
    return re.sub(rf"\b({tens})\s?[\u2013-]\s?(?={tens}\b)", r"\1 to ", text)


def _tens(written: str, language: SpokenLanguage) -> str:
    return "two thousands" if written == "00" else _plural(language.cardinal(written))


def _plural(words: str) -> str:
    return re.sub("y$", "ie", words) + "s"


def _german_decades(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        number = int(at[1])
        words = language.year(number) if len(at[1]) == _YEAR_DIGITS else language.cardinal(at[1], "masculine")
        # "Hunderter", not "Einhunderter"
        return re.sub("^ein(?=hundert$|tausend$)", "", words) + at[2]

    return re.sub(r"(?<![\w.,])'?(\d{1,4})-?(er(?:n|s)?)\b", said, text)


def _swedish_decades(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        number = int(at[1])
        words = language.year(number) if len(at[1]) == _YEAR_DIGITS else language.cardinal(str(number))
        return words + at[2]

    return re.sub(r"(?<![\w.,])'?(\d{2}|\d{4})-?(tal(?:ets|et|en|s)?)\b", said, text)


def _danish_decades(text: str, language: SpokenLanguage) -> str:
    def said(at: re.Match[str]) -> str:
        tens = _DANISH_TENS[at[2]]
        if not at[1]:
            return tens + at[3][1:]
        hundreds = language.year(int(at[1]) * 100)
        return f"{hundreds} {tens}{at[3][1:]}" if at[2] != "00" else f"{hundreds}{at[3][1:]}"

    return re.sub(r"(?<![\w.,])'?(\d\d)?(\d0)'?(er(?:ne|nes)?)\b", said, text)
