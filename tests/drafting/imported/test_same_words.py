"""An imported session says the words of its document: nothing is lost, nothing is added, and the order stays.

`AUDIOGEN_IMPORTS=500` tries as many documents as are tried before a release; the test suite tries fewer.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import os
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from support.hard_words import DIRECTIONS, NASTY

from audiogen.documents.manuscript import BlockKind, Manuscript, Omission, TextBlock, TextRun
from audiogen.drafting.imported.session import Imported, ImportOrder, imported_sessions
from audiogen.drafting.imported.wording import titled
from audiogen.drafting.show_folder import ShowFolder
from audiogen.errors import AudiogenError
from audiogen.script.model import KEYS, Script, Show
from audiogen.script.reading import read_script
from audiogen.script.steps import Chapter, spoken_texts
from audiogen.script.yaml.document import parse_document

many = settings(
    max_examples=int(os.environ.get("AUDIOGEN_IMPORTS", "30")),
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=[*HealthCheck],
)
SHOW: Final = Show(title="Small Show", author="audiogen", description="A show for tests.")
TODAY: Final = dt.date(2026, 11, 30)
WORDS: Final = st.text("abcdefg zéñß  .,;:!?'\n-", min_size=1, max_size=40)
TEXTS: Final = st.lists(
    st.one_of(WORDS, st.sampled_from(DIRECTIONS), st.sampled_from(NASTY), st.text(max_size=12)), min_size=1, max_size=6
).map(" ".join)


@st.composite
def manuscripts(draw: st.DrawFn) -> Manuscript:
    blocks: list[TextBlock] = []
    for line in range(1, draw(st.integers(2, 8))):
        kind: BlockKind = draw(st.sampled_from(("heading", "paragraph", "paragraph", "item")))
        text = " \n".join(filter(None, (" ".join(each.split()) for each in draw(TEXTS).split("\n"))))
        text = re.sub("[\ud800-\udfff]", "", text).strip()
        level = draw(st.integers(1, 3)) if kind == "heading" else 0
        if text:
            cut = draw(st.integers(0, len(text)))
            runs = (TextRun(text[:cut], italic=draw(st.booleans())), TextRun(text[cut:], bold=draw(st.booleans())))
            blocks.append(TextBlock(kind, runs, line, level))
    left_out = draw(st.sampled_from(((), (Omission("Login", 1, "a button of the web page"),))))
    language = draw(st.sampled_from(("en", "de", "fr", "es", "it", "sv", None)))
    return Manuscript(Path("rest.docx"), tuple(blocks), left_out, None, language)


def words(text: str) -> list[str]:
    # what changes the look of a sign, and where a word may be hyphenated, parts no words
    whole = re.sub("[\u00ad\ufe0e\ufe0f\u20e3]|\u200d(?!\\w)", "", text)
    return re.findall(r"[^\W_]+", unicodedata.normalize("NFC", whole))


def session(manuscript: Manuscript, *, split: bool = False) -> Imported | None:
    order = ImportOrder(manuscript.path, split=split)
    with contextlib.suppress(AudiogenError):
        return imported_sessions(manuscript, order, ShowFolder(show=SHOW), today=TODAY)
    return None


def scripts(imported: Imported) -> Sequence[Script]:
    found: list[Script] = []
    for each in imported.sessions:
        reading = read_script(parse_document(each.path, each.text, KEYS), 1, SHOW)
        assert not reading.faults, each.text
        assert reading.value is not None
        found.append(reading.value)
    return found


def without_notation(text: str) -> str:
    """The words that a text has from its document: those of variables and silences are accounted for elsewhere."""
    return re.sub(r"(?<!\\)(?:\{[^{}]*\}|\[pause [^\]]*\])", " ", text)


def said(script: Script, *, title: bool) -> list[str]:
    found = words(script.title) if title else []
    for step in script.steps:
        texts = (step.chapter,) if isinstance(step, Chapter) else map(without_notation, spoken_texts(step).values())
        found += [word for text in texts for word in words(text)]
    return found


def is_within(part: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether the words of a part come in the same order in the whole."""
    rest = iter(whole)
    return all(word in rest for word in part)


@many
@given(manuscripts(), st.booleans())
def test_every_word_is_said_in_its_order_or_listed_with_what_became_of_it(manuscript: Manuscript, split: bool) -> None:  # noqa: FBT001 - hypothesis gives it
    imported = session(manuscript, split=split)
    if imported is None:
        return
    headings = {titled(block.text) for block in manuscript.blocks if block.kind == "heading"}
    # a first line that stands alone may be the title, too
    headings |= {titled(block.text.partition("\n")[0]) for block in manuscript.blocks[:1]}
    spoken = [word for script in scripts(imported) for word in said(script, title=script.title in headings)]
    turned = [word for each in imported.sessions for became in each.composed.turned for word in words(became.text)]
    left_out = [word for each in imported.left_out for word in words(each.text)]
    written = [word for block in manuscript.blocks for word in words(block.text)]
    listed = [word for each in manuscript.left_out for word in words(each.text)]
    assert Counter(spoken) + Counter(turned) + Counter(left_out) == Counter(written) + Counter(listed)
    # a title stands before all others, wherever its heading stood
    assert is_within([word for script in scripts(imported) for word in said(script, title=False)], written)
    assert is_within(turned, written)
    assert all(each.reason for each in imported.left_out)
