"""All files of a publication as it is on one day, in the order in which a host gets them.

What is sent is what the manifests name, and nothing else that may lie in the folder: no stems, no plans, no caches.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from audiogen.errors import OutputError
from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.facts import Publication
from audiogen.publish.site_texts import site_texts

_HINT = "Run `audiogen build`: it makes anew what is missing."


@dataclass(frozen=True, slots=True)
class OutgoingFile:
    """One file for a host."""

    source: Path | bytes
    """Where its bytes are, or the bytes."""
    sha256: str
    """64 hexadecimal digits; of sound, as its manifest says."""
    size_bytes: int

    @classmethod
    def of(cls, content: bytes) -> OutgoingFile:
        """A file with this in it."""
        return cls(content, hashlib.sha256(content).hexdigest(), len(content))


def outgoing(
    publication: Publication,
    manifests: Sequence[Manifest],
    dist: Path,
    base_url: str,
    *,
    feed: bool | None = None,
    sounds: Mapping[str, Path] | None = None,
) -> Mapping[str, OutgoingFile]:
    """What a host gets of a publication.

    Args:
        publication: as it is on a day.
        manifests: of its tracks, in its order.
        dist: the folder of its files.
        base_url: where it will be found.
        feed: see `audiogen.publish.site_texts`.
        sounds: media files that lie elsewhere, by their paths below the address.

    Returns:
        The files by their paths below the address, in the order of sending: what never changes under its name comes
        first, so that no page ever names what is not there; feed.xml and offline.json come last.

    Raises:
        OutputError: when a file is missing.
    """
    publication = _with_manifests(publication, manifests)
    texts = site_texts(publication, manifests, base_url, feed=feed)
    loaded = dict(_of_texts({**{each.file: each.to_json() for each in manifests}, **texts.loaded}))
    facts = {layout.FACTS: publication.with_files(texts.paths).to_json()}
    changing = {**texts.pages, **facts, **texts.last}
    files = dict(_sounds(manifests, dist, sounds or {}))
    written = sorted({*publication.files, publication.cover, publication.thumbnail} - {*files, *loaded, *changing})
    for path in written:
        if not layout.is_changing(path):  # of the pages that lie there, some may not be of this day
            files[path] = _read(dist, path)
    return {**files, **loaded, **dict(_of_texts(changing))}


def sha256_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal digits; it is read in blocks."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _with_manifests(publication: Publication, manifests: Sequence[Manifest]) -> Publication:
    """The publication with its manifests under the names that they have as they are here."""
    files = {each.name: each.file for each in manifests}
    episodes = tuple(each.model_copy(update={"manifest": files[each.name]}) for each in publication.episodes)
    return publication.model_copy(update={"episodes": episodes})


def _sounds(
    manifests: Sequence[Manifest], dist: Path, elsewhere: Mapping[str, Path]
) -> Iterator[tuple[str, OutgoingFile]]:
    for media in (media for each in manifests for media in (*each.media, *(page.media for page in each.page))):
        place = elsewhere.get(media.file, dist / media.file)
        if not place.is_file():
            message = f"{place} is missing, though its episode is published"
            raise OutputError(message, hint=_HINT)
        yield media.file, OutgoingFile(place, media.sha256, media.size_bytes)


def _of_texts(texts: Mapping[str, str]) -> Iterator[tuple[str, OutgoingFile]]:
    for path, text in texts.items():
        yield path, OutgoingFile.of(text.encode())


def _read(dist: Path, path: str) -> OutgoingFile:
    place = dist / path
    try:
        return OutgoingFile(place, sha256_of(place), place.stat().st_size)
    except OSError as error:
        message = f"{place} cannot be read: {error.strerror or error}"
        raise OutputError(message, hint=_HINT) from error
