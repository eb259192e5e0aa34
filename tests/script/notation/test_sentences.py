import pytest
from hypothesis import given
from hypothesis import strategies as st

from audiogen.script.notation.sentences import fold, sentences


@pytest.mark.parametrize(
    ("line", "pieces"),
    [
        ("Welcome. This is time for you.", ("Welcome.", "This is time for you.")),
        ("What shows up first? Perhaps warmth.", ("What shows up first?", "Perhaps warmth.")),
        ("Dr. Okafor listens. So do I.", ("Dr. Okafor listens.", "So do I.")),
        ("J. K. came in. Then left.", ("J. K. came in.", "Then left.")),
        ("The answer may be no. That is fine.", ("The answer may be no.", "That is fine.")),
        ("Well… perhaps. Or not!", ("Well… perhaps.", "Or not!")),
        ("“Stay.” He went.", ("“Stay.”", "He went.")),
        ("One and 2.5 more.", ("One and 2.5 more.",)),
        ("吸って。吐いて。", ("吸って。", "吐いて。")),
        ("تنفس. ثم استرح؟ نعم.", ("تنفس.", "ثم استرح؟", "نعم.")),
        ("Hm ... well. ... Yes.", ("Hm ... well. ...", "Yes.")),
    ],
)
def test_a_line_is_split_where_its_sentences_end(line: str, pieces: tuple[str, ...]) -> None:
    assert sentences(line) == pieces


@given(st.text())
def test_splitting_loses_no_character_but_white_space(text: str) -> None:
    line = fold(text)
    assert "".join("".join(sentences(line)).split()) == "".join(line.split())


def test_folding_composes_accents_and_keeps_emoji_and_right_to_left_text() -> None:
    assert fold("cafe\u0301\t \u05e9\u05dc\u05d5\u05dd  🙂 ") == "caf\u00e9 \u05e9\u05dc\u05d5\u05dd 🙂"
