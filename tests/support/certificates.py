"""Certificates to sign with: an authority that nobody knows, and what it vouches for."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives import serialization as form
from cryptography.hazmat.primitives.asymmetric import ec, ed25519
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID, ObjectIdentifier

from audiogen.marking.certificate import Signer, read_signer

NOW = dt.datetime.now(dt.UTC)
EMAIL = ExtendedKeyUsageOID.EMAIL_PROTECTION
CLAIM_SIGNING = ObjectIdentifier("1.3.6.1.4.1.62558.2.1")
WHO = "Example Practice"


@dataclass(frozen=True)
class Authority:
    """Who vouches for others."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(form.Encoding.PEM)


def _named(name: str) -> x509.Name:
    attributes = [(NameOID.ORGANIZATION_NAME, name), (NameOID.COMMON_NAME, f"{name} signs")]
    return x509.Name([x509.NameAttribute(*each) for each in attributes])


def authority(name: str = "Test Authority", above: Authority | None = None) -> Authority:
    key = ec.generate_private_key(ec.SECP256R1())
    usage = x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
    begun = _begun(_named(name), key, above.certificate.subject if above else _named(name), (-1, 3650))
    begun = begun.add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
    signer = above.key if above else key
    return Authority(begun.add_extension(usage, critical=True).sign(signer, hashes.SHA256()), key)


@cache
def root() -> Authority:
    return authority()


def vouched(
    key: object | None = None,
    *,
    by: Authority | None = None,
    purposes: tuple[ObjectIdentifier, ...] = (EMAIL,),
    days: tuple[float, float] = (-1, 365),
    ca: bool = False,
    signs: bool = True,
    itself: bool = False,
    names_authority: bool = True,
) -> tuple[bytes, bytes]:
    """A certificate and its key, as PEM."""
    own = key or ec.generate_private_key(ec.SECP256R1())
    above = by or root()
    begun = _begun(_named(WHO), own, _named(WHO) if itself else above.certificate.subject, days)
    begun = begun.add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
    usage = x509.KeyUsage(
        digital_signature=signs,
        content_commitment=not signs,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=False,
        crl_sign=False,
        encipher_only=False,
        decipher_only=False,
    )
    begun = begun.add_extension(usage, critical=True)
    if purposes:
        begun = begun.add_extension(x509.ExtendedKeyUsage(purposes), critical=False)
    issuer_key = own if itself else above.key
    if names_authority:
        begun = begun.add_extension(
            x509.AuthorityKeyIdentifier.from_issuer_public_key(issuer_key.public_key()), critical=False
        )
    digest = None if isinstance(issuer_key, ed25519.Ed25519PrivateKey) else hashes.SHA256()
    return begun.sign(issuer_key, digest).public_bytes(form.Encoding.PEM), key_pem(own)


def _begun(subject: x509.Name, key: object, issuer: x509.Name, days: tuple[float, float]) -> x509.CertificateBuilder:
    begin, end = (NOW + dt.timedelta(days=each) for each in days)
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(begin)
        .not_valid_after(end)
    )


def key_pem(key: object, passphrase: str = "", *, modern: bool = True) -> bytes:
    kind = form.PrivateFormat.PKCS8 if modern else form.PrivateFormat.TraditionalOpenSSL
    locked = form.BestAvailableEncryption(passphrase.encode()) if passphrase else form.NoEncryption()
    return key.private_bytes(form.Encoding.PEM, kind, locked)


def written(folder: Path, certificate: bytes, key: bytes) -> tuple[Path, Path]:
    """Both in files, the key for its owner alone."""
    folder.mkdir(parents=True, exist_ok=True)
    places = folder / "cert.pem", folder / "key.pem"
    for place, content in zip(places, (certificate, key), strict=True):
        place.write_bytes(content)
        place.chmod(0o600)
    return places


def signer(folder: Path) -> Signer:
    """One that all is well with."""
    return read_signer(*written(folder, *vouched()), now=NOW)
