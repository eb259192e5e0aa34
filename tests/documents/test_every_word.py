"""No word of a document is lost by any reader, whatever the document holds."""

from __future__ import annotations

import os
import re
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from support.documents import FORMATS, Headings, document, paragraph

from audiogen.documents.manuscript import TextBlock, TextRun
from audiogen.documents.reading import read_manuscript

EXAMPLES = int(os.environ.get("AUDIOGEN_DOCUMENTS", "12"))
_WORD = re.compile(r"\w+")
SAID = r"""breathe pause (30 sec) Share Comments Log in - * # 1. _so_ [bell] <b> & it's 4-7-8 well-being self selfish no
    self-aware ... Anna: Home menu > | ~~ ` \ 2) 2026"""
WORDS = st.sampled_from(SAID.split())
TEXTS = st.lists(WORDS, min_size=1, max_size=30).map(" ".join)
RUNS = st.builds(TextRun, TEXTS, st.booleans(), st.booleans())
BLOCKS = st.builds(
    lambda kind, runs, level: TextBlock(
        kind, tuple(part for run in runs for part in (run, TextRun(" "))), 1, level if kind == "heading" else 0
    ),
    st.sampled_from(["heading", "paragraph", "paragraph", "item"]),
    st.lists(RUNS, min_size=1, max_size=3),
    st.integers(1, 6),
)
FIRST = paragraph("Something is read in every document, and all that follows upon it may be left out.")


def words(texts: list[str]) -> Counter[str]:
    return Counter(word.strip("_") for text in texts for word in _WORD.findall(text))


@pytest.mark.parametrize("kind", FORMATS)
@given(blocks=st.lists(BLOCKS, max_size=5), headings=st.sampled_from(["declared", "bold", "bare"]))
@settings(max_examples=EXAMPLES, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_every_word_is_in_a_block_or_left_out(
    tmp_path: Path, kind: str, blocks: list[TextBlock], headings: Headings
) -> None:
    file = tmp_path / "script"
    file.write_bytes(document(kind, [FIRST, *blocks], headings))
    if kind == "md":
        file = file.rename(tmp_path / "script.md")
    manuscript = read_manuscript(file)
    found = words([block.text for block in manuscript.blocks] + [omission.text for omission in manuscript.left_out])
    assert found == words([block.text for block in [FIRST, *blocks]])
