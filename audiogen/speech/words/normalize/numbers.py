"""Numbers in words: spans, ratios, figures beside letters, and every cardinal that no other rule took.

Each rule takes a text and returns it with its own kind of number in words. Dates, times, money, units, ordinals,
fractions and telephone numbers stand in modules of their own.
"""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage
from audiogen.speech.words.normalize.measures import unit_names

_FIGURES: Final = str.maketrans(
    {
        **{chr(0x2080 + digit): str(digit) for digit in range(10)},
        **{chr(0x245F + number): f" {number} " for number in range(1, 21)},
        "\u2103": "\u00b0C",
        "\u2109": "\u00b0F",
    }
)
"""Figures in other guises: CO\u2082, \u2460, \u2103."""
_LOWEST_PRESSURE: Final = 50
_PRESSURE: Final = 90
_SPELT: Final = 3
"""Letters beside a figure: so many capitals or fewer are spelt."""
_WORDS_IN_CAPITALS: Final = frozenset({"TOP", "DAY", "ACT", "AGE", "NO", "DO", "GO", "IN", "ON", "TO", "AT"})
_GERMAN_SUFFIX: Final = (
    "mal|malig|fach|j\u00e4hrig|t\u00e4gig|st\u00fcndig|min\u00fctig|sek\u00fcndig|"
    "w\u00f6chig|monatig|prozentig|teilig|stufig|stellig|k\u00f6pfig"
)


def plain_figures(text: str, language: SpokenLanguage) -> str:
    """Figures in other guises as plain ones, thousands without signs that no language has between them; a minus."""
    text = text.translate(_FIGURES)
    text = re.sub(r"(?<![\w.,'])\d{1,3}(?:'\d{3}){1,6}(?![\w'])", lambda at: at[0].replace("'", ""), text)
    if not language.group.isspace():
        text = re.sub(r"(?<![\w.,+-])(?<!\d )\d{1,3}(?: 000){1,5}(?![\w]| \d)", lambda at: at[0].replace(" ", ""), text)
    if language.decimal == ".":
        millions = r"(?<![\w.,])\d{1,3}(?:\.\d{3}){2,6}(?!\w|[.,]\d)"
        text = re.sub(millions, lambda at: at[0].replace(".", ""), text)
    text = re.sub(r"(?<![\w.,:-])50[-\u2013:]50(?![\w:-]|[.,]\d)", "50/50", text)
    if language.group.isspace():
        text = re.sub(r"(?<![\w.,])\d{1,3}(?:\.\d{3}){1,6}(?!\w|[.,]\d)", lambda at: at[0].replace(".", ""), text)
    if language.code == "de":
        text = re.sub(r"(?<=\d)\s?%-?(?=ige?[nrms]?\b)", "prozent", text)
    names = dict(zip("><\u2265\u2264", language.figures.compared.split(", "), strict=True))
    text = re.sub(r"(?<![\w<>=-])\s?([><\u2265\u2264])\s?(?=\d)", lambda at: f" {names[at[1]]} ", text)
    return _minus(text, language)


def _minus(text: str, language: SpokenLanguage) -> str:
    minus = f"{language.words.minus} "
    # a dash in front of degrees is a minus as well
    text = re.sub(r"(?<![\w)%.,\u2013-])(?:(?<!\d )|(?<=\u2212))\u2013(?=\d{1,3}(?:[.,]\d)?\s?\u00b0)", minus, text)
    text = re.sub(r"(?<=\d)\s?\u2212\s?(?=\d)", f" {minus}", text)
    return re.sub(r"(?<![\w)%.'-])[-\u2212]\s?(?<!- )(?=[$\u20ac\u00a3]?[.,]?\d)", minus, text)


def between(text: str, language: SpokenLanguage) -> str:
    """Between 5-10: the word of the two ends is another than in "5-10"."""
    figures = language.figures
    first = rf"{figures.between}(?:\s{figures.before_clock})?"
    pattern = rf"(?i)\b({first})\s(\d[\d.,:]{{0,8}}(?<=\d)(?:\s?%)?)\s?[\u2013-]\s?(?=\d)(?!\d+-\d)"
    # a full hour has its minutes said with the second time alone, if at all
    return re.sub(pattern, lambda at: f"{at[1]} {at[2].removesuffix(':00')} {figures.joined} ", text)


