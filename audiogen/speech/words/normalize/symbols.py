"""Symbols, abbreviations, capitals, Roman numerals and addresses in words."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import SpokenLanguage
from audiogen.speech.words.normalize.word_tables import abbreviation_pattern

_END_SENTENCES: Final = frozenset({"etc.", "usw.", "ecc.", "enz.", "osv.", "p.m.", "a.m."})
"""Abbreviations that may end a sentence, whose full stop then ends it, too."""

_SHORT_WORDS: Final = frozenset(
    """
    AM AN AND ANY ARE AS AT BAD BE BEEN BIG BOTH BUT BY CALM CAN COME DID DO DOES DON DOWN EACH EASE EVEN EVER FAR
    FEEL FEW FIND FOR FROM FULL GET GIVE GO GOOD HAD HAS HAVE HE HER HERE HIM HIS HOLD HOME HOPE HOW IF IN INTO IS
    IT ITS JUST KEEP KIND KNOW LESS LET LIFE LIKE LOOK LOVE MADE MAKE MANY MAY ME MIND MORE MOST MUCH MUST MY NEED
    NEW NEXT NO NOR NOT NOW OF OFF OLD ON ONCE ONE ONLY OPEN OR OUR OUT OVER OWN PAIN PART PEACE PUT REAL REST
    SAFE SAME SAY SEE SELF SHE SLOW SO SOFT SOME STAY STOP SUCH SURE TAKE TELL THAN THAT THE THEM THEN THEY THIS
    TIME TO TOO TRUE TRY TWO UP UPON USE VERY WAIT WANT WAS WAY WE WELL WERE WHAT WHEN WHO WHY WILL WITH WORK YES
    YET YOU YOUR
    """.split()  # noqa: SIM905 - a list of words to be read by people
)
"""English words of two to four letters that people write in capitals for emphasis; others so short are initials."""
_VOWELS: Final = frozenset("AEIOUY")
_LONG_WORD: Final = 5
"""Letters: capitals of so many or more are for emphasis, not initials, if there is a vowel among them."""

_CAPITALS: Final = re.compile(r"(?<![\w&.'-])[A-Z]{2,}(?:'[A-Z]{1,2})?(?:\s[A-Z]+(?:'[A-Z]{1,2})?)*(?![\w&])")

_ROMAN: Final = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_COUNTED: Final = "Chapter|Part|Section|Volume|Book|Act|Phase|Stage|Step|Level|Type|World War|Kapitel|Teil|Band|Phase"
_RULERS: Final = (
    "Henry|Louis|George|Elizabeth|Charles|James|William|Edward|Richard|Mary|Philip|Francis|Pius|John Paul|Benedict|Leo|"
    "Frederick|Ferdinand|Catherine|Nicholas|Alexander|Peter|Napoleon|Gregory|Margaret"
)
_MAIL: Final = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
_WEB: Final = r"(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|uk|de|fr|es|io|info)\b(?:/[\w./-]*\w)?"
_ADDRESS: Final = re.compile(rf"(?P<mail>{_MAIL})|(?:https?://)?(?P<web>{_WEB})")
_DOTS: Final = {"de": "Punkt", "fr": "point", "es": "punto", "it": "punto", "pt": "ponto", "nl": "punt"}


def addresses(text: str, language: SpokenLanguage) -> str:
    """example.org, someone@example.org: the symbols by their names."""
    return _ADDRESS.sub(lambda at: _address(at["mail"] or at["web"], language), text)


def _address(address: str, language: SpokenLanguage) -> str:
    at, dot = language.words.symbols["@"], _DOTS.get(language.code, "dot")
    names = str.maketrans({"@": f" {at} ", "/": " slash ", ".": f" {dot} ", "_": " ", "-": " "})
    return re.sub(r"\s+", " ", address.replace("www.", "w w w.").translate(names))


def abbreviations(text: str, language: SpokenLanguage) -> str:
    """Dr., e.g., z. B.: in full; a full stop that ends the sentence as well stays."""
    return abbreviation_pattern(language.code).sub(lambda at: _in_full(at, language), text)


def _in_full(at: re.Match[str], language: SpokenLanguage) -> str:
    written, rest = at[0], at.string[at.end() :]
    # "no." without a number behind it is the word that ends a sentence
    if written in {"no.", "No."} and not re.match(r"\s*\d", rest):
        return written
    ends_text = written.endswith(".") and not rest.strip("\"')] ")
    new_sentence = written in _END_SENTENCES and re.match(r"[\"')]*\s+[A-Z\u00c0-\u00de]", rest)
    return language.words.abbreviations[written] + ("." if ends_text or new_sentence else "")


def capitals(text: str, language: SpokenLanguage) -> str:
    """Words in capitals in small letters; initials, as in PTSD, stay, and voices spell them. In English alone."""
    return _CAPITALS.sub(lambda at: _in_small_letters(at[0]), text) if language.code == "en" else text


def _in_small_letters(run: str) -> str:
    words = re.findall(r"[A-Z]+", run)
    # among several words in capitals, one that is certainly a word makes words of all
    sure = len(words) > 1 and not _SHORT_WORDS.isdisjoint(words)
    return re.sub("[A-Z]{2,}", lambda at: at[0].lower() if _is_word(at[0], sure=sure) else at[0], run)


def _is_word(capitals: str, *, sure: bool) -> bool:
    if not _VOWELS.intersection(capitals) or _ROMAN.fullmatch(capitals):
        return False
    return sure or capitals in _SHORT_WORDS or len(capitals) >= _LONG_WORD


def number_signs(text: str, language: SpokenLanguage) -> str:
    """#3 as "number 3"."""
    return re.sub(r"(?<!\w)#\s?(?=\d)", f"{language.words.symbols['#']} ", text)


