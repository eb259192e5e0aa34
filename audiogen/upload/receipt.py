"""What was put at a destination: `published.json` in its root, which only uploads write and read.

It alone says which files there are ours. Before a file is sent, the receipt names it as one that is on its way: so a
file that a killed upload has left is known again, and nothing of somebody else's is ever taken for ours.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Annotated, ClassVar, Final, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from audiogen.errors import AudiogenError

RECEIPT: Final = "published.json"

_Size: TypeAlias = Annotated[int, Field(ge=0)]
_Sha256: TypeAlias = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]


class DamagedReceiptError(AudiogenError):
    """A receipt of which nothing can be believed."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What tells whether a file is the same."""

    __pydantic_config__: ClassVar = ConfigDict(extra="forbid")

    sha256: _Sha256
    """64 hexadecimal digits."""
    size_bytes: _Size


class Receipt(BaseModel, frozen=True, extra="forbid"):
    """All that audiogen has at a destination; paths lie below it."""

    format: Literal[1] = 1
    owner: str
    """Whose files they are: of a show, its GUID."""
    files: Mapping[str, Fingerprint] = {}
    """What was put there, and seen there."""
    gone: Mapping[str, dt.date] = {}
    """Which of these files nothing names any more, and since when."""
    sending: Mapping[str, Fingerprint] = {}
    """What an upload is about to put there. While it is at work, or where it was cut, it may or may not be there."""

    def to_bytes(self) -> bytes:
        """The file's content, which is the same for the same facts."""
        return (json.dumps(self.model_dump(mode="json"), indent=1, sort_keys=True) + "\n").encode()

    def knows(self, path: str) -> bool:
        """Whether nothing but ours can be under a path."""
        return path in self.files or path in self.sending


def receipt_in(data: bytes, shown: str) -> Receipt:
    """The receipt in a file's content.

    Args:
        data: the content.
        shown: the address of the destination, for messages.

    Raises:
        DamagedReceiptError: when it is none.
        AudiogenError: when a newer version of audiogen has written it.
    """
    _refuse_newer(data, shown)
    try:
        return Receipt.model_validate_json(data)
    except ValidationError as error:
        message = f"{RECEIPT} at {shown} is damaged, or another program's: it is to say what audiogen has put there"
        hint = (
            f"If another program needs it, publish into a folder of its own. If not, delete {RECEIPT} there and "
            "publish again: what is there is read, and not sent twice; what nothing names any more stays, then."
        )
        raise DamagedReceiptError(message, hint=hint) from error


def refuse_other_owner(receipt: Receipt, owners: Collection[str], shown: str) -> None:
    """See that what is at a destination is ours.

    Args:
        receipt: what was found there.
        owners: who we are, and who we were.
        shown: the address of the destination, for messages.

    Raises:
        AudiogenError: when another show is published there.
    """
    if receipt.owner in owners:
        return
    message = f"another show is published at {shown}"
    hint = (
        "Publish into a folder of its own, as in .../my-show. If that show is to make way for this one, delete its "
        f"files there, {RECEIPT} among them."
    )
    raise AudiogenError(message, hint=hint)


def _refuse_newer(data: bytes, shown: str) -> None:
    try:
        version = json.loads(data)["format"]
    except (ValueError, TypeError, KeyError, RecursionError):
        return  # whatever it is, it has no version
    if isinstance(version, int) and version > Receipt.model_fields["format"].default:
        message = f"{RECEIPT} at {shown} is from a newer version of audiogen"
        raise AudiogenError(message, hint='Update this one: pip install --upgrade "audiogen-sessions".')