def strokes(text: str, language: SpokenLanguage) -> str:
    """9/11, 50/50, 1999/2000: one number after the other; a blood pressure of 120/80 in English is 120 over 80."""
    if language.code == "en":
        pattern = r"(?<![\w/.,])(\d{2,3})/(\d{2,3})(?![\w/]|[.,]\d)"
        text = re.sub(pattern, lambda at: f"{at[1]} over {at[2]}" if _is_pressure(at) else at[0], text)
    text = re.sub(r"(?<=\d)\s?/\s?(?=\d)", " ", text)
    sum_ = r"(?<![\w/.,])(\d[\d.,]{0,9}(?:\s?(?:[x$\u20ac\u00a3]|EUR|USD|GBP|CHF|SEK|DKK))?)"
    short = rf"{sum_}/({'|'.join(language.figures.prices)})(?!\w)"
    text = re.sub(short, lambda at: f"{at[1]} {language.figures.prices[at[2]]}", text)
    rate = rf"(?<![\w/])(\d[\d.,]{{0,9}}(?:\s?(?:{unit_names()}|[x$\u20ac\u00a3]))?)/(?=[^\W\d_]{{3}})"
    text = re.sub(rate, rf"\1 {language.figures.per} ", text)
    if not language.figures.rates:
        return text
    # 6 breaths/min
    names = "|".join(sorted(language.figures.rates, key=len, reverse=True))
    pattern = rf"(?<![\w/.,])(\d[\d.,]{{0,9}}\s[^\W\d_]{{2,20}})/({names})(?![\w/])"
    return re.sub(pattern, lambda at: f"{at[1]} {language.figures.per} {language.figures.rates[at[2]]}", text)


def _is_pressure(at: re.Match[str]) -> bool:
    high, low = int(at[1]), int(at[2])
    return high >= _PRESSURE and _LOWEST_PRESSURE <= low < high


def long_ranges(text: str, language: SpokenLanguage) -> str:
    """5 \u2014 10 minutes, 5 -- 10 minutes: with the dash of every other range."""
    # a long dash parts sentences, too: only what is counted behind both numbers makes it a range
    long_dash = rf"(?<![\w.,:/-])({language.number})\s?(?:\u2014|--)\s?(?={language.number}(?!\d))"
    return re.sub(long_dash, lambda at: f"{at[1]}\u2013" if _is_long_range(at, language) else at[0], text)


def ranges(text: str, language: SpokenLanguage) -> str:
    """4-6, with a hyphen or a dash: from one to the other."""
    dash = r"(?:\s?\u2013\s?|-|\s-\s|\u2014)"
    pattern = rf"(?<![\w.,-])({language.number}){dash}({language.number})(?!\d|[.,]\d|-)"
    return re.sub(pattern, lambda at: f"{at[1]} {language.words.to} {at[2]}", text)


def _is_long_range(at: re.Match[str], language: SpokenLanguage) -> bool:
    behind = at.string[at.end() : at.end() + 60]
    high = re.match(rf"({language.number})[ \u00a0-]?", behind)
    counted = rf"(?:[^\W\d_]+\s)?(?:{language.figures.counted})\b|{unit_names()}(?!\w)|%"
    if not high or not re.match(rf"(?i:{counted})", behind[high.end() :]):
        return False
    low, top = (re.sub(r"\D", "", each) for each in (at[1], high[1]))
    # "count to 5 \u2014 10 minutes remain"
    to = re.search(r"\b(?:to|bis|at|\u00e0|a|tot|till|til)\s$", at.string[max(at.start() - 5, 0) : at.start()])
    return int(low) < int(top) and not to


def ratios(text: str, language: SpokenLanguage) -> str:
    """4:6, where it is no time."""
    pattern = r"(?<![\w:.,])(\d{1,4}):(\d{1,4})(?![\w:]|[.,]\d)"
    text = re.sub(pattern, lambda at: f"{at[1]} {language.figures.ratio} {at[2]}", text)
    return re.sub(r"(?<=\d):(?=\d)", ", ", text)


