"""What people elsewhere report as said wrong: `golden/said.yaml` has the texts and how they must be said."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import pytest
import yaml
from support.repository import GOLDEN

from audiogen.errors import SpeechError
from audiogen.preview.pronunciation import Pronunciation, text_pronunciations, words_alone
from audiogen.project import Project

VOICES: Final = {"en": "heart", **{code: f"google-{code}" for code in ("de", "es", "fr", "it", "nl", "pt", "sv", "da")}}
CASES: Final = [
    pytest.param(case, id=f"{kind}: {case['text']}")
    for kind, cases in yaml.safe_load((GOLDEN / "said.yaml").read_text(encoding="utf-8")).items()
    for case in cases
]
_SAME_SOUNDS: Final = str.maketrans({"ɹ": "r", "ɡ": "g", "ɐ": "ə", "ᵻ": "ɪ"})


def pronounced(case: dict[str, object]) -> tuple[Pronunciation, ...]:
    here = Project(Path("/nowhere"), Path("/nowhere"), Path("/nowhere"))
    language = str(case.get("lang", "en"))
    return text_pronunciations(here, str(case["text"]), VOICES[language], language)


def listed(value: object) -> list[str]:
    return [str(each) for each in value] if isinstance(value, list) else [str(value)]


def bare(ipa: str) -> str:
    return re.sub("[ˈˌː ]", "", ipa).translate(_SAME_SOUNDS)


@pytest.mark.parametrize("case", CASES)
def test_a_text_is_said_as_people_say_it(case: dict[str, object]) -> None:
    if case.get("refused"):
        with pytest.raises(SpeechError):
            pronounced(case)
        return
    found = pronounced(case)
    words = " ".join(each.words for each in found)
    if "says" in case:
        assert words in [words_alone(says) for says in listed(case["says"])]
    assert not set(words.split()) & set(listed(case.get("never", [])))
    assert len(found) == case.get("pieces", 1) or "pieces" not in case
    sounds = " ".join(each.ipa for each in found)
    for sound in dict(case.get("ipa", {})).values():  # type: ignore[call-overload]  # a mapping in the file
        single = {bare(word) for word in sounds.split()}
        assert any(bare(each) in (bare(sounds) if " " in each else single) for each in listed(sound)), sounds
