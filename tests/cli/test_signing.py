"""What a command that signs asks for: a certificate and its key, looked at before anything else is done."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from support.certificates import key_pem, vouched, written

from audiogen.cli.signing import marks_of
from audiogen.errors import AudiogenError
from audiogen.marking.certificate import PASSPHRASE


def test_nothing_is_signed_where_nobody_asks(tmp_path: Path) -> None:
    assert marks_of(None, None, tmp_path) is None


def test_certificate_and_key_make_marks_that_are_kept_in_the_cache(tmp_path: Path) -> None:
    marks = marks_of(*written(tmp_path, *vouched()), tmp_path / "cache")
    assert marks is not None
    assert marks.copies.folder == tmp_path / "cache" / "signed"
    assert not marks.copies.folder.exists()


def test_the_key_may_lie_in_the_file_of_the_certificate(tmp_path: Path) -> None:
    both, _ = written(tmp_path, b"".join(vouched()), b"")
    marks = marks_of(both, None, tmp_path)
    assert marks is not None
    assert marks.signer.algorithm == "es256"


def test_a_key_without_a_certificate_is_asked_about(tmp_path: Path) -> None:
    with pytest.raises(AudiogenError, match="no certificate was named"):
        marks_of(None, tmp_path / "key.pem", tmp_path)


def test_a_passphrase_comes_from_the_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    key = ec.generate_private_key(ec.SECP256R1())
    certificate, _ = vouched(key)
    monkeypatch.setenv(PASSPHRASE, "open, please")
    marks = marks_of(*written(tmp_path, certificate, key_pem(key, "open, please")), tmp_path)
    assert marks is not None


def test_without_the_extra_it_is_said_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "c2pa", None)
    with pytest.raises(AudiogenError) as caught:
        marks_of(*written(tmp_path, *vouched()), tmp_path)
    assert "[c2pa]" in caught.value.hint
