"""That a voice is synthetic is told in plain words, and recognised in others."""

import pytest
from support.repository import GOLDEN

from audiogen.script.disclosure_words import says_it

CASES = [
    line.split("\t")
    for line in (GOLDEN / "disclosure.tsv").read_text(encoding="utf-8").splitlines()
    if line and not line.startswith("#")
]


@pytest.mark.parametrize(("language", "told", "text"), CASES, ids=lambda part: part)
def test_what_scripts_say_of_their_voice_is_recognised(language: str, told: str, text: str) -> None:
    assert says_it(text, language) is (told == "yes")
