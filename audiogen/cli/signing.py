"""The options of commands that sign what they publish, and what is read for them."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, TypeAlias

import typer

from audiogen.errors import AudiogenError

if TYPE_CHECKING:
    import datetime as dt

    from audiogen.marking.tracks import Signing
    from audiogen.upload.plan import UploadPlan

SignWith: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--sign",
        metavar="CERT",
        envvar="AUDIOGEN_SIGN_CERT",
        help="Mark media files as made by audiogen, signed with your certificate (C2PA).",
    ),
]
SignKey: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--key",
        metavar="KEY",
        envvar="AUDIOGEN_SIGN_KEY",
        help="The private key of that certificate.",
        show_default="in the same file",
    ),
]


def signing_of(certificate: Path | None, key: Path | None, folder: Path) -> Signing | None:
    """What to sign with; None where nobody asked for it. A certificate that C2PA does not take is told before all else.

    Args:
        certificate: as it was given.
        key: as it was given.
        folder: the cache in which signed files are kept.

    Raises:
        AudiogenError: when the files cannot be used, or the extra that signs is not installed.
    """
    if certificate is None:
        if key is None:
            return None
        message = f"{key} is a key to sign with, and no certificate was named"
        raise AudiogenError(message, hint="Name it with --sign, or in the environment variable AUDIOGEN_SIGN_CERT.")
    import datetime as dt

    from audiogen.marking.certificate import PASSPHRASE, read_signer
    from audiogen.marking.copies import FOLDER, SignedCopies
    from audiogen.marking.signing import library, try_signing
    from audiogen.marking.tracks import Signing

    # it brings what reads certificates, too
    library()
    now = dt.datetime.now(tz=dt.UTC)
    signer = read_signer(certificate, key or certificate, now=now, passphrase=os.environ.get(PASSPHRASE))
    try_signing(signer)
    return Signing(signer, SignedCopies(folder / FOLDER))


def unmarked(signing: Signing | None, cache: Path, plan: UploadPlan, today: dt.date) -> list[str]:
    """A note on marks that are lost with what is sent, where nobody asked for them this time.

    Args:
        signing: what files are signed with; None where they go as they were built.
        cache: the folder in which signed files are kept.
        plan: what is sent, and in whose place.
        today: the day of the upload.
    """
    from audiogen.marking.copies import FOLDER, SignedCopies

    replaced = [path for path, since in plan.unnamed.items() if since == today]
    if signing or not SignedCopies(cache / FOLDER).holds(replaced):
        return []
    return ["media files were marked before, and are not now: `--sign` or AUDIOGEN_SIGN_CERT marks them again"]
