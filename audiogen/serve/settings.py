"""What whoever starts the server decides."""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

from audiogen.clients.links import LINKS
from audiogen.errors import AudiogenError
from audiogen.publish import layout
from audiogen.script.web_address import ascii_address, folder_address

DEFAULT_PORT: Final = 8000


@dataclass(frozen=True, slots=True)
class AccessLogSettings:
    """Where it is noted what was asked for."""

    file: Path | None = None
    """None for stderr."""
    addresses: bool = False
    """Whether addresses of clients are noted, too."""


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """How a server listens, what it answers to, and what it notes."""

    host: str = "0.0.0.0"  # noqa: S104 - a phone on the same network is the purpose
    port: int = DEFAULT_PORT
    """0 for any."""
    base_url: str | None = None
    """As `public_address` gives it; None to go by the address that each client used."""
    trusted_hosts: frozenset[str] = frozenset()
    """Names of this server beside those that no stranger can give it, as `host_name` gives them."""
    trusted_proxies: tuple[str, ...] = ()
    """Addresses and networks of programs in front of this one, beside those on this machine."""
    access_log: AccessLogSettings | None = None
    """None to note nothing."""
    grace_s: float = 1.0
    """How long running transfers may go on once the server is to stop."""

    @property
    def named_hosts(self) -> frozenset[str]:
        """All names that were given to this server."""
        own = urlsplit(self.base_url).hostname if self.base_url else None
        return self.trusted_hosts | ({own} if own else frozenset())

    @property
    def prefix(self) -> str:
        """The path of `base_url`, decoded: empty, or with a slash before it and none behind it."""
        return unquote(urlsplit(self.base_url).path).rstrip("/") if self.base_url else ""

    @property
    def is_port_fixed(self) -> bool:
        """Whether something in front of this server goes by its port."""
        return self.base_url is not None


def public_address(text: str) -> str:
    """The address that a server has on the web, as feeds carry it.

    Raises:
        AudiogenError: when it is none.
    """
    try:
        address = ascii_address(folder_address(text))
    except ValueError as error:
        message = f"--base-url: {error}"
        raise AudiogenError(message, hint="Write it like --base-url https://example.org/podcast.") from error
    first = unquote(urlsplit(address).path).strip("/").partition("/")[0]
    if first in (*layout.FOLDERS, LINKS) or layout.is_app_folder(first):
        message = f'--base-url: a folder "{first}" is among those that are served'
        raise AudiogenError(message, hint="Choose another path for this server, like /podcast.")
    return address


def host_names(texts: Iterable[str]) -> frozenset[str]:
    """Names of hosts as they are compared.

    Raises:
        AudiogenError: when one is no name of a host.
    """
    return frozenset(map(_host_name, texts))


def _host_name(text: str) -> str:
    try:
        parts = urlsplit(ascii_address(f"http://{text}"))
        bare = parts.port is None and not parts.path and parts.hostname
    except ValueError:
        bare = None
    if not bare:
        message = f'--trusted-host: "{text}" is not the name of a host'
        raise AudiogenError(message, hint="Write the name alone, like --trusted-host studio.example.org.")
    return str(bare).removesuffix(".")


def proxy_addresses(texts: Iterable[str]) -> tuple[str, ...]:
    """Addresses or networks of programs that may say which address a client used.

    Raises:
        AudiogenError: when one is neither.
    """
    for text in texts:
        try:
            ipaddress.ip_network(text)
        except ValueError as error:
            message = f'--trusted-proxy: "{text}" is not the address of a computer or a network'
            hint = "Write it in figures, like --trusted-proxy 172.17.0.1, or --trusted-proxy 172.17.0.0/16."
            raise AudiogenError(message, hint=hint) from error
    return tuple(texts)
