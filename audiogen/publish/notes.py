"""The notes of an episode, as podcast apps show them: short ones for lists, and whole ones, both as HTML.

Every element is one that Apple's and the other apps keep: paragraphs, lists, line breaks and links.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from audiogen.manifest import Manifest
from audiogen.publish.chapters import timestamps
from audiogen.publish.text import one_line, render, shorten, split_paragraphs
from audiogen.publish.words.page_words import PageWords
from audiogen.script.helplines import Helpline

SHORT_BYTES: Final = 4000
"""Apple's limit on a description."""


@dataclass(frozen=True, slots=True)
class EpisodeNotes:
    """What apps show below an episode."""

    short: Markup
    """What has to be known before it is played, in at most 4000 bytes: of a long summary, as much as finds room."""
    full: Markup
    """All that can be told of it."""


@dataclass(frozen=True, slots=True)
class NotesWriter:
    """Writes the notes of all episodes in one language; what all of them say is rendered once."""

    words: PageWords
    helplines: Markup

    @classmethod
    def of(cls, words: PageWords, helplines: Sequence[Helpline]) -> NotesWriter:
        """The writer for a language.

        Args:
            words: in that language.
            helplines: whom listeners can call or text.
        """
        return cls(words, Markup(render("note_lines.html", helplines=helplines, say=words.say)))  # noqa: S704 - escaped

    def notes(self, episode: Manifest, page: str) -> EpisodeNotes:
        """The notes of an episode.

        Args:
            episode: whose they are.
            page: the address of the session's page.
        """
        begin = self._short(episode, episode.summary)
        full = render(
            "notes.html",
            begin=begin,
            helplines=self.helplines,
            chapters=timestamps(episode),
            credits=episode.credits,
            voices=", ".join(episode.voices) if episode.synthetic_voice else "",
            page=page,
            has_words=bool(episode.captions),
            say=self.words.say,
        )
        short = begin if _fits(begin) else self._cut(episode)
        return EpisodeNotes(short, Markup(full.strip()))  # noqa: S704 - escaped

    def _cut(self, episode: Manifest) -> Markup:
        summary = episode.summary.strip()
        room = len(summary.encode())
        # escaping makes a text longer by an amount that depends on where it is cut, hence the loop
        while not _fits(notes := self._short(episode, shorten(summary, room))) and room > 0:
            room = max(room - (len(notes.encode()) - SHORT_BYTES), 0)
        return notes

    def _short(self, episode: Manifest, summary: str) -> Markup:
        text = render(
            "short_notes.html",
            paragraphs=split_paragraphs(summary),
            content=one_line(episode.notes.content or ""),
            care=one_line(episode.notes.care or ""),
            caveats=[self.words.caveat(text) for text in episode.caveats],
            say=self.words.say,
        )
        return Markup(text.strip())  # noqa: S704 - escaped


def _fits(notes: str) -> bool:
    return len(notes.encode()) <= SHORT_BYTES
