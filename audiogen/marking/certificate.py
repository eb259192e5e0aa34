"""The certificate and the key that an author signs with, looked at before anything is signed.

What C2PA asks of a certificate stands in its specification, "Trust Model", under "X.509 Certificates". Its library
has one sentence for most of it, "the certificate is invalid", so it is told apart here.
"""

from __future__ import annotations

import datetime as dt
import os
import stat
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final, TypeVar

from audiogen.errors import AudiogenError

if TYPE_CHECKING:  # an extra brings it
    from cryptography.hazmat.primitives.asymmetric.types import PrivateKeyTypes
    from cryptography.x509 import Certificate, ExtensionType

    _E = TypeVar("_E", bound=ExtensionType)

PASSPHRASE: Final = "AUDIOGEN_SIGN_PASSPHRASE"  # noqa: S105 - the name of the variable that holds one
"""The environment variable with the passphrase of a key that has one."""
PURPOSES: Final = (
    "1.3.6.1.5.5.7.3.4",  # e-mail protection
    "1.3.6.1.5.5.7.3.36",  # document signing
    "1.3.6.1.4.1.62558.2.1",  # C2PA claim signing
)
"""The extended key usages of which a certificate must have one, by their object identifiers."""
_ANY_PURPOSE: Final = "2.5.29.37.0"
_OTHERS_ALONE: Final = {"1.3.6.1.5.5.7.3.8": "time stamps", "1.3.6.1.5.5.7.3.9": "answers about certificates (OCSP)"}
"""Purposes that a certificate has alone or not at all."""

_CURVES: Final = {"secp256r1": "es256", "secp384r1": "es384", "secp521r1": "es512"}
_LEAST_RSA_BITS: Final = 2048
_MOST_BYTES: Final = 1_000_000
_SOON: Final = dt.timedelta(days=30)
_OTHERS_MAY: Final = stat.S_IRWXG | stat.S_IRWXO
_HOW: Final = "docs/publishing.md says under Marking which certificates serve, and how one is made to try it."


@dataclass(frozen=True, slots=True)
class Signer:
    """Whoever signs, with all that a signature needs."""

    chain_pem: bytes = field(repr=False)
    """The certificate of the key, then those that vouch for it, up to the last before the root."""
    key_pem: bytes = field(repr=False)
    algorithm: str
    """As C2PA names it, like `es256`."""
    fingerprint: str
    """SHA-256 of the certificate, in hexadecimal digits."""
    name: str
    """Whom the certificate names, as validators show it."""
    remarks: tuple[str, ...] = ()
    """What the author should know, though it hinders nothing."""


def read_signer(certificate: Path, key: Path, *, now: dt.datetime, passphrase: str | None = None) -> Signer:
    """The signer whose certificate and key lie in two files, or in one.

    Args:
        certificate: PEM; may hold the certificates of issuers too, in any order.
        key: PEM, in any of the usual forms.
        now: with a time zone.
        passphrase: of the key, where it has one.

    Raises:
        AudiogenError: when a file cannot be read, the two do not belong together, or C2PA does not take them.
    """
    private = _private_key(key, passphrase)
    algorithm = _algorithm(private, key)
    known = _certificates(certificate)
    own = _own(known, private, certificate, key)
    _hold_against_profile(own, certificate, now)
    from cryptography.hazmat.primitives import hashes, serialization  # noqa: PLC0415 - an extra brings it

    return Signer(
        chain_pem=b"".join(each.public_bytes(serialization.Encoding.PEM) for each in _chain(own, known)),
        key_pem=private.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        ),
        algorithm=algorithm,
        fingerprint=own.fingerprint(hashes.SHA256()).hex(),
        name=_name(own),
        remarks=(*_read_by_others(key), *_ends_soon(own, certificate, now)),
    )


def _private_key(path: Path, passphrase: str | None) -> PrivateKeyTypes:
    from cryptography.exceptions import UnsupportedAlgorithm  # noqa: PLC0415 - an extra brings it
    from cryptography.hazmat.primitives.serialization import load_pem_private_key  # noqa: PLC0415

    content = _content(path)
    if b"PRIVATE KEY-----" not in content:
        message = f"there is no private key in {path}"
        raise AudiogenError(
            message, hint="Name the file with --key: PEM, which begins with -----BEGIN PRIVATE KEY-----."
        )
    try:
        return load_pem_private_key(content, password=None)
    except TypeError:
        pass  # it has a passphrase
    except (ValueError, UnsupportedAlgorithm) as error:
        message = f"the private key in {path} cannot be read: it is damaged, or of a kind that is not known"
        raise AudiogenError(message, hint=_HOW) from error
    if not passphrase:
        message = f"the private key in {path} has a passphrase"
        raise AudiogenError(message, hint=f"Put it into the environment variable {PASSPHRASE} for this command.")
    try:
        return load_pem_private_key(content, password=passphrase.encode())
    except (ValueError, UnsupportedAlgorithm) as error:
        message = f"the passphrase in {PASSPHRASE} does not open the private key in {path}"
        raise AudiogenError(message, hint="Look for a space or a quote too many.") from error


