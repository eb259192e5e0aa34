"""Sounds are written in letters that give the same sounds again."""

import gzip
import json
import re
from importlib.util import find_spec
from pathlib import Path

import pytest

from audiogen.speech.words.ipa import from_misaki, to_misaki
from audiogen.speech.words.letters import letters_of
from audiogen.speech.words.respelling import sounding


@pytest.mark.parametrize(
    ("ipa", "letters"),
    [
        ("məˈriːə", "muh-REE-uh"),
        ("ˈaɪz", "EYEZ"),
        ("ˈkloʊz", "KLOHZ"),
        ("ˈsɪŋɪŋ", "SING-ing"),
        ("xɑːʁ", None),
        ("", None),
    ],
)
def test_sounds_have_letters_where_there_are_any(ipa: str, letters: str | None) -> None:
    assert letters_of(ipa) == letters


REDUCED = str.maketrans({"ː": "", "ʌ": "ə", "ɜ": "ə"})


def dictionary() -> list[str]:
    """Sounds of many words, as the embedded voices have them."""
    found = find_spec("hibari")
    folder = Path(str(found.origin)).parent if found else Path("none")
    files = sorted(folder.rglob("lexicon_us_gold.json*"))
    if not files:
        pytest.skip("no dictionary is installed")
    data = files[0].read_bytes()
    words = json.loads(gzip.decompress(data) if files[0].suffix == ".gz" else data)
    return [each for each in words.values() if isinstance(each, str) and " " not in each]


def test_letters_give_the_same_sounds_again_for_most_words_of_the_dictionary() -> None:
    chosen = dictionary()[::30]
    written = 0
    for ipa in map(from_misaki, chosen):
        letters = letters_of(ipa)
        if letters:
            written += 1
            (heard,) = sounding(letters, "en")
            again, meant = (from_misaki(to_misaki(each, british=False)) for each in (heard.ipa, ipa))
            # letters know one stress only, and a word alone always has it
            assert again.replace("ˈ", "").translate(REDUCED) == re.sub("[ˈˌ]", "", meant).translate(REDUCED)
    assert written > len(chosen) / 2
