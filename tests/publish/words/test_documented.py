"""The list of all words in docs/page-words.md is that of the template, and can be copied into a show as it stands.

`python tests/publish/words/test_documented.py` writes it anew.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

from audiogen.script.model import KEYS, Show
from audiogen.script.own_words import wordings
from audiogen.script.page_texts import OF_SOUNDS, WORDS_FOLDER, page_texts, read_catalogue
from audiogen.script.reading import read_model
from audiogen.script.yaml.document import parse_document

PAGE = Path(__file__).parents[3] / "docs" / "page-words.md"
BLOCK = re.compile(r"```yaml\n(words:\n\s+# .*?)```", re.DOTALL)


def listed() -> Iterator[str]:
    """All words as YAML, with the remarks of the template."""
    yield "words:"
    for message in read_catalogue(WORDS_FOLDER / "page.pot"):
        if message.id and message.context not in OF_SOUNDS:
            heading = " ".join(message.user_comments)
            yield from (f"\n  # {heading.upper()}" for _ in range(bool(heading)))
            yield from (f"  # {remark}" for remark in message.auto_comments)
            text = page_texts()[str(message.context)].english
            if isinstance(text, str):
                yield f"  {message.context}: {json.dumps(text, ensure_ascii=False)}"
            else:
                yield f"  {message.context}:"
                yield from (f"    {form}: {json.dumps(each, ensure_ascii=False)}" for form, each in text.items())


def block() -> str:
    return "\n".join((*listed(), ""))


def test_the_list_is_that_of_the_template() -> None:
    found = BLOCK.search(PAGE.read_text(encoding="utf-8"))
    assert found, "docs/page-words.md has no list"
    assert found[1] == block(), "run: python tests/publish/words/test_documented.py"


def test_the_list_can_be_copied_into_a_show_as_it_stands() -> None:
    text = f"title: A\nauthor: A\ndescription: A\n{block()}"
    read = read_model(parse_document(Path("show.yaml"), text, KEYS), Show)
    assert read.faults == ()
    assert read.value is not None
    assert wordings(read.value.words) == {each.name: each.english for each in page_texts().values()}


def test_the_page_gives_whoever_says_sie_all_texts_that_say_du() -> None:
    (block,) = re.findall(r"```yaml\n(words:\n  nobody_is_told.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
    read = read_model(parse_document(Path("show.yaml"), f"title: A\nauthor: A\ndescription: A\n{block}", KEYS), Show)
    assert read.value is not None
    formal = wordings(read.value.words)
    head = (WORDS_FOLDER / "de.po").read_text(encoding="utf-8").partition('msgid ""')[0]
    assert set(formal) == {name for name in page_texts() if re.search(rf"\b{name}\b", head.partition("words for:")[2])}
    assert [each for each in formal.values() if re.search(r"\b(?:du|dich|dir|dein\w*)\b", str(each))] == []


if __name__ == "__main__":
    before = PAGE.read_text(encoding="utf-8")
    PAGE.write_text(BLOCK.sub(lambda _: f"```yaml\n{block()}```", before), encoding="utf-8")
