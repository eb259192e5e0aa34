"""Telephone numbers and codes, digit by digit with a comma between groups."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage
from audiogen.speech.words.normalize.measures import unit_names

_FEWEST_DIGITS: Final = 3
"""A shorter figure after "call" is a count."""
_FEWEST_DIGITS_OF_NUMBER: Final = 5
"""A shorter figure after "number" is a number."""
_TELEPHONE_DIGITS: Final = 7
_YEAR: Final = r"(?:1\d|20)\d\d"

_GROUPS: Final = r"(?:(?:\+|\+?\(\+?)?\d{1,20}(?:(?:\) ?|[ .-]\(?)\d{1,20}){0,9}\)?)"
_OR: Final = "or|and|oder|und|ou|et|o|u|y|e|of|en|eller|och|og"
_THE: Final = "the|die|der|le|la|al|el|il|lo|o|a"
_AND: Final = rf"(?:, (?:(?:{_OR}) )?|[^.!?\d]{{0,30}} (?:{_OR}) )(?:(?:{_THE}) )?"
_ANYWHERE: Final = re.compile(
    r"(?<![\w.,/-])(?:"
    # +49 30 123456, +1 (800) 555-0100
    r"\+\d{1,15}(?:[ .-]?\(\d{1,5}\)[ .-]?\d{1,10})?(?:[ /.-]{1,2}\d{1,10}){0,8}"
    # (030) 123456
    r"|\(0?\d{2,5}\)[ /-]?\d{2,10}(?:[ -]\d{1,8}){0,6}"
    # 0800 111 0 111, 06 12 34 56 78
    r"|0\d{1,6}(?:[ /.-]{1,3}\d{1,8}){1,8}"
    # 1-800-273-8255, 555-0100
    r"|\d{1,5}(?:[ -]\d{2,4}){1,5}"
    r")(?![\w/:]|[.,:-]\d)"
)

_LINE: Final = re.compile(
    r"(?<![\w.,/:$-])\d{3}(?=\s(?:\w+\s(?:(?:and|&)\s\w+\s)?)?(?i:lifeline|hotline|helpline|line|operator)\b)"
)
"""The 988 Lifeline."""
_REACHED: Final = re.compile(
    r"\b[Uu]nter (\d{3,6})(?=\s(?:erreich|zu erreichen|kannst du|k\u00f6nnen Sie|anrufen|hilft)\w*)"
    r"|\b(?:[Ee]rreich|[Aa]nruf|[Mm]elde|[Hh]ilfe|[Ss]eelsorge)\w*[^.!?\d]{0,40} unter (\d{3,6})(?=\s*(?:[.,;!?)]|$))"
)
"""Unter 142 erreichst du die Telefonseelsorge."""
_SET_APART: Final = r"116[ -]?\d{3}|1[38]00(?: \d{2} \d{4}| \d{3} \d{3}|(?: \d{2}){3})"
"""What Europe has for help alone, 116 123, and what is free in Australia and Ireland, 1300 22 4636."""
_IN_LETTERS: Final = re.compile(r"(?<=-[A-Z]{4} )\(\d{4}\)")
"""The figures of 1-800-662-HELP (4357)."""


def telephones(text: str, language: SpokenLanguage) -> str:
    """+44 20 7946 0018, 555-0100, (020) 7946-0018; and "call 988", "the code is 1234"."""
    if language.code == "en":
        text = _IN_LETTERS.sub(lambda at: f"({language.digits(at[0])})", text)
        text = _LINE.sub(lambda at: language.digits(at[0]), text)
    if language.code == "de":
        text = _REACHED.sub(lambda at: at[0].removesuffix(at[1] or at[2]) + language.digits(at[1] or at[2]), text)
    text = _dialled(language).sub(lambda at: _after_word(at, language), text)
    text = _known(language).sub(lambda at: _helpline(at, language), text)
    return _ANYWHERE.sub(lambda at: grouped_digits(at[0], language) if _is_telephone(at[0], language) else at[0], text)


@cache
def _known(language: SpokenLanguage) -> re.Pattern[str]:
    """Finds numbers of helplines that stand by themselves: 988 is free, a 911 call."""
    alone = r"(?<![\w.,/:$\u20ac\u00a3+-])(?<!\d )(?<!\b(?:in|of) )"
    no_more = rf"(?![\w/%:+]|[.,-]\d| \d|\s?{unit_names()}(?!\w)|\s?[\u20ac$\u00b0]| (?:BCE?|AD|CE)\b)"
    return re.compile(rf"{alone}(?:{language.figures.known}){no_more}")


def _helpline(at: re.Match[str], language: SpokenLanguage) -> str:
    # 988 pages are counted, 911 calls are not
    behind = at.string[at.end() : at.end() + 40]
    called = re.match(
        r"\s(?:call|operator|dispatcher|service|text|line|lifeline|helpline|counsel|responder)\w*", behind
    )
    counted = re.match(rf"(?i)\s(?:{language.figures.counted})(?!\w)", behind)
    return at[0] if counted and not called else grouped_digits(at[0], language)


@cache
def _dialled(language: SpokenLanguage) -> re.Pattern[str]:
    """Finds a word after which figures are a code, and all the figures that follow it."""
    figures = language.figures
    word = rf"(?:(?P<dial>{figures.dial})|(?P<code>{figures.code})|(?P<number>{figures.number}))"
    # "call us now on", "telephone:", "lifeline (988)"; up to six words in between if the last of them is "at" or "to"
    word_between = r"[\"']?[^\W\d_]+[\"']?"
    few = rf"(?:[:.]?\s(?:{word_between}\s){{0,2}}|[:.]\s?|\s|(?:\s{word_between}){{1,4}}:\s)"
    far = rf"[:.]?\s(?:{word_between}\s){{2,6}}(?:{figures.at})\s"
    codes = rf"(?P<codes>{_GROUPS}(?:{_AND}{_GROUPS}){{0,5}})"
    return re.compile(rf"(?i)\b{word}(?P<gap>{far}|{few})(?:(?<=\s)|(?<=:)){codes}(?![\w/:%$\u20ac\u00b0]|[.,-]\d)")


def _after_word(at: re.Match[str], language: SpokenLanguage) -> str:
    # what is shorter is no code: "le 15 ou le 112"
    least = _FEWEST_DIGITS_OF_NUMBER if at["number"] else _FEWEST_DIGITS
    codes = [code for code in re.finditer(_GROUPS, at["codes"]) if _digits(code[0]) >= least]
    counted = rf"(?i)\s(?:{language.figures.counted})(?!\w)"
    if re.match(counted, at.string[at.end() : at.end() + 40]):
        # "call 988, or 300 friends": the last figure is a count
        codes = [code for code in codes if code.end() < len(at["codes"])]
    if not codes or _is_something_else(at):
        return at[0]
    said, end = at[0][: at.start("codes") - at.start()], 0
    for code in codes:
        said += at["codes"][end : code.start()] + grouped_digits(code[0], language)
        end = code.end()
    return said + at["codes"][end:]


def _digits(text: str) -> int:
    return sum(map(str.isdecimal, text))


def _is_something_else(at: re.Match[str]) -> bool:
    """Whether the figures are a span of years or a sum, or words before them make a number of them."""
    after_in = re.search(
        r"(?i)\b(?:in|for|within|after|since|until|over|about|nach|seit|vor|f\u00fcr|dans|pour|en|desde)\s$", at["gap"]
    )
    return bool(re.fullmatch(rf"{_YEAR}[-\u2013]{_YEAR}", at["codes"]) or after_in)


def _is_telephone(text: str, language: SpokenLanguage) -> bool:
    digits = re.sub(r"\D", "", text)
    if re.fullmatch(_SET_APART, text):
        return True
    if len(digits) < _TELEPHONE_DIGITS:
        return False
    if text[0] in "+(0":
        return True
    groups = re.split(r"[ -]", text)
    # three digits in every group are thousands, written with spaces; two groups of four are a span of years
    if re.fullmatch(r"\d{1,3}(?: \d{3})+", text) and not language.group.isspace() and len(digits) > _TELEPHONE_DIGITS:
        return not text.endswith("000")
    if re.fullmatch(r"\d{1,3}(?: \d{3})+", text) or (len(groups[0]) == len(groups[1]) and groups[1][0] != "0"):
        return len(groups) > 2 and re.fullmatch(r"\d{3}-\d{3}-\d{4}|\d{3} \d{3} \d{4}", text) is not None
    return min(map(len, groups[1:])) > 2 and (len(groups) > 2 or len(groups[1]) == 4)


def grouped_digits(text: str, language: SpokenLanguage) -> str:
    """Digit by digit, with a comma between groups."""
    groups = ", ".join(language.digits(group) for group in re.findall(r"\d+", text))
    return f"{language.words.symbols['+']} {groups}" if text.lstrip("( ").startswith("+") else groups
