from __future__ import annotations

import pytest

from audiogen.speech.engines.sentence_ends import ending_of


@pytest.mark.parametrize(
    ("sentence", "ending"),
    [
        ("You may put it all down.", "fall"),
        ("Let it go!", "fall"),
        ("Perhaps your feet, your hands, or the sounds in the room.", "fall"),
        ("Breathe in", ""),
        ("Breathe in,", ""),
        ("And then...", ""),
        ("Can you feel your feet?", "rise"),
        ("And is it quieter now?", "rise"),
        ("Do you know what it is?", "rise"),
        ("If it were smaller, could you carry it?", "rise"),
        ("Your feet, perhaps?", "rise"),
        ("Is it warm or not?", "rise"),
        ("Is it warm, or cool?", "fall"),
        ("What shows up first?", "fall"),
        ("And where in the body?", "fall"),
        ("At which corner could you step off?", "fall"),
        ("If nothing comes, what is around you?", "fall"),
        ("What [does](/d\u02c8\u028cz/) it say?", "fall"),
        ("[Could](+) it be so?", "rise"),
    ],
)
def test_statements_fall_and_questions_end_by_their_kind(sentence: str, ending: str) -> None:
    assert ending_of(sentence) == ending
