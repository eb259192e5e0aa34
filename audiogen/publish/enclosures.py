"""The media files of an episode, as a feed offers them: one enclosure, and others that apps may offer in its place."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath

from audiogen.manifest import Manifest, Media
from audiogen.publish.text import integrity
from audiogen.publish.words.page_words import PageWords
from audiogen.units import written_length


@dataclass(frozen=True, slots=True)
class Enclosure:
    """One media file in the feed."""

    url: str
    media: Media
    integrity: str
    """Subresource Integrity, from the file's SHA-256."""
    title: str
    """What apps may call it in a choice: its length, its format, or both, whichever differs."""
    language: str
    """BCP 47."""
    length: str
    """Of another length than the episode's, `20m`: files with the same are one sound in several formats. Else empty."""


def enclosures_of(
    episode: Manifest, others: Sequence[Manifest], address: Callable[[str], str], words: PageWords
) -> tuple[Enclosure, ...]:
    """The files of an episode: its own in all of its formats, then the other lengths, each in the first one.

    What only the page plays is none of them.

    Args:
        episode: whose item it is.
        others: its session in other lengths, where these have no items of their own.
        address: makes an absolute address of a path below dist/.
        words: in the language of the episode.
    """
    found = [(episode, media) for media in episode.media]
    found += [(other, other.media[0]) for other in sorted(others, key=lambda each: each.media[0].duration_s)]
    several = len({_format(media) for _, media in found}) > 1
    enclosures = []
    for track, media in found:
        length = [words.length(media.duration_s)] if others else []
        enclosures.append(
            Enclosure(
                url=address(media.file),
                media=media,
                integrity=integrity(bytes.fromhex(media.sha256)),
                title=", ".join([*length, *([_format(media)] if several else [])]),
                language=track.language,
                length=written_length(track.length_s) if track is not episode and track.length_s else "",
            )
        )
    return tuple(enclosures)


def _format(media: Media) -> str:
    return PurePosixPath(media.file).suffix[1:].upper()
