"""Signed copies: the same again for the same file, and another for whatever would be said or signed differently."""

from __future__ import annotations

import hashlib
import os
from dataclasses import replace
from pathlib import Path

import pytest
from support.certificates import signer as signer_in
from support.media import tones, write

from audiogen.encode.formats import find_format
from audiogen.errors import OutputError
from audiogen.manifest import Media
from audiogen.marking import claim as claims
from audiogen.marking.certificate import Signer
from audiogen.marking.claim import Claim
from audiogen.marking.copies import KEPT_S, SignedCopies
from audiogen.marking.signing import verify_signed

CLAIM = Claim("Arriving", "A. Guide", ("heart",))
NOW_S = 1_800_000_000.0


@pytest.fixture(scope="module")
def source(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write(tmp_path_factory.mktemp("built") / "a.mp3", find_format("mp3"), tones(20_000))


@pytest.fixture(scope="module")
def media(source: Path) -> Media:
    content = source.read_bytes()
    return Media(
        file="episodes/a-00000000.mp3",
        mime="audio/mpeg",
        size_bytes=len(content),
        frames=20_000,
        duration_s=20_000 / 48_000,
        bit_rate=128_000,
        sha256=hashlib.sha256(content).hexdigest(),
    )


@pytest.fixture(scope="module")
def signer(tmp_path_factory: pytest.TempPathFactory) -> Signer:
    return signer_in(tmp_path_factory.mktemp("signer"))


@pytest.fixture
def copies(tmp_path: Path) -> SignedCopies:
    return SignedCopies(tmp_path / "signed", clock=lambda: NOW_S)


def names(copies: SignedCopies) -> list[str]:
    return sorted(path.name for path in copies.folder.iterdir())


def test_the_second_time_it_is_the_same_file(copies: SignedCopies, media: Media, source: Path, signer: Signer) -> None:
    first = copies.of(media, source, signer, CLAIM)
    again = copies.of(media, source, signer, CLAIM)
    assert again == first
    assert hashlib.sha256(first.path.read_bytes()).hexdigest() == first.sha256
    assert first.path.stat().st_size == first.size_bytes
    assert verify_signed(first.path).title == "Arriving"
    assert names(copies) == [first.path.name]


def test_other_words_another_certificate_or_another_sound_make_another_copy(
    copies: SignedCopies, media: Media, source: Path, signer: Signer, tmp_path: Path
) -> None:
    louder = write(tmp_path / "b.mp3", find_format("mp3"), 2 * tones(20_000))
    sha256 = hashlib.sha256(louder.read_bytes()).hexdigest()
    other_sound = media.model_copy(update={"sha256": sha256}), louder
    first = copies.of(media, source, signer, CLAIM)
    others = [
        copies.of(media, source, signer, replace(CLAIM, title="Leaving")),
        copies.of(media, source, signer_in(tmp_path), CLAIM),
        copies.of(*other_sound, signer, CLAIM),
    ]
    assert len({first.path, *(each.path for each in others)}) == 4


def test_another_version_sends_nothing_anew(
    copies: SignedCopies, media: Media, source: Path, signer: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = copies.of(media, source, signer, CLAIM)
    monkeypatch.setattr(claims, "_SOFTWARE", {"name": "audiogen", "version": "99"})
    assert copies.of(media, source, signer, CLAIM).path == first.path


@pytest.mark.parametrize("damage", [b"", b"something else"])
def test_a_damaged_copy_is_noticed_and_made_anew(
    copies: SignedCopies, media: Media, source: Path, signer: Signer, damage: bytes
) -> None:
    first = copies.of(media, source, signer, CLAIM)
    first.path.write_bytes(damage)
    again = copies.of(media, source, signer, CLAIM)
    assert again != first
    assert verify_signed(again.path).signer
    assert names(copies) == [again.path.name]


@pytest.mark.parametrize(("content", "told"), [(None, "cannot be read: No such file"), (b"x", "is not the file that")])
def test_a_built_file_that_is_missing_or_damaged_is_not_signed(
    copies: SignedCopies, media: Media, signer: Signer, tmp_path: Path, content: bytes | None, told: str
) -> None:
    built = tmp_path / "built.mp3"
    if content:
        built.write_bytes(content)
    with pytest.raises(OutputError, match=told) as caught:
        copies.of(media, built, signer, CLAIM)
    assert "audiogen build" in caught.value.hint
    assert not copies.folder.exists()


def test_a_copy_that_is_still_asked_for_stays_and_the_others_go(
    copies: SignedCopies, media: Media, source: Path, signer: Signer
) -> None:
    used = copies.of(media, source, signer, CLAIM)
    unused = copies.of(media, source, signer, replace(CLAIM, title="Leaving"))
    unfinished = copies.folder / ".0123456789abcdef.mp3"
    somebodys = copies.folder / "notes.txt"
    for path in (unfinished, somebodys):
        path.write_bytes(b"x")
    for path in copies.folder.iterdir():
        os.utime(path, (NOW_S - KEPT_S - 1, NOW_S - KEPT_S - 1))
    copies.of(media, source, signer, CLAIM)
    copies.forget_unused()
    assert names(copies) == sorted((used.path.name, somebodys.name))
    assert not unused.path.exists()


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path, media: Media, source: Path, signer: Signer) -> None:
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(OutputError, match="file"):
        SignedCopies(tmp_path / "file").of(media, source, signer, CLAIM)
