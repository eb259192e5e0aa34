"""Signs, abbreviations, capitals, Roman numerals and addresses in words."""

from __future__ import annotations

import re
from typing import Final

from audiogen.speech.words.normalize.language import Tongue
from audiogen.speech.words.normalize.word_tables import abbreviation_pattern

_KEPT_STOP: Final = frozenset({"etc.", "usw.", "ecc.", "enz.", "osv.", "p.m.", "a.m."})
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
"""English words of two to four letters that people write in capitals for weight; others of that length are initials."""
_VOWELS: Final = frozenset("AEIOUY")
_LONG_WORD: Final = 5
"""Letters from which on capitals are weight, not initials, if there is a vowel among them."""

_CAPITALS: Final = re.compile(r"(?<![\w&.'-])[A-Z]{2,}(?:'[A-Z]{1,2})?(?:\s[A-Z]+(?:'[A-Z]{1,2})?)*(?![\w&])")

_ROMAN: Final = re.compile(r"M{0,3}(CM|CD|D?C{0,3})(XC|XL|L?X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUES: Final = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_COUNTED: Final = "Chapter|Part|Section|Volume|Book|Act|Phase|Stage|Step|Level|Type|World War|Kapitel|Teil|Band|Phase"
_RULERS: Final = (
    "Henry|Louis|George|Elizabeth|Charles|James|William|Edward|Richard|Mary|Philip|Francis|Pius|John Paul|Benedict|Leo|"
    "Frederick|Ferdinand|Catherine|Nicholas|Alexander|Peter|Napoleon|Gregory|Margaret"
)
_ADDRESS: Final = re.compile(
    r"(?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)|(?:https?://)?(?P<web>(?:www\.)?[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|edu|gov|uk|de|fr|es|io|info)\b(?:/[\w./-]*\w)?)"
)


def addresses(text: str, tongue: Tongue) -> str:
    """example.org, someone@example.org: the signs by their names."""
    return _ADDRESS.sub(lambda at: _address(at["mail"] or at["web"], tongue), text)


def _address(address: str, tongue: Tongue) -> str:
    dot = {"de": "Punkt", "fr": "point", "es": "punto", "it": "punto", "pt": "ponto", "nl": "punt"}
    said = address.replace("@", f" {tongue.words.signs['@']} ").replace("/", " slash ").replace("www.", "w w w.")
    return re.sub(
        r"\s+", " ", said.replace(".", f" {dot.get(tongue.language, 'dot')} ").replace("_", " ").replace("-", " ")
    )


def abbreviations(text: str, tongue: Tongue) -> str:
    """Dr., e.g., z. B.: in full; a full stop that ends the sentence as well stays."""
    return abbreviation_pattern(tongue.language).sub(lambda at: _in_full(at, tongue), text)


def _in_full(at: re.Match[str], tongue: Tongue) -> str:
    written, rest = at[0], at.string[at.end() :]
    if written in {"no.", "No."} and not re.match(r"\s*\d", rest):
        return written
    ends = written.endswith(".") and not rest.strip("\"')] ")
    new_sentence = written in _KEPT_STOP and re.match(r"[\"')]*\s+[A-Z\u00c0-\u00de]", rest)
    return tongue.words.abbreviations[written] + ("." if ends or new_sentence else "")


def capitals(text: str, tongue: Tongue) -> str:
    """Words in capitals in small letters; initials, as in PTSD, stay, and voices spell them. In English alone."""
    if tongue.language != "en":
        return text
    return _CAPITALS.sub(lambda at: _small(at[0]), text)


def _small(run: str) -> str:
    """A run of words in capitals; one word that can only be a word makes all of them words."""
    words = re.findall(r"[A-Z]+", run)
    sure = len(words) > 1 and any(word in _SHORT_WORDS for word in words)
    return re.sub("[A-Z]{2,}", lambda at: at[0].lower() if _is_word(at[0], sure=sure) else at[0], run)


def _is_word(capitals: str, *, sure: bool) -> bool:
    if not _VOWELS.intersection(capitals) or _is_roman(capitals):
        return False
    return sure or capitals in _SHORT_WORDS or len(capitals) >= _LONG_WORD


def numbered(text: str, tongue: Tongue) -> str:
    """#3 as "number 3"."""
    return re.sub(r"(?<!\w)#\s?(?=\d)", f"{tongue.words.signs['#']} ", text)


def roman_numerals(text: str, tongue: Tongue) -> str:
    """Chapter IV, Henry VIII; never a lone I. Rulers in English alone."""
    text = re.sub(
        rf"\b({_COUNTED})\s+([IVXLCDM]{{2,}}|[VXLCDM]|I(?=[\s]*(?:[.,;:!?)]|$)))(?!\w)",
        lambda at: f"{at[1]} {tongue.cardinal(str(_roman(at[2])))}" if _is_roman(at[2]) else at[0],
        text,
    )
    if tongue.language != "en":
        return text
    return re.sub(
        rf"\b({_RULERS})\s+([IVX]+)\b(?!')",
        lambda at: f"{at[1]} the {tongue.ordinal(_roman(at[2]))}" if _is_roman(at[2]) else at[0],
        text,
    )


def _is_roman(text: str) -> bool:
    return bool(text) and _ROMAN.fullmatch(text) is not None


def _roman(text: str) -> int:
    values = [_ROMAN_VALUES[letter] for letter in text]
    return sum(
        -value if value < following else value for value, following in zip(values, [*values[1:], 0], strict=True)
    )


def marks(text: str, tongue: Tongue) -> str:
    """&, +, =, ~5, he/she, #3 and their like by name; bullets and trade marks are for the eye."""
    words = tongue.words.signs
    if tongue.language == "en":
        text = re.sub(r"\band/or\b", "and or", text)
        text = re.sub(r"(?<=\w) > (?=\w)", " greater than ", re.sub(r"(?<=\w) < (?=\w)", " less than ", text))
    text = re.sub(r"(?<![\w~])~\s?(?=\w)", f"{tongue.words.about} ", text)
    text = re.sub(r"(?<!\w)#(?=[^\W\d])", "hashtag " if tongue.language == "en" else "", text)
    known = "".join(map(re.escape, words))
    return re.sub(rf"\s*([{known}])\s*", lambda at: f" {words[at[1]]} " if words[at[1]] else " ", text)


def spelled(text: str, tongue: Tongue) -> str:
    """Letter by letter, with a comma between, so that no letter is taken for a word."""
    said = (tongue.digits(letter) if letter.isdecimal() else letter.upper() for letter in text if letter.isalnum())
    return ", ".join(said)
