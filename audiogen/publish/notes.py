"""The notes of an episode, as podcast apps show them: short ones for lists, and whole ones, both as HTML.

Every element is one that Apple's and the other apps keep: paragraphs, lists, line breaks and links.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from audiogen.manifest import Manifest
from audiogen.publish.chapters import timestamps
from audiogen.publish.text import one_line, render, shorten, split_paragraphs
from audiogen.publish.words.page_words import PageWords
from audiogen.script.helplines import Helpline

SHORT_BYTES: Final = 4000
"""Apple's limit on a description."""


def short_notes(episode: Manifest, words: PageWords) -> str:
    """What has to be known before it is played, in at most 4000 bytes; of a long summary, as much as there is room for.

    Args:
        episode: whose notes they are.
        words: in its language.
    """
    summary = episode.summary.strip()
    room = len(summary.encode())
    # escaping makes a text longer by an amount that depends on where it is cut, hence the loop
    while len((notes := _short(episode, shorten(summary, room), words)).encode()) > SHORT_BYTES and room > 0:
        room = max(room - (len(notes.encode()) - SHORT_BYTES), 0)
    return notes


def full_notes(episode: Manifest, words: PageWords, helplines: Sequence[Helpline], page: str) -> str:
    """All that can be told of an episode.

    Args:
        episode: whose notes they are.
        words: in its language.
        helplines: whom listeners can call or text.
        page: the address of the session's page.
    """
    return render(
        "notes.html",
        **_told(episode, episode.summary, words),
        helplines=helplines,
        chapters=timestamps(episode),
        credits=episode.credits,
        voices=", ".join(episode.voices) if episode.synthetic_voice else "",
        page=page,
        has_words=bool(episode.captions),
    ).strip()


def _short(episode: Manifest, summary: str, words: PageWords) -> str:
    return render("short_notes.html", **_told(episode, summary, words)).strip()


def _told(episode: Manifest, summary: str, words: PageWords) -> dict[str, object]:
    return {
        "paragraphs": split_paragraphs(summary),
        "content": one_line(episode.notes.content or ""),
        "care": one_line(episode.notes.care or ""),
        "caveats": [words.caveat(text) for text in episode.caveats],
        "say": words.say,
    }
