"""Tracks with signed media in the place of the built ones: other files, other names, and the manifests say so.

What the page plays is not signed. Those files hold nothing beside the sound, so that it begins at once; and a phone
that keeps sessions would fetch each of them anew with every new certificate, though nothing of it sounds different.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest, Media, file_of
from audiogen.marking.certificate import Signer
from audiogen.marking.claim import claim_of
from audiogen.marking.copies import FOLDER, SignedCopies, SignedCopy
from audiogen.marking.signing import MIMES
from audiogen.names import listed
from audiogen.publish.facts import Publication


@dataclass(frozen=True, slots=True)
class Signing:
    """What tracks are signed with."""

    signer: Signer
    copies: SignedCopies
    """Where signed files are kept."""
    on_progress: Callable[[int, int], None] = lambda _done, _all: None
    """Hears how many bytes are signed, and of how many."""

    def within(self, cache: Path) -> Signing:
        """The same with copies that are kept in another cache."""
        return replace(self, copies=SignedCopies(cache / FOLDER, self.copies.clock))


@dataclass(frozen=True, slots=True)
class SignedTracks:
    """What is sent in place of what was built."""

    manifests: tuple[Manifest, ...]
    sounds: Mapping[str, Path]
    """Where the signed files are, by the paths that the manifests give them."""
    doubts: tuple[str, ...]
    """What the author should know before they are sent."""


def signed_tracks(
    publication: Publication, manifests: Sequence[Manifest], dist: Path, signing: Signing | None
) -> SignedTracks:
    """The same tracks with signed media; what was signed before is taken as it is.

    Args:
        publication: whose tracks they are.
        manifests: of the tracks.
        dist: where the built files are.
        signing: what they are signed with; None where they stay as they are.

    Raises:
        AudiogenError: when nothing of a track can be signed, or a file cannot be.
    """
    if signing is None:
        return SignedTracks(tuple(manifests), {}, ())
    for track in manifests:
        _refuse_if_nothing_can_be_signed(track)
    total = sum(media.size_bytes for track in manifests for media in track.media if can_be_signed(media))
    signed, sounds, done = [], dict[str, Path](), 0
    for track in manifests:
        claim = claim_of(publication, track)
        media = []
        for each in track.media:
            if not can_be_signed(each):
                media.append(each)
                continue
            copy = signing.copies.of(each, dist / each.file, signing.signer, claim)
            media.append(_of_copy(each, track.name, copy))
            sounds[media[-1].file] = copy.path
            done += each.size_bytes
            signing.on_progress(done, total)
        signed.append(track.model_copy(update={"media": tuple(media)}))
    signing.copies.forget_unused()
    return SignedTracks(tuple(signed), sounds, tuple(_doubts(signing, manifests)))


def can_be_signed(media: Media) -> bool:
    """Whether C2PA has a place for itself in files of this kind."""
    return PurePosixPath(media.file).suffix in MIMES


def _doubts(signing: Signing, manifests: Sequence[Manifest]) -> Iterator[str]:
    yield from signing.signer.remarks
    files = (media.file for track in manifests for media in track.media if not can_be_signed(media))
    kinds = sorted({PurePosixPath(path).suffix for path in files})
    if kinds:
        yield f"media files that end in {listed(kinds)} go without a mark, since C2PA has no place in them"


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
