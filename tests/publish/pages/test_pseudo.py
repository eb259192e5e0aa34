"""No word of a page stands outside of the catalogues: with a pseudo-translation, no letter of English is left."""

from __future__ import annotations

from typing import Final

import pytest
from support.pages import PUBLIC
from support.pseudo import LANGUAGE, ReadOut, pseudo_words, untranslated
from support.publishing import episode, in_length, publication, show, with_page

from audiogen.manifest import Caption, ChapterMark, Manifest
from audiogen.publish.address import app_links
from audiogen.publish.facts import ClientSession, ForClient
from audiogen.publish.notes import NotesWriter
from audiogen.publish.pages.site_pages import render_missing_page, render_pages
from audiogen.publish.words.page_words import words_of
from audiogen.script.helplines import Helpline
from audiogen.script.model import Notes

SHOW: Final = show(
    title="静けさ",
    author="診療所",
    description="七つの静かな時間。皆のために。",
    language=LANGUAGE,
    email="1@2.3",
    link="https://pods.example/",
    copyright="2026",
    notes=Notes(care="治療ではない。\n\n決して。"),
    helplines=(Helpline(name="電話", call="116 123", note="いつでも"), Helpline(name="電話二", text="今 to 988")),
    words=pseudo_words(),
)
NAMES: Final = {link.app for link in app_links(f"{PUBLIC}/feed.xml")}
"""Of apps, which are the same in all languages."""


def session(number: int, **facts: object) -> Manifest:
    texts: dict[str, object] = {
        "title": f"時間{number}",
        "section": None,
        "summary": "それについて。",
        "language": LANGUAGE,
        "notes": Notes(content="古い傷。"),
        "voice": "声",
        "bed": "雨",
        "credits": ("録音、2026",),
        "chapters": tuple(ChapterMark(start_s=at * 30.0, end_s=at * 30.0 + 30, title=f"部{at}") for at in range(3)),
        "captions": (Caption(start_s=1, end_s=3, text="こんにちは。", kind="speech", paragraph=True),),
    }
    return with_page(episode(number, **{**texts, **facts}))


def longer(number: int) -> Manifest:
    main = session(number)
    kept = {name: getattr(main, name) for name in ("title", "summary", "language", "notes", "voice", "bed", "captions")}
    other = in_length(3723.0, number, section=None, chapters=main.chapters, **kept)
    sounds = [each.model_copy(update={"mix": mix}) for each in main.page for mix in ("full", "voice")]
    return other.model_copy(update={"page": tuple(sounds)})


MANIFESTS: Final = (session(1), longer(1), session(2, captions=(), chapters=(), bed=None), session(3, bed="1.2"))


def leaks(page: str) -> list[str]:
    found = [text.strip() for text in ReadOut(page).texts]
    return [text for text in found if untranslated(text) and text not in NAMES]


@pytest.mark.parametrize("base", [PUBLIC, "http://localhost:8000"])
def test_pages_for_everybody_say_nothing_that_is_not_translated(base: str) -> None:
    pages = render_pages(publication(SHOW, MANIFESTS), MANIFESTS, base).pages
    assert len(pages) == 4
    assert {path: found for path, page in pages.items() if (found := leaks(page))} == {}


@pytest.mark.parametrize("count", [1, len(MANIFESTS)])
def test_the_pages_of_a_client_say_nothing_that_is_not_translated(count: int) -> None:
    manifests = MANIFESTS[:count]
    client = ForClient(message="あなたへ。", sessions=tuple(ClientSession(slug=f"{at:02}-session") for at in (1, 2)))
    made = publication(SHOW, manifests).model_copy(update={"client": client})
    pages = render_pages(made, manifests, PUBLIC).pages
    assert {path: found for path, page in pages.items() if (found := leaks(page))} == {}


@pytest.mark.parametrize("of_session", [False, True])
def test_the_page_in_place_of_one_that_is_not_there_is_translated(*, of_session: bool) -> None:
    assert leaks(render_missing_page(publication(SHOW, MANIFESTS), MANIFESTS, of_session=of_session)) == []


def test_notes_in_apps_say_nothing_that_is_not_translated() -> None:
    (first, *_) = MANIFESTS
    notes = NotesWriter.of(words_of(SHOW), SHOW.helplines).notes(first, "https://pods.example/a")
    assert [leaks(notes.short), leaks(notes.full)] == [[], []]


def test_a_word_that_is_not_translated_is_found() -> None:
    assert leaks('<p aria-label="Play">\uff30lay<script>play</script></p>') == ["Play", "\uff30lay"]
