"""A place that the build and all workers reach, where large things pass from one to the other: a folder or a URL.

It holds nothing that is one person's: what is in it may be read by whoever reaches it.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from functools import cache
from typing import Any, cast

from audiogen.errors import OutputError


@dataclass(frozen=True, slots=True)
class Store:
    """Bytes under names, as fsspec reaches them."""

    url: str
    """Of a folder, like `/mnt/share/audiogen` or `s3://bucket/audiogen`."""

    def get(self, name: str) -> bytes | None:
        """What is under a name; None when nothing is.

        Raises:
            OutputError: when the store cannot be reached.
        """
        system, root = _opened(self.url)
        try:
            return cast("bytes", system.cat_file(f"{root}/{name}"))
        except FileNotFoundError:
            return None
        except OSError as error:
            raise self._unreached(error) from error

    def has(self, name: str) -> bool:
        """Whether something is under a name; it may have come from elsewhere since it was last asked.

        Raises:
            OutputError: when the store cannot be reached.
        """
        system, root = _opened(self.url)
        try:
            system.invalidate_cache()
            return bool(system.exists(f"{root}/{name}"))
        except OSError as error:
            raise self._unreached(error) from error

    def put(self, name: str, content: bytes) -> None:
        """Keep content under a name, whole or not at all.

        Raises:
            OutputError: when the store cannot be reached, or written.
        """
        system, root = _opened(self.url)
        place = f"{root}/{name}"
        unfinished = f"{place}.{secrets.token_hex(8)}.tmp"
        try:
            system.makedirs(place.rpartition("/")[0], exist_ok=True)
            system.pipe_file(unfinished, content)
            system.mv(unfinished, place)
        except OSError as error:
            raise self._unreached(error) from error

    def remove(self, name: str) -> None:
        """Take away what is under a name, if anything is."""
        system, root = _opened(self.url)
        try:
            system.rm_file(f"{root}/{name}")
        except FileNotFoundError:
            return
        except OSError as error:
            raise self._unreached(error) from error

    def _unreached(self, error: OSError) -> OutputError:
        message = f"the store {self.url} cannot be used: {error.strerror or error}"
        return OutputError(message, hint="It must be a folder or a URL that this computer and all workers can write.")


@cache
def _opened(url: str) -> tuple[Any, str]:
    """The system that holds a URL, and its path there."""
    from fsspec.core import url_to_fs  # noqa: PLC0415 - an extra brings it

    try:
        system, root = url_to_fs(url)
    except (ImportError, ValueError) as error:
        message = f"the store {url} cannot be used: {error}"
        raise OutputError(message, hint="Install what fsspec needs for such a URL here and on all workers.") from error
    return system, str(root).rstrip("/")