def _algorithm(private: PrivateKeyTypes, path: Path) -> str:
    from cryptography.hazmat.primitives.asymmetric import ec, ed25519, rsa  # noqa: PLC0415 - an extra brings it

    if isinstance(private, ec.EllipticCurvePrivateKey) and private.curve.name in _CURVES:
        return _CURVES[private.curve.name]
    if isinstance(private, rsa.RSAPrivateKey) and private.key_size >= _LEAST_RSA_BITS:
        return "ps256"
    if isinstance(private, ed25519.Ed25519PrivateKey):
        return "ed25519"
    message = f"C2PA knows no signatures with a key like that in {path}"
    hint = f"It takes keys of P-256, P-384, P-521 and Ed25519, and RSA keys of {_LEAST_RSA_BITS} bits or more."
    raise AudiogenError(message, hint=hint)


def _certificates(path: Path) -> list[Certificate]:
    from cryptography.x509 import load_pem_x509_certificates  # noqa: PLC0415 - an extra brings it

    try:
        return load_pem_x509_certificates(_content(path))
    except ValueError as error:
        message = f"there is no certificate in {path} that can be read"
        hint = (
            "It has to be PEM, which begins with -----BEGIN CERTIFICATE-----; openssl x509 -inform der makes it of DER."
        )
        raise AudiogenError(message, hint=hint) from error


def _content(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            return file.read(_MOST_BYTES)
    except OSError as error:
        message = f"{path} cannot be read: {error.strerror or error}"
        raise AudiogenError(message, hint="It is needed to sign; look at its name, and at who may read it.") from error


def _own(known: Sequence[Certificate], private: PrivateKeyTypes, certificate: Path, key: Path) -> Certificate:
    public = private.public_key()
    own = next((each for each in known if _has_key(each, public)), None)
    if own is None:
        message = f"the key in {key} does not belong to any certificate in {certificate}"
        raise AudiogenError(message, hint="Name the key that the certificate was asked for with.")
    return own


def _has_key(certificate: Certificate, public: object) -> bool:
    try:
        return bool(certificate.public_key() == public)
    except ValueError:  # a kind of key that nobody here knows
        return False


def _chain(own: Certificate, known: Sequence[Certificate]) -> list[Certificate]:
    """The certificates that vouch for one another, in the order of C2PA: roots are what validators have."""
    chain = [own]
    while issuer := next((each for each in known if each not in chain and _vouches(each, chain[-1])), None):
        chain.append(issuer)
    return [chain[0], *(each for each in chain[1:] if not _vouches(each, each))]


def _vouches(issuer: Certificate, certificate: Certificate) -> bool:
    from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm  # noqa: PLC0415 - an extra brings it

    try:
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _hold_against_profile(own: Certificate, path: Path, now: dt.datetime) -> None:
    fault = _fault_of_time(own, now) or _fault_of_use(own)
    if fault:
        message = f"C2PA does not take the certificate in {path}: {fault}"
        raise AudiogenError(message, hint=_HOW)


def _fault_of_time(own: Certificate, now: dt.datetime) -> str:
    if now > own.not_valid_after_utc:
        return f"it ended on {own.not_valid_after_utc:%Y-%m-%d}"
    if now < own.not_valid_before_utc:
        return f"it begins on {own.not_valid_before_utc:%Y-%m-%d}"
    return ""


def _fault_of_use(own: Certificate) -> str:
    from cryptography.x509 import AuthorityKeyIdentifier, BasicConstraints, KeyUsage  # noqa: PLC0415 - an extra

    if _vouches(own, own):
        return "it vouches for itself, where an authority has to vouch for it"
    constraints, usage = _extension(own, BasicConstraints), _extension(own, KeyUsage)
    if constraints and constraints.ca:
        return "it is an authority's, which vouches for others (CA)"
    if not usage or not usage.digital_signature:
        return "its key usage does not allow digital signatures"
    if not _extension(own, AuthorityKeyIdentifier):
        return "it does not say which key vouches for it (authority key identifier)"
    return _fault_of_purpose(own)


def _fault_of_purpose(own: Certificate) -> str:
    from cryptography.x509 import ExtendedKeyUsage  # noqa: PLC0415 - an extra brings it

    purposes = {each.dotted_string for each in _extension(own, ExtendedKeyUsage) or ()}
    if _ANY_PURPOSE in purposes:
        return "it is for any purpose, which C2PA excludes"
    if not purposes & {*PURPOSES}:
        return "its extended key usage has neither e-mail protection nor document signing nor C2PA claim signing"
    return next((f"it is for {told} as well" for oid, told in _OTHERS_ALONE.items() if oid in purposes), "")


def _extension(certificate: Certificate, kind: type[_E]) -> _E | None:
    from cryptography.x509 import ExtensionNotFound  # noqa: PLC0415 - an extra brings it

    try:
        return certificate.extensions.get_extension_for_class(kind).value
    except (ExtensionNotFound, ValueError):
        return None


def _name(own: Certificate) -> str:
    from cryptography.x509 import NameOID  # noqa: PLC0415 - an extra brings it

    names = [*own.subject.get_attributes_for_oid(NameOID.ORGANIZATION_NAME)]
    names += own.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    return str(names[0].value) if names else own.subject.rfc4514_string()


def _read_by_others(key: Path) -> list[str]:
    # on Windows these bits say nothing
    if os.name == "nt" or not key.stat().st_mode & _OTHERS_MAY:
        return []
    return [f"the private key in {key} is open to other users of this computer: chmod 600 keeps it to yourself"]


def _ends_soon(own: Certificate, path: Path, now: dt.datetime) -> list[str]:
    if own.not_valid_after_utc - now > _SOON:
        return []
    return [f"the certificate in {path} ends on {own.not_valid_after_utc:%Y-%m-%d}; after that, nothing can be signed"]
