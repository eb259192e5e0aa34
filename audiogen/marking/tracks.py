"""Tracks with signed media in the place of the built ones: other files, other names, and the manifests say so.

What the page plays is not signed. Those files hold nothing beside the sound, so that it begins at once; and a phone
that keeps sessions would fetch each of them anew with every new certificate, though nothing of it sounds different.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest, Media, file_of
from audiogen.marking.certificate import Signer
from audiogen.marking.claim import claim_of
from audiogen.marking.copies import SignedCopies, SignedCopy
from audiogen.marking.signing import MIMES
from audiogen.publish.facts import Publication


@dataclass(frozen=True, slots=True)
class Marks:
    """What tracks are signed with."""

    signer: Signer
    copies: SignedCopies
    """Where signed files are kept."""


@dataclass(frozen=True, slots=True)
class SignedTracks:
    """What is sent in place of what was built."""

    manifests: tuple[Manifest, ...]
    sounds: Mapping[str, Path] = field(default_factory=dict)
    """Where the signed files are, by the paths that the manifests give them."""
    unsigned: tuple[str, ...] = ()
    """Media that go without a mark, since C2PA has no place in files of their kind; paths below dist/."""
    new: int = 0
    """How many files were signed just now."""


def signed_tracks(
    publication: Publication,
    manifests: Sequence[Manifest],
    dist: Path,
    marks: Marks,
    on_progress: Callable[[int, int], None] = lambda _done, _all: None,
) -> SignedTracks:
    """The same tracks with signed media; what was signed before is taken as it is.

    Args:
        publication: whose tracks they are.
        manifests: of the tracks.
        dist: where the built files are.
        marks: what they are signed with.
        on_progress: hears how many bytes are done, and of how many.

    Raises:
        AudiogenError: when nothing of a track can be signed, or a file cannot be.
    """
    for track in manifests:
        _refuse_if_nothing_can_be_signed(track)
    total = sum(media.size_bytes for track in manifests for media in track.media if can_be_signed(media))
    signed, sounds, new, done = [], dict[str, Path](), 0, 0
    for track in manifests:
        claim = claim_of(publication, track)
        media = []
        for each in track.media:
            if not can_be_signed(each):
                media.append(each)
                continue
            copy = marks.copies.of(each, dist / each.file, marks.signer, claim)
            media.append(_of_copy(each, track.name, copy))
            sounds[media[-1].file] = copy.path
            new += copy.new
            done += each.size_bytes
            on_progress(done, total)
        signed.append(track.model_copy(update={"media": tuple(media)}))
    marks.copies.forget_unused()
    unsigned = tuple(media.file for track in manifests for media in track.media if not can_be_signed(media))
    return SignedTracks(tuple(signed), sounds, unsigned, new)


def can_be_signed(media: Media) -> bool:
    """Whether C2PA has a place for itself in files of this kind."""
    return PurePosixPath(media.file).suffix in MIMES


def _refuse_if_nothing_can_be_signed(track: Manifest) -> None:
    if any(map(can_be_signed, track.media)):
        return
    kind = PurePosixPath(track.media[0].file).suffix
    message = f"nothing of {track.name} can be signed: C2PA has no place in {kind} files"
    raise AudiogenError(message, hint="Let show.yaml have a format that it has one in, as in `formats: [mp3, opus]`.")


def _of_copy(media: Media, name: str, copy: SignedCopy) -> Media:
    """What a manifest says of the signed file: the sound, with its length and bit rate, is the same."""
    path = file_of(name, copy.sha256, PurePosixPath(media.file).suffix)
    return media.model_copy(update={"file": path, "sha256": copy.sha256, "size_bytes": copy.size_bytes})