def times_over(text: str, language: SpokenLanguage) -> str:
    """3x, 4x4; 20ish; and in German 3mal and 20j\u00e4hrig, which are one word."""
    figures = language.figures
    text = re.sub(r"(?<![\w.,])(\d{1,6})\s?x\s?(?=\d)(?!\d*[xX])", rf"\1 {figures.by} ", text)
    text = re.sub(r"(?<![\w.,])1-?[x\u00d7](?![\w])(?!\s?\d)", figures.once, text)
    # a gender that the word for times has in Portuguese
    text = re.sub(
        rf"(?<![\w.,])({language.number})-?[x\u00d7](?!\w)(?!\s?\d)", lambda at: _times(at[1], language), text
    )
    if language.code == "en":
        text = re.sub(r"(?<![\w.,])(\d{1,6})-?ish\b", lambda at: f"{language.cardinal(at[1])}-ish", text)
    if language.code == "de":
        pattern = rf"(?<![\w.,])(\d{{1,6}})-?((?:{_GERMAN_SUFFIX})\w{{0,3}})\b"
        text = re.sub(pattern, lambda at: language.cardinal(at[1], "masculine") + at[2], text)
    return text


def _times(number: str, language: SpokenLanguage) -> str:
    return f"{language.cardinal(number, 'feminine' if language.code == 'pt' else '')} {language.figures.times}"


def beside_letters(text: str, language: SpokenLanguage) -> str:  # noqa: ARG001 - every rule takes the same
    """B12, H2O, 5HTP, 10K: a space between figures and letters, so that no number is cut, and single letters spelt."""
    return re.sub(r"[^\W_]+", lambda at: _apart(at[0]) if any(map(str.isdecimal, at[0])) else at[0], text)


def _apart(token: str) -> str:
    parts = re.findall(r"\d+|\D+", token)
    return " ".join(part if part.isdecimal() or len(parts) == 1 else _letters(part) for part in parts)


def _letters(word: str) -> str:
    if len(word) == 1:
        return word.upper()
    spelt = word.isascii() and word.isupper() and word not in _WORDS_IN_CAPITALS
    return " ".join(word) if spelt and (len(word) <= _SPELT or not set("AEIOUY").intersection(word)) else word


def powers(text: str, language: SpokenLanguage) -> str:
    """10\u00b2, x\u00b3: squared and cubed."""
    names = {"\u00b2": language.figures.squared, "\u00b3": language.figures.cubed}
    text = re.sub(
        r"(?<=[\w)])([\u00b2\u00b3])(?![\u2070-\u2079\u00b2\u00b3\u00b9])", lambda at: f" {names[at[1]]}\0", text
    )
    # no space before a comma
    return re.sub(r"\0(?=[^\W_])", " ", text).replace("\0", "")


def cardinals(text: str, language: SpokenLanguage) -> str:
    """Every number that is left, a minus before it included.

    A lone 1 before a word stays where its form depends on that word: voices know which.
    """
    text = _minus(text, language)
    # a point that no decimals follow: 1.1.1, and 1.5 where decimals have a comma
    dotted = r"(?<![\w.,])\d+(?:\.\d+){2,}(?!\w)"
    if language.decimal != ".":
        dotted += r"|(?<![\w.,])(?!\d{1,3}\.\d{3}(?!\d))\d+\.\d+(?!\w|[.,]\d)"
    text = re.sub(dotted, lambda at: _dotted(at[0], language), text)
    if language.decimal == ".":
        text = re.sub(r"(?<![\w.])\.(\d+)(?!\w)", lambda at: f"{language.words.point} {language.digits(at[1])}", text)
    left = "" if language.code in {"en", "nl"} else r"(?!1\s(?![A-Z]\b)[^\W\d])"
    return re.sub(rf"(?<![^\W_]){left}{language.number}", lambda at: _spaced(at, language), text)


def _dotted(written: str, language: SpokenLanguage) -> str:
    if re.fullmatch(rf"{language.number}", written):
        return written
    return f" {language.figures.dot} ".join(language.cardinal(part) for part in written.split("."))


def _spaced(at: re.Match[str], language: SpokenLanguage) -> str:
    before = at.string[max(at.start() - 2, 0) : at.start()]
    after_figure = len(before) == 2 and before[0].isdecimal() and before[1] in ",."
    return f"{' ' if after_figure else ''}{language.cardinal(at[0], _gender(at, language))}"


def _gender(at: re.Match[str], language: SpokenLanguage) -> str:
    """Duas vezes, veinti\u00fan minutos, vingt et une minutes: of the noun behind the number or behind a second one."""
    second = rf"(?:\s(?:{language.words.to}|{language.figures.joined}|ou|o|u)\s\d+)?\s"
    behind = at.string[at.end() : at.end() + 40]
    if re.match(rf"{second}(?:{language.figures.feminine})(?!\w)", behind):
        return "feminine"
    masculine = language.code == "es" and re.match(rf"\s{language.figures.counted}(?!\w)", behind)
    return "masculine" if masculine else ""
