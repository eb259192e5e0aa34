"""A bucket of S3, or of what works like it, as a destination.

This is botocore, which s3fs is made of, and not s3fs: that reads files of less than 100 MB into memory as a whole,
tries everything five times by itself, and replaces what a server answered by the nearest error of a disk. A file is
sent in one request, which a bucket takes whole or not at all: so nothing is ever left of one that was cut, and the
digest that goes along with it is compared before the file has its name.
"""

from __future__ import annotations

import base64
import contextlib
import datetime as dt
import hashlib
import io
import threading
from collections.abc import Iterator, Mapping
from typing import Any, Final, Protocol
from urllib.parse import urlsplit

import botocore.session
from botocore import exceptions as failures
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from botocore.parsers import ResponseParserError

from audiogen.upload.address import HostAddress
from audiogen.upload.destination import BLOCK_BYTES, DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.paths import checked, checked_folder, joined
from audiogen.upload.trouble import Whereabouts

_KEYS: Final = (
    "Set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or write them into ~/.aws/credentials: docs/publishing.md."
)
_LARGEST_BYTES: Final = 5 * 1024**3
"""What one request may bring (5 GB): nine hours of WAV."""
_REFUSALS: Final[Mapping[str, tuple[str, str]]] = {
    "NoSuchBucket": ("there is no such bucket", "Make it at your provider, or correct its name in the address."),
    "AccessDenied": (
        "the keys do not allow this",
        "They need s3:ListBucket of the bucket, and s3:GetObject, s3:PutObject and s3:DeleteObject of what is in it.",
    ),
    "InvalidAccessKeyId": ("the provider does not know these keys", _KEYS),
    "SignatureDoesNotMatch": ("the secret key is not the right one", _KEYS),
    "ExpiredToken": ("the keys are valid no longer", "Sign in again, or get new ones."),
    "InvalidToken": ("the keys are not valid", _KEYS),
    "RequestTimeTooSkewed": ("the clock of this computer is wrong", "Set it, then publish again."),
    "QuotaExceeded": ("there is no room left in the bucket", "Make room, or get more, then publish again."),
    "EntityTooLarge": ("the file is larger than the provider allows", "Shorten the session, or publish MP3 alone."),
    "PermanentRedirect": ("the bucket lies in another region", "Set AWS_DEFAULT_REGION to its region."),
    "AuthorizationHeaderMalformed": ("the bucket lies in another region", "Set AWS_DEFAULT_REGION to its region."),
    "IllegalLocationConstraintException": (
        "the bucket lies in another region",
        "Set AWS_DEFAULT_REGION to its region.",
    ),
}
_BY_STATUS: Final[Mapping[int, str]] = {
    301: "PermanentRedirect",
    401: "InvalidToken",
    403: "AccessDenied",
    413: "EntityTooLarge",
    507: "QuotaExceeded",
}
_BEFOREHAND: Final = (
    ((failures.NoCredentialsError, failures.PartialCredentialsError), "no keys are there", _KEYS),
    (
        (failures.SSOError, failures.TokenRetrievalError),
        "you are not signed in at the provider any more",
        "Sign in again, at Amazon with `aws sso login`.",
    ),
    (
        failures.ProfileNotFound,
        "~/.aws has no profile of the name in AWS_PROFILE",
        "Correct AWS_PROFILE, or add the profile to ~/.aws/config.",
    ),
)
"""What is wrong before anything is asked: errors, what is said, and what to do."""
_ON_THE_WAY: Final = (
    failures.HTTPClientError,
    failures.ConnectionError,
    failures.IncompleteReadError,
    ResponseParserError,
)
_PASSING: Final = (
    "RequestTimeout",
    "RequestTimeoutException",
    "SlowDown",
    "BadDigest",
    "OperationAborted",
    "IncompleteBody",
)


class _Bucket(Protocol):
    """What is asked of botocore, which makes its classes while it runs."""

    meta: Any  # of which only `endpoint_url` and `events` are used

    def put_object(self, **given: object) -> Mapping[str, Any]: ...
    def get_object(self, **given: object) -> Mapping[str, Any]: ...
    def delete_object(self, **given: object) -> Mapping[str, Any]: ...
    def list_objects_v2(self, **given: object) -> Mapping[str, Any]: ...
    def close(self) -> None: ...


