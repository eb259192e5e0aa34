"""Certificates and keys: what serves is taken in every usual form, and of what does not, one sentence says why."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa
from cryptography.x509 import load_pem_x509_certificate
from cryptography.x509.oid import ExtendedKeyUsageOID, ObjectIdentifier
from support.certificates import CLAIM_SIGNING, EMAIL, NOW, WHO, authority, key_pem, root, vouched, written

from audiogen.errors import AudiogenError
from audiogen.marking.certificate import PASSPHRASE, Signer, read_signer
from audiogen.marking.signing import try_signing

DOCUMENTS = ObjectIdentifier("1.3.6.1.5.5.7.3.36")


def read(folder: Path, certificate: bytes, key: bytes, passphrase: str | None = None) -> Signer:
    return read_signer(*written(folder, certificate, key), now=NOW, passphrase=passphrase)


def refusal(folder: Path, certificate: bytes, key: bytes, passphrase: str | None = None) -> str:
    with pytest.raises(AudiogenError) as caught:
        read(folder, certificate, key, passphrase)
    assert caught.value.hint
    assert "\n" not in caught.value.message
    return caught.value.message


KEYS = {
    "es256": ec.generate_private_key(ec.SECP256R1()),
    "es384": ec.generate_private_key(ec.SECP384R1()),
    "es512": ec.generate_private_key(ec.SECP521R1()),
    "ps256": rsa.generate_private_key(65537, 2048),
    "ed25519": ed25519.Ed25519PrivateKey.generate(),
}


@pytest.mark.parametrize("algorithm", KEYS)
def test_the_algorithm_follows_from_the_key_and_c2pa_signs_with_it(tmp_path: Path, algorithm: str) -> None:
    signer = read(tmp_path, *vouched(KEYS[algorithm]))
    assert (signer.algorithm, signer.name, signer.remarks) == (algorithm, WHO, ())
    try_signing(signer)


@pytest.mark.parametrize("purpose", [EMAIL, DOCUMENTS, CLAIM_SIGNING], ids=["email", "documents", "claims"])
def test_each_purpose_that_c2pa_names_serves(tmp_path: Path, purpose: ObjectIdentifier) -> None:
    try_signing(read(tmp_path, *vouched(purposes=(purpose,))))


@pytest.mark.parametrize("algorithm", ["es256", "ps256"])
def test_keys_in_the_older_form_of_openssl_serve_as_well(tmp_path: Path, algorithm: str) -> None:
    certificate, _ = vouched(KEYS[algorithm])
    try_signing(read(tmp_path, certificate, key_pem(KEYS[algorithm], modern=False)))


def test_a_key_with_a_passphrase_opens_with_it_and_says_so_without(tmp_path: Path) -> None:
    certificate, _ = vouched(KEYS["es256"])
    locked = key_pem(KEYS["es256"], "a passphrase")
    try_signing(read(tmp_path, certificate, locked, "a passphrase"))
    assert "has a passphrase" in refusal(tmp_path, certificate, locked)
    assert PASSPHRASE in refusal(tmp_path, certificate, locked, "another")


def test_a_passphrase_that_is_not_needed_hinders_nothing(tmp_path: Path) -> None:
    assert read(tmp_path, *vouched(), "left over").algorithm == "es256"


def test_certificate_and_key_may_lie_in_one_file(tmp_path: Path) -> None:
    certificate, key = vouched()
    both, _ = written(tmp_path, certificate + key, b"")
    try_signing(read_signer(both, both, now=NOW))


def test_certificates_may_stand_in_any_order_and_the_root_stays_out(tmp_path: Path) -> None:
    between = authority("Between", root())
    certificate, key = vouched(by=between)
    signer = read(tmp_path, root().pem + between.pem + certificate, key)
    assert signer.chain_pem == certificate + between.pem
    try_signing(signer)


def test_nothing_of_a_key_is_shown_where_a_signer_is_printed(tmp_path: Path) -> None:
    signer = read(tmp_path, *vouched())
    assert "PRIVATE" not in repr(signer)
    assert "PRIVATE" in signer.key_pem.decode()


class TestWhatC2paDoesNotTake:
    @pytest.mark.parametrize(
        ("wrong", "told"),
        [
            ({"itself": True}, "vouches for itself"),
            ({"ca": True}, "(CA)"),
            ({"signs": False}, "key usage does not allow digital signatures"),
            ({"names_authority": False}, "which key vouches for it"),
            ({"purposes": ()}, "neither e-mail protection nor"),
            ({"purposes": (ExtendedKeyUsageOID.SERVER_AUTH,)}, "neither e-mail protection nor"),
            ({"purposes": (EMAIL, ExtendedKeyUsageOID.ANY_EXTENDED_KEY_USAGE)}, "for any purpose"),
            ({"purposes": (EMAIL, ExtendedKeyUsageOID.TIME_STAMPING)}, "time stamps as well"),
            ({"days": (-30, -1)}, "ended on "),
            ({"days": (1, 30)}, "begins on "),
        ],
        ids=["itself", "ca", "usage", "authority", "none", "server", "any", "stamps", "ended", "begins"],
    )
    def test_one_sentence_says_why(self, tmp_path: Path, wrong: dict[str, object], told: str) -> None:
        message = refusal(tmp_path, *vouched(**wrong))
        assert told in message
        assert str(tmp_path / "cert.pem") in message

    def test_the_key_of_another_certificate(self, tmp_path: Path) -> None:
        assert "does not belong to any certificate" in refusal(tmp_path, vouched()[0], vouched()[1])

    @pytest.mark.parametrize(
        "key",
        [ec.generate_private_key(ec.SECP256K1()), rsa.generate_private_key(65537, 1024)],  # noqa: S505 - it is refused
        ids=["k1", "1024"],
    )
    def test_a_key_of_another_kind(self, tmp_path: Path, key: object) -> None:
        assert "knows no signatures" in refusal(tmp_path, vouched()[0], key_pem(key))

    def test_no_certificate_or_one_in_another_form(self, tmp_path: Path) -> None:
        certificate, key = vouched()
        der = load_pem_x509_certificate(certificate).public_bytes(form.Encoding.DER)
        for content in (b"", b"hello", der, certificate[:200]):
            assert "there is no certificate" in refusal(tmp_path, content, key)

    def test_no_key_or_a_damaged_one(self, tmp_path: Path) -> None:
        certificate, key = vouched()
        assert "there is no private key" in refusal(tmp_path, certificate, certificate)
        assert "cannot be read" in refusal(tmp_path, certificate, key.replace(b"\nM", b"\nA", 1))

    def test_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        certificate, key = written(tmp_path, *vouched())
        key.unlink()
        with pytest.raises(AudiogenError, match=r"key\.pem cannot be read: No such file"):
            read_signer(certificate, key, now=NOW)

    def test_whatever_else_the_library_refuses_is_told_before_a_file_is_touched(self, tmp_path: Path) -> None:
        good = read(tmp_path, *vouched())
        other = read(tmp_path, *vouched())
        mixed = Signer(good.chain_pem, other.key_pem, "es256", good.fingerprint, good.name)
        with pytest.raises(AudiogenError, match="C2PA does not sign as Example Practice"):
            try_signing(mixed)


class TestRemarks:
    @pytest.mark.skipif(os.name == "nt", reason="on Windows, the bits of a file say nothing of who may read it")
    def test_a_key_that_others_may_read(self, tmp_path: Path) -> None:
        certificate, key = written(tmp_path, *vouched())
        key.chmod(0o644)
        (remark,) = read_signer(certificate, key, now=NOW).remarks
        assert "open to other users" in remark

    def test_a_certificate_that_ends_within_a_month(self, tmp_path: Path) -> None:
        (remark,) = read(tmp_path, *vouched(days=(-300, 20))).remarks
        assert "ends on " in remark
