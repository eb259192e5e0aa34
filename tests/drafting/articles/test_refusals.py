"""What is no article is refused, with the command for it."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.articles import garden_blocks, manuscript
from support.documents import paragraph

from audiogen.drafting.articles.refusals import refuse_other_languages, refuse_other_texts, refuse_sessions
from audiogen.errors import AudiogenError

GERMAN = (
    "Vertrauen w\u00e4chst langsam, und es braucht Geduld, Zeit und Menschen, die bei dem bleiben, was sie sagen. " * 3
)


def test_a_script_is_sent_to_import() -> None:
    script = manuscript([paragraph("Welcome. (pause 10 seconds)"), paragraph("Breathe in. [bell]"), paragraph("Rest.")])
    with pytest.raises(AudiogenError, match="is a script, with 2 silences") as caught:
        refuse_other_texts(script)
    assert "`audiogen import article.txt`" in caught.value.hint


def test_a_session_is_no_article() -> None:
    with pytest.raises(AudiogenError, match="is a session or a show"):
        refuse_sessions(Path("scripts/01-rest.YAML"))
    refuse_sessions(Path("article.docx"))


def test_an_article_is_taken() -> None:
    refuse_other_texts(manuscript(garden_blocks()))
    refuse_other_languages(manuscript(garden_blocks()))
    refuse_other_languages(manuscript(garden_blocks(), language=None))
    refuse_other_languages(manuscript([paragraph("Two words.")], language=None))


@pytest.mark.parametrize(("language", "told"), [("de", "is in German"), (None, "is not in English, as far as")])
def test_another_language_is_told_with_the_way_that_there_is(language: str | None, told: str) -> None:
    with pytest.raises(AudiogenError, match=told) as caught:
        refuse_other_languages(manuscript([paragraph(GERMAN)], language=language))
    assert "--llm" in caught.value.hint