class S3Destination:
    """Files are objects whose keys begin with the folder of the address."""

    def __init__(self, address: HostAddress, timeout_s: float) -> None:
        self._address, self._timeout_s = address, timeout_s
        self._opening = threading.Lock()
        self._opened: _Bucket | None = None

    @property
    def shown(self) -> str:
        """The address."""
        return self._address.shown

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        """Put a file under its name, with its type and how long it may be kept."""
        key = self._key(checked(path))
        if content.size_bytes > _LARGEST_BYTES:
            message = f"{path} is larger than 5 GB, which no bucket takes at once ({self.shown})"
            raise DestinationError(message, hint="Shorten the session, or publish MP3 alone.")
        digest = hashlib.md5(usedforsecurity=False)
        for block in content.blocks():
            digest.update(block)
        with self._told(path) as client, _opened(content) as body:
            client.put_object(
                Bucket=self._address.host,
                Key=key,
                Body=body,
                ContentLength=content.size_bytes,
                ContentMD5=base64.b64encode(digest.digest()).decode(),
                ContentType=kind.media_type,
                CacheControl=kind.cache_control,
            )

    def read(self, path: str) -> Iterator[bytes]:
        """What is in a file, a block at a time."""
        key = self._key(checked(path))
        with self._told(path) as client:
            body = client.get_object(Bucket=self._address.host, Key=key)["Body"]
            with contextlib.closing(body):
                yield from body.iter_chunks(BLOCK_BYTES)

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        """Every file: path -> size in bytes."""
        prefix = self._key(checked_folder(below))
        prefix = f"{prefix}/" if prefix else ""
        found = dict[str, int]()
        more: dict[str, object] = {} if deep else {"Delimiter": "/"}
        with self._told("") as client:
            while True:
                page = client.list_objects_v2(Bucket=self._address.host, Prefix=prefix, **more)
                # botocore takes an answer that was cut before its first byte for an empty one
                if "IsTruncated" not in page:
                    raise self._where().cut()
                for entry in page.get("Contents", ()):
                    name = entry["Key"][len(prefix) :]
                    # some programs keep an empty object in place of a folder, also of the destination itself
                    if name and not name.endswith("/"):
                        found[joined(below, name)] = int(entry["Size"])
                if not page.get("IsTruncated"):
                    return found
                more["ContinuationToken"] = page["NextContinuationToken"]

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        """Nothing: a bucket keeps nothing of a request that was cut."""
        del below, deep
        return {}

    def delete(self, path: str) -> None:
        """Take a file away."""
        key = self._key(checked(path))
        with self._told(path) as client:
            client.delete_object(Bucket=self._address.host, Key=key)

    def close(self) -> None:
        """End the connections."""
        with self._opening:
            opened, self._opened = self._opened, None
        if opened:
            opened.close()

    def _key(self, path: str) -> str:
        return "/".join(filter(None, (self._address.path, path)))

    def _client(self) -> _Bucket:
        with self._opening:
            try:
                self._opened = self._opened or _new_client(self._timeout_s)
            except ValueError as error:
                raise self._unusable(error) from error
            return self._opened

    @contextlib.contextmanager
    def _told(self, path: str) -> Iterator[_Bucket]:
        """A client; what goes wrong with it is told in words."""
        where = joined(self.shown, path) if path else self.shown
        try:
            yield self._client()
        except failures.ClientError as error:
            raise self._answered(error, where) from error
        except (failures.BotoCoreError, ResponseParserError, OSError) as error:
            raise self._failed(error) from error

    def _answered(self, error: failures.ClientError, where: str) -> DestinationError:
        code = str(error.response.get("Error", {}).get("Code", ""))
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 0))
        if code == "NoSuchKey":
            return MissingFileError(f"there is no {where}")
        known = code if code in _REFUSALS else _BY_STATUS.get(status)
        if known:
            return _refused(known, self.shown if known == "NoSuchBucket" else where)
        transient = status >= 500 or status == 429 or code in _PASSING
        message = f"the provider has refused a request, with {code or status} ({where})"
        hint = "Publish again a little later." if transient else "Ask your provider what this means."
        return DestinationError(message, hint=hint, transient=transient)

    def _where(self) -> Whereabouts:
        endpoint = urlsplit(self._opened.meta.endpoint_url).hostname if self._opened else None
        return Whereabouts(self.shown, endpoint or "the provider", self._timeout_s)

    def _failed(self, error: Exception) -> DestinationError:
        """What is said where there was no answer."""
        for kinds, message, hint in _BEFOREHAND:
            if isinstance(error, kinds):
                return DestinationError(f"{message} ({self.shown})", hint=hint)
        if isinstance(error, (*_ON_THE_WAY, OSError)):
            return self._where().network_trouble(error)
        return self._unusable(error)

    def _unusable(self, error: Exception) -> DestinationError:
        message = f"the settings for S3 cannot be used: {type(error).__name__} ({self.shown})"
        hint = "Look at ~/.aws/config, at AWS_ENDPOINT_URL and at the other variables that begin with AWS_."
        return DestinationError(message, hint=hint)


def _refused(code: str, where: str) -> DestinationError:
    message, hint = _REFUSALS[code]
    return DestinationError(f"{message} ({where})", hint=hint)


def _new_client(timeout_s: float) -> _Bucket:
    """A client with the usual settings, from the environment and ~/.aws, which tries nothing twice by itself.

    Digests in a form of 2025 are sent only where they are asked for: not every provider knows them.
    """
    config = Config(
        connect_timeout=timeout_s,
        read_timeout=timeout_s,
        retries={"total_max_attempts": 1},
        request_checksum_calculation="when_required",
        response_checksum_validation="when_required",
    )
    client: _Bucket = botocore.session.Session().create_client("s3", config=config)
    client.meta.events.register("before-call.s3.HeadBucket", _unasked)
    return client


def _unasked(**_told: object) -> tuple[AWSResponse, Mapping[str, object]]:
    """The answer to where a bucket lies, which botocore asks for where an answer leads elsewhere and does not say it.

    That one would lead elsewhere, too, and be asked for without end.
    """
    return AWSResponse("", 200, {}, None), {"ResponseMetadata": {"HTTPHeaders": {}}}


@contextlib.contextmanager
def _opened(content: FileContent) -> Iterator[io.BufferedIOBase]:
    """The bytes as a file: botocore reads it block by block, twice where there is no https."""
    with io.BytesIO(content.source) if isinstance(content.source, bytes) else content.source.open("rb") as file:
        yield file
