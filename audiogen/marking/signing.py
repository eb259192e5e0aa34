"""Puts a signed manifest into a media file, and looks whether it is there: the sound stays as it is, packet by packet.

Nothing is asked of the network: no stamp of time is fetched, no answer about certificates and no manifest that lies
elsewhere. There are no thumbnails.
"""

from __future__ import annotations

import contextlib
import hashlib
import io
import json
import os
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from audiogen.atomic import beside, cannot_write
from audiogen.errors import AudiogenError, MediaError
from audiogen.marking.certificate import PURPOSES, Signer
from audiogen.marking.claim import Claim
from audiogen.names import install_command

if TYPE_CHECKING:  # an extra brings it
    import c2pa

EXTRA: Final = "c2pa"
MIMES: Final = {".mp3": "audio/mpeg", ".m4a": "audio/mp4", ".flac": "audio/flac", ".wav": "audio/wav"}
"""The kinds of files that C2PA writes into, by their endings. It has no place for itself in Ogg, which Opus lies in."""
SETTINGS: Final[dict[str, Any]] = {
    "version": 1,
    "builder": {"thumbnail": {"enabled": False}},
    "core": {"allowed_network_hosts": []},
    "verify": {"remote_manifest_fetch": False, "ocsp_fetch": False, "verify_after_sign": True},
}
"""Of the library: by default it looks for manifests that lie elsewhere, and makes thumbnails."""
_UNKNOWN_AUTHORITY: Final = "signingCredential.untrusted"
"""All is well, but the authority behind the certificate is not on the list that was asked."""


@dataclass(frozen=True, slots=True)
class Marking:
    """What a signed file says, as a validator reads it."""

    trusted: bool
    """Whether an authority that was given vouches for the signer."""
    signer: str
    title: str
    author: str
    source: str
    """The kind of source, as an address of the IPTC."""


def library() -> Any:
    """The library of C2PA.

    Raises:
        AudiogenError: when it is not installed.
    """
    try:
        import c2pa  # noqa: PLC0415 - an extra brings it
    except ImportError as error:
        message = "signing needs the library of C2PA, which is not installed"
        raise AudiogenError(message, hint=f"{install_command(EXTRA)} installs it.") from error
    return c2pa


def sign_media(source: Path, target: Path, signer: Signer, claim: Claim) -> None:
    """Write a copy of a media file that says in a signed manifest how it was made.

    The copy stands under its name only when it was read back: its manifest is valid, and its sound is the source's.

    Raises:
        AudiogenError: when the library is not installed, or refuses the certificate.
        MediaError: when the source cannot be read, or the copy is not what it must be.
        OutputError: when the copy cannot be written.
    """
    mime = MIMES[source.suffix]
    unfinished = beside(target, target.suffix)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with source.open("rb") as media, unfinished.open("x+b") as copy:
            _sign(media, copy, mime, signer, claim)
            copy.flush()
            os.fsync(copy.fileno())
        verify_signed(unfinished)
        if packets_sha256(unfinished) != packets_sha256(source):
            message = f"signing changed the sound of {source}"
            raise MediaError(message, hint="Publish without --sign, and report it: this must not happen.")
        unfinished.replace(target)
    except OSError as error:
        raise cannot_write(target, error) from error
    finally:
        with contextlib.suppress(OSError):
            unfinished.unlink(missing_ok=True)


def try_signing(signer: Signer) -> None:
    """Sign a moment of silence in memory, so that what C2PA does not take is told before any file is touched.

    Raises:
        AudiogenError: when the library is not installed, or refuses the certificate.
    """
    silence = io.BytesIO()
    with wave.open(silence, "wb") as file:
        file.setparams((1, 2, 48_000, 0, "NONE", ""))
        file.writeframes(bytes(960))
    silence.seek(0)
    _sign(silence, io.BytesIO(), MIMES[".wav"], signer, Claim(title="", author=signer.name, voices=()))


def verify_signed(path: Path, *, authorities_pem: str = "") -> Marking:
    """What a signed file says, when it is exactly what was signed.

    Args:
        path: the file.
        authorities_pem: certificates of the authorities to trust, beside none. A file is good without: which
            authorities count is for whoever validates to say.

    Raises:
        AudiogenError: when the library is not installed.
        MediaError: when there is no manifest in the file, or it is not valid.
    """
    c2pa = library()
    try:
        with (
            path.open("rb") as file,
            c2pa.Reader(MIMES[path.suffix], file, context=_context(authorities_pem)) as reader,
        ):
            told = json.loads(reader.json())
    except c2pa.C2paError.ManifestNotFound as error:
        message = f"{path} is not signed: there is no C2PA manifest in it"
        raise MediaError(message) from error
    except (c2pa.C2paError, OSError) as error:
        message = f"the C2PA manifest of {path} cannot be read: {error}"
        raise MediaError(message) from error
    faults = [each["code"] for each in told["validation_results"]["activeManifest"]["failure"]]
    if told["validation_state"] not in {"Valid", "Trusted"} or {*faults} - {_UNKNOWN_AUTHORITY}:
        message = f"the C2PA manifest of {path} is not valid: {', '.join(faults)}"
        raise MediaError(message)
    return _marking(told)


def packets_sha256(path: Path) -> str:
    """SHA-256 of the encoded sound of a file, without all that stands around it.

    Raises:
        MediaError: when it cannot be read as sound.
    """
    import av  # noqa: PLC0415 - slow to import, and needed only where something is signed

    digest = hashlib.sha256()
    try:
        with av.open(path) as container:
            for packet in container.demux(audio=0):
                digest.update(memoryview(packet))
    except (av.FFmpegError, IndexError) as error:
        message = f"{path} cannot be read as sound: {error}"
        raise MediaError(message) from error
    return digest.hexdigest()


def _sign(media: Any, copy: Any, mime: str, signer: Signer, claim: Claim) -> None:
    c2pa = library()
    try:
        info = c2pa.C2paSignerInfo(signer.algorithm, signer.chain_pem, signer.key_pem, None)
        with c2pa.Signer.from_info(info) as key, c2pa.Builder(claim.definition(), _context()) as builder:
            builder.sign(key, mime, media, copy)
    except c2pa.C2paError as error:
        message = f"C2PA does not sign as {signer.name}: {error}"
        raise AudiogenError(message, hint="docs/publishing.md says under Marking which certificates serve.") from error


def _context(authorities_pem: str = "") -> c2pa.Context:
    trust = {"trust_config": "\n".join(PURPOSES), **({"user_anchors": authorities_pem} if authorities_pem else {})}
    return library().Context.from_dict({**SETTINGS, "trust": trust})


def _marking(told: dict[str, Any]) -> Marking:
    manifest = told["manifests"][told["active_manifest"]]
    said = {each["label"]: each["data"] for each in manifest["assertions"]}
    actions: list[dict[str, Any]] = next(
        (data["actions"] for label, data in said.items() if label.startswith("c2pa.actions")), []
    )
    creators = said.get("cawg.metadata", {}).get("dc:creator", [])
    return Marking(
        trusted=told["validation_state"] == "Trusted",
        signer=manifest["signature_info"].get("issuer") or "",
        title=manifest.get("title") or "",
        author=creators[0] if creators else "",
        source=next((each["digitalSourceType"] for each in actions if "digitalSourceType" in each), ""),
    )
