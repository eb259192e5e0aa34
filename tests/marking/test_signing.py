"""Signed files: validators find who signed and how it was made, and players find the same sound, tags and chapters."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import av
import c2pa
import mutagen
import pytest
from mutagen.id3 import ID3
from support.certificates import WHO, root
from support.certificates import signer as signer_in
from support.media import COVER, TAGS, tones, write

from audiogen.encode.formats import formats
from audiogen.encode.mp3.retag import copy_mp3
from audiogen.errors import AudiogenError, MediaError
from audiogen.marking import signing
from audiogen.marking.certificate import Signer
from audiogen.marking.claim import SYNTHETIC, Claim
from audiogen.marking.signing import MIMES, packets_sha256, sign_media, verify_signed

CLAIM = Claim("Arriving — ça va", "A. Guide", ("heart",))
FRAMES = 30_000
every_kind = pytest.mark.parametrize("suffix", MIMES)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("signing")


@pytest.fixture(scope="module")
def signer(folder: Path) -> Signer:
    return signer_in(folder)


@pytest.fixture(scope="module")
def pairs(folder: Path, signer: Signer) -> dict[str, tuple[Path, Path]]:
    """A built file and its signed copy, of every kind."""
    found = {}
    for form in formats():
        if form.suffix in MIMES:
            source = write(folder / f"built{form.suffix}", form, tones(FRAMES))
            sign_media(source, folder / f"signed{form.suffix}", signer, CLAIM)
            found[form.suffix] = source, folder / f"signed{form.suffix}"
    return found


def test_only_opus_cannot_be_signed_and_the_library_says_so_too() -> None:
    assert {form.name for form in formats() if form.suffix not in MIMES} == {"opus"}
    taken = {*c2pa.Builder.get_supported_mime_types()}
    assert {*MIMES.values()} <= taken
    assert not taken & {"audio/ogg", "audio/opus", "ogg", "opus"}


@every_kind
def test_a_validator_finds_who_signed_and_how_it_was_made(pairs: dict[str, tuple[Path, Path]], suffix: str) -> None:
    found = verify_signed(pairs[suffix][1])
    assert (found.signer, found.title, found.author) == (WHO, CLAIM.title, CLAIM.author)
    assert found.source == SYNTHETIC
    assert not found.trusted


@every_kind
def test_whoever_trusts_the_authority_trusts_the_file(pairs: dict[str, tuple[Path, Path]], suffix: str) -> None:
    assert verify_signed(pairs[suffix][1], authorities_pem=root().pem.decode()).trusted


@every_kind
def test_every_packet_of_sound_is_the_same(pairs: dict[str, tuple[Path, Path]], suffix: str) -> None:
    packets = []
    for path in pairs[suffix]:
        with av.open(path) as container:
            packets.append([bytes(packet) for packet in container.demux(audio=0)])
            packets[-1].append(container.duration)
    assert packets[0] == packets[1]
    assert packets_sha256(pairs[suffix][0]) == packets_sha256(pairs[suffix][1])


def test_all_of_an_mp3_but_its_tag_is_the_same(tmp_path: Path, pairs: dict[str, tuple[Path, Path]]) -> None:
    built, signed = (path.read_bytes()[ID3(path).size :] for path in pairs[".mp3"])
    assert built == signed
    copies = []
    for path in pairs[".mp3"]:
        copy_mp3(path, tmp_path / path.name, FRAMES, None, None)
        copies.append((tmp_path / path.name).read_bytes())
    assert copies[0] == copies[1]


def test_tags_chapters_and_cover_of_an_mp3_are_read_as_before(pairs: dict[str, tuple[Path, Path]]) -> None:
    built, signed = (ID3(path) for path in pairs[".mp3"])
    assert {*signed} - {*built} == {"GEOB:c2pa manifest store"}
    assert {*built} <= {*signed}
    assert signed.getall("APIC")[0].data == COVER
    for key in built:
        assert getattr(signed[key], "text", None) == getattr(built[key], "text", None)
    chapters = [
        [(each.start_time, each.end_time, str(each.sub_frames["TIT2"])) for each in tag.getall("CHAP")]
        for tag in (built, signed)
    ]
    assert chapters[0] == chapters[1]
    assert len(chapters[0]) == len(TAGS.chapters)


@pytest.mark.parametrize("suffix", [".m4a", ".flac", ".wav"])
def test_tags_of_other_files_are_the_same(pairs: dict[str, tuple[Path, Path]], suffix: str) -> None:
    built, signed = (mutagen.File(path) for path in pairs[suffix])
    assert dict(built.tags) == dict(signed.tags)
    assert built.info.length == signed.info.length


@pytest.mark.skipif(shutil.which("mp3val") is None, reason="mp3val is not installed")
def test_mp3val_finds_nothing_wrong(pairs: dict[str, tuple[Path, Path]]) -> None:
    run = subprocess.run(["mp3val", pairs[".mp3"][1]], capture_output=True, text=True, check=True)
    assert "WARNING" not in run.stdout
    assert "ERROR" not in run.stdout


def test_what_is_said_is_a_few_kilobytes_without_a_thumbnail(pairs: dict[str, tuple[Path, Path]]) -> None:
    built, signed = (path.stat().st_size for path in pairs[".mp3"])
    assert 0 < signed - built < 5000


def test_nothing_of_this_computer_is_in_a_signed_file(folder: Path, pairs: dict[str, tuple[Path, Path]]) -> None:
    content = pairs[".mp3"][1].read_bytes()
    assert str(folder).encode() not in content
    assert b"PRIVATE KEY" not in content


def test_what_is_said_is_told_to_validators_in_the_words_of_c2pa(pairs: dict[str, tuple[Path, Path]]) -> None:
    with pairs[".mp3"][1].open("rb") as file, c2pa.Reader("audio/mpeg", file) as reader:
        told = json.loads(reader.detailed_json())
    (manifest,) = told["manifests"].values()
    created = [each["url"].split("/")[-1] for each in manifest["claim"]["created_assertions"]]
    gathered = [each["url"].split("/")[-1] for each in manifest["claim"]["gathered_assertions"]]
    assert created == ["c2pa.actions.v2", "c2pa.hash.data"]
    assert gathered == ["cawg.metadata"]
    assert manifest["claim"]["claim_generator_info"]["name"] == "audiogen"


@pytest.mark.parametrize("place", ["sound", "words"])
def test_a_file_that_was_changed_after_it_was_signed_is_refused(
    tmp_path: Path, pairs: dict[str, tuple[Path, Path]], place: str
) -> None:
    content = bytearray(pairs[".mp3"][1].read_bytes())
    at = len(content) - 100 if place == "sound" else content.index(b"A. Guide", content.index(b"jumb"))
    content[at] ^= 1
    changed = tmp_path / "changed.mp3"
    changed.write_bytes(content)
    with pytest.raises(MediaError, match="is not valid: "):
        verify_signed(changed)


def test_a_file_without_a_signature_says_so(pairs: dict[str, tuple[Path, Path]]) -> None:
    with pytest.raises(MediaError, match="is not signed"):
        verify_signed(pairs[".mp3"][0])


def test_a_copy_whose_sound_is_another_never_gets_its_name(
    tmp_path: Path, pairs: dict[str, tuple[Path, Path]], signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    digests = iter("ab")
    monkeypatch.setattr(signing, "packets_sha256", lambda path: next(digests))
    with pytest.raises(MediaError, match="changed the sound"):
        sign_media(pairs[".mp3"][0], tmp_path / "a.mp3", signer, CLAIM)
    assert [*tmp_path.iterdir()] == []


def test_a_source_that_is_no_sound_is_refused_and_nothing_is_left(tmp_path: Path, signer: Signer) -> None:
    source = tmp_path / "no.wav"
    source.write_bytes(b"no sound at all")
    with pytest.raises(AudiogenError):
        sign_media(source, tmp_path / "signed.wav", signer, CLAIM)
    assert [*tmp_path.iterdir()] == [source]


def test_signing_and_reading_ask_nothing_of_the_network() -> None:
    settings = signing.SETTINGS
    assert settings["core"]["allowed_network_hosts"] == []
    assert not settings["verify"]["remote_manifest_fetch"]
    assert not settings["verify"]["ocsp_fetch"]


def test_without_the_library_it_is_said_what_to_install(
    tmp_path: Path, pairs: dict[str, tuple[Path, Path]], signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(AudiogenError) as caught:
        sign_media(pairs[".mp3"][0], tmp_path / "a.mp3", signer, CLAIM)
    assert "[c2pa]" in caught.value.hint
