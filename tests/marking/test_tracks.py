"""A show with signed media: whatever names a file names the signed one, and publishing again changes nothing."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest
from support.certificates import signer as signer_in
from support.media import tones
from support.publishing import episode, page_bytes, publication, show, with_page
from support.real_media import with_real_media

from audiogen.errors import AudiogenError
from audiogen.manifest import Manifest, Media, file_of
from audiogen.marking.copies import SignedCopies
from audiogen.marking.signing import verify_signed
from audiogen.marking.tracks import SignedTracks, Signing, signed_tracks
from audiogen.publish import layout
from audiogen.publish.facts import Publication
from audiogen.publish.outgoing import OutgoingFile, outgoing

BASE = "https://pods.example/trust"


def built(dist: Path, number: int, *formats: str) -> Manifest:
    """An episode with real files."""
    made = with_real_media(dist, with_page(episode(number)), *formats, sound=tones(20_000 + number))
    (dist / made.page[0].media.file).write_bytes(page_bytes(made.name))
    return made


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("dist")


@pytest.fixture(scope="module")
def tracks(dist: Path) -> tuple[Manifest, ...]:
    return built(dist, 1, "mp3", "opus"), built(dist, 2, "mp3")


@pytest.fixture(scope="module")
def public(tracks: tuple[Manifest, ...]) -> Publication:
    return publication(show(author="A. Guide"), tracks)


@pytest.fixture(scope="module")
def signing(tmp_path_factory: pytest.TempPathFactory) -> Signing:
    folder = tmp_path_factory.mktemp("signing")
    return Signing(signer_in(folder), SignedCopies(folder / "signed"))


@pytest.fixture(scope="module")
def signed(public: Publication, tracks: tuple[Manifest, ...], dist: Path, signing: Signing) -> SignedTracks:
    return signed_tracks(public, tracks, dist, signing)


@pytest.fixture(scope="module")
def sent(public: Publication, signed: SignedTracks, dist: Path) -> Mapping[str, OutgoingFile]:
    """What a host gets."""
    for path in (public.cover, public.thumbnail):
        (dist / path).parent.mkdir(exist_ok=True)
        (dist / path).write_bytes(b"a picture")
    return outgoing(public, signed.manifests, dist, BASE, sounds=signed.sounds)


def test_manifests_name_the_signed_files_with_their_sizes_and_hashes(signed: SignedTracks) -> None:
    for track in signed.manifests:
        media = track.media[0]
        content = signed.sounds[media.file].read_bytes()
        assert (len(content), hashlib.sha256(content).hexdigest()) == (media.size_bytes, media.sha256)
        assert media.file == file_of(track.name, media.sha256, ".mp3")


def test_each_file_says_whose_title_it_bears(signed: SignedTracks) -> None:
    for track in signed.manifests:
        found = verify_signed(signed.sounds[track.media[0].file])
        assert (found.title, found.author) == (track.full_title, "A. Guide")


def test_a_host_gets_the_signed_files_and_none_of_those_they_stand_for(
    sent: Mapping[str, OutgoingFile], signed: SignedTracks, tracks: tuple[Manifest, ...]
) -> None:
    assert sent.keys() >= signed.sounds.keys()
    assert {track.media[0].file for track in tracks}.isdisjoint(sent)


def test_feed_pages_and_facts_name_the_signed_files(
    sent: Mapping[str, OutgoingFile], signed: SignedTracks, tracks: tuple[Manifest, ...]
) -> None:
    texts = {path: file.source.decode() for path, file in sent.items() if isinstance(file.source, bytes)}
    for before, after in zip(tracks, signed.manifests, strict=True):
        assert f'url="{BASE}/{after.media[0].file}"' in texts[layout.FEED]
        assert f'length="{after.media[0].size_bytes}"' in texts[layout.FEED]
        assert after.media[0].file.split("/")[-1] in texts[layout.session_page(after.slug)]
        assert after.file in texts[layout.FACTS]
        assert after.media[0].sha256 in texts[after.file]
        assert not [path for path, text in texts.items() if before.media[0].file.split("/")[-1] in text]


def test_all_else_stays_as_it_was_built(signed: SignedTracks, tracks: tuple[Manifest, ...]) -> None:
    for before, after in zip(tracks, signed.manifests, strict=True):
        assert after.page == before.page
        assert after.model_copy(update={"media": before.media}) == before
        assert _sound(after.media[0]) == _sound(before.media[0])


def _sound(media: Media) -> tuple[int, float, int, str]:
    return media.frames, media.duration_s, media.bit_rate, media.mime


def test_what_c2pa_has_no_place_in_is_told_and_stays_as_it_is(
    signed: SignedTracks, tracks: tuple[Manifest, ...]
) -> None:
    opus = tracks[0].media[1]
    (doubt,) = signed.doubts
    assert doubt == "media files that end in .opus go without a mark, since C2PA has no place in them"
    assert signed.manifests[0].media[1] == opus
    assert opus.file not in signed.sounds


def test_an_episode_of_which_nothing_can_be_signed_is_refused(tmp_path: Path, signing: Signing) -> None:
    track = built(tmp_path, 3, "opus")
    with pytest.raises(AudiogenError, match=r"nothing of 03-session can be signed: C2PA has no place in \.opus files"):
        signed_tracks(publication(show(), (track,)), (track,), tmp_path, signing)


def test_publishing_again_names_the_very_same_files(
    signed: SignedTracks, public: Publication, tracks: tuple[Manifest, ...], dist: Path, signing: Signing
) -> None:
    heard: list[tuple[int, int]] = []
    listening = replace(signing, on_progress=lambda done, total: heard.append((done, total)))
    again = signed_tracks(public, tracks, dist, listening)
    assert again == signed
    sizes = [track.media[0].size_bytes for track in tracks]
    assert heard == [(sizes[0], sum(sizes)), (sum(sizes), sum(sizes))]


def test_without_marks_everything_stays_as_it_was_built(
    public: Publication, tracks: tuple[Manifest, ...], dist: Path
) -> None:
    assert signed_tracks(public, tracks, dist, None) == SignedTracks(tracks, {}, ())


def test_nothing_of_a_client_comes_into_the_cache_of_all(signing: Signing, tmp_path: Path) -> None:
    assert signing.within(tmp_path).copies.folder == tmp_path / "signed"