def roman_numerals(text: str, language: SpokenLanguage) -> str:
    """Chapter IV, Henry VIII; never a lone I. Rulers in English alone."""
    # an I is a numeral only where punctuation or the end follows: "Part I remember" is not part one
    numeral = r"([IVXLCDM]{2,}|[VXLCDM]|I(?=[\s]*(?:[.,;:!?)]|$)))(?!\w)"
    text = re.sub(
        rf"\b({_COUNTED})\s+{numeral}",
        lambda at: f"{at[1]} {language.cardinal(str(_value(at[2])))}" if _ROMAN.fullmatch(at[2]) else at[0],
        text,
    )
    if language.code != "en":
        return text
    return re.sub(
        rf"\b({_RULERS})\s+([IVX]+)\b(?!')",
        lambda at: f"{at[1]} the {language.ordinal(_value(at[2]))}" if _ROMAN.fullmatch(at[2]) else at[0],
        text,
    )


def _value(numeral: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in numeral]
    # a letter before a greater one is subtracted: IX
    return sum(-value if value < after else value for value, after in zip(values, [*values[1:], 0], strict=True))


def standalone_symbols(text: str, language: SpokenLanguage) -> str:
    """&, +, =, ~5, he/she and their like by name; bullets and trade marks are for the eye."""
    words = language.words.symbols
    if language.code == "en":
        text = re.sub(r"\band/or\b", "and or", text)
        text = re.sub(r"(?<=\w) > (?=\w)", " greater than ", re.sub(r"(?<=\w) < (?=\w)", " less than ", text))
    text = re.sub(r"(?<![\w~])~\s?(?=\w)", f"{language.words.about} ", text)
    text = re.sub(r"(?<!\w)#(?=[^\W\d])", "hashtag " if language.code == "en" else "", text)
    known = "".join(map(re.escape, words))
    return re.sub(rf"\s*([{known}])\s*", lambda at: f" {words[at[1]]} " if words[at[1]] else " ", text)


def spelled(text: str, language: SpokenLanguage) -> str:
    """Letter by letter, with a comma between, so that no letter is taken for a word."""
    said = (language.digits(letter) if letter.isdecimal() else letter.upper() for letter in text if letter.isalnum())
    return ", ".join(said)
