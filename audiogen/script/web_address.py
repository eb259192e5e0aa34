"""Web addresses: whether a text is one, how feeds carry it, and who can follow it.

What is refused here is refused where it is written, by `audiogen check`; so nothing that is used later can fail, and
nothing that an author wrote is left out of it without a word. Nothing here sends a packet.
"""

from __future__ import annotations

import contextlib
import ipaddress
import re
from functools import lru_cache
from typing import Final
from urllib.parse import SplitResult, quote, urlsplit, urlunsplit

# pchar of RFC 3986, and % so that what is encoded already is not encoded twice
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~-._"
_LABEL: Final = re.compile(r"[a-z0-9_](?:[a-z0-9_-]{0,61}[a-z0-9_])?")
_LONGEST_HOST: Final = 253
"""In letters (RFC 1035)."""
_FILES: Final = ("feed.xml", "index.html")
"""What lies in the folder that `base_url` names."""
_NUMBER: Final = re.compile(r"[0-9]+|0x[0-9a-f]*")
_HOME_NETWORK: Final = (
    *(".local", ".lan", ".home", ".corp", ".internal", ".home.arpa", ".localdomain", ".test", ".invalid", ".localhost"),
    # the router of many homes, and what it calls the computers behind it
    ".fritz.box",
)
_PLACEHOLDERS: Final = frozenset(f"{www}example.{top}" for www in ("", "www.") for top in ("org", "com", "net"))
"""The hosts of addresses that documentation shows (RFC 2606): whoever copies them has no address yet."""


@lru_cache(maxsize=64)  # every address in a feed begins with the same one
def ascii_address(address: str) -> str:
    """The address as feeds carry it: the host in IDNA 2008, all else percent-encoded, without a slash at its end.

    Raises:
        ValueError: when it is no web address, with a sentence that says what is wrong.
    """
    # RSS and the schemes of podcast apps take URIs, which are ASCII (RFC 3986)
    parts = _split(address)
    host = _ascii_host(parts.hostname or "", address)
    port = f":{_port(parts, address)}" if _port(parts, address) is not None else ""
    path, query, fragment = (_quoted(part, address) for part in (parts.path, parts.query, parts.fragment))
    # in front of a query, a slash belongs to the name of the page
    path = path if query or fragment else path.rstrip("/")
    return urlunsplit((parts.scheme, f"{host}{port}", path, query, fragment))


def home_page(text: str) -> str:
    """The address of any page, if it is one; what `ascii_address` makes of it keeps all of it.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    ascii_address(text)
    return text.rstrip("/")


def folder_address(text: str) -> str:
    """The address of a folder on the web, if it is one to which names of files can be added.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    whole = ascii_address(text)
    parts = urlsplit(text)
    for sign, what in (("?", parts.query), ("#", parts.fragment)):
        if what or sign in text:
            message = f'"{text}" has more behind the "{sign}" than a folder can have; end the address before it'
            raise ValueError(message)
    folder, _, last = whole.rpartition("/")
    if last.lower() in _FILES and folder.count("/") > 1:
        message = f'"{text}" is the address of a file; write that of its folder, {folder}'
        raise ValueError(message)
    return text.rstrip("/")


def is_local(address: str) -> bool:
    """Whether only this machine can follow the address."""
    host = _host(address)
    known = _ip(host)
    if known is None:
        return host in ("localhost", "localhost.localdomain") or host.endswith(".localhost")
    return known.is_loopback or known.is_unspecified


def is_private(address: str) -> bool:
    """Whether the address means something on this machine or its own network only."""
    host = _host(address)
    known = _ip(host)
    if known is None:
        return is_local(address) or f".{host}".endswith(_HOME_NETWORK) or "." not in host
    return not known.is_global


def is_public(address: str) -> bool:
    """Whether the address can be that of one show alone: neither of a home network nor copied from documentation."""
    return not is_private(address) and _host(address) not in _PLACEHOLDERS


def _split(address: str) -> SplitResult:
    try:
        parts = urlsplit(address)
        user = parts.username or parts.password
    except ValueError as error:
        raise ValueError(_no_address(address)) from error
    if re.fullmatch(r"https?://[^\s/]\S* [^\t\r\n]*", address):
        message = f'"{address}" is not a web address: it has a space in it; write it as a browser shows it'
        raise ValueError(message)
    if not re.fullmatch(r"https?://[^\s/]\S*", address) or parts.scheme not in ("http", "https"):
        raise ValueError(_no_address(address))
    if user is not None or "@" in parts.netloc:
        message = f'"{address}" holds a name or password in front of the @; write the address without them'
        raise ValueError(message)
    return parts


def _no_address(text: str) -> str:
    return f'"{text}" is not a web address; write it whole, like https://example.org/podcast'


def _port(parts: SplitResult, address: str) -> int | None:
    try:
        port = parts.port
    except ValueError:
        port = 0
    if port == 0:
        message = f'"{address}" has a port that does not exist; ports go from 1 to 65535'
        raise ValueError(message)
    return port


def _ascii_host(host: str, address: str) -> str:
    """The host as the names of the web are looked up; an IPv6 address in brackets."""
    known = _ip(host)
    if known is not None:
        return f"[{host}]" if known.version == 6 else host
    name = host if host.isascii() else _idna(host, address)
    labels = name.removesuffix(".").split(".")
    odd = next((label for label in labels if not _LABEL.fullmatch(label)), None)
    # what ends with a number is read as an IPv4 address by every browser
    if odd is None and len(name) <= _LONGEST_HOST and not _NUMBER.fullmatch(labels[-1]):
        return name
    why = f'"{host}" is not the name of a host'
    if odd == "":
        why = f'in "{host}" there is nothing between two dots'
    elif odd is not None and len(odd) > 63:
        why = "a part of the host's name is longer than 63 letters"
    message = f'"{address}" is not a web address: {why}; write it as a browser shows it'
    raise ValueError(message)


def _idna(host: str, address: str) -> str:
    import idna  # noqa: PLC0415 - its tables take a while, and most hosts are ASCII

    try:
        return idna.encode(host, uts46=True).decode("ascii")
    except idna.IDNAError as error:
        message = f'"{address}" is not a web address: "{host}" cannot be the name of a host'
        raise ValueError(message) from error


def _quoted(part: str, address: str) -> str:
    if re.search("%(?![0-9A-Fa-f]{2})", part):
        message = f'"{address}" has a % that stands for no letter; write %25 for the sign itself'
        raise ValueError(message)
    try:
        return quote(part, safe=f"{_PATH_SAFE}?")
    except UnicodeEncodeError as error:
        raise ValueError(_no_address(address)) from error


def _host(address: str) -> str:
    try:
        return (urlsplit(address).hostname or "").removesuffix(".")
    except ValueError:
        return ""


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    # a zone like fe80::1%eth0 means something on one machine alone, and has no place in an address
    if "%" in host:
        return None
    with contextlib.suppress(ValueError):
        known = ipaddress.ip_address(host)
        mapped = known.ipv4_mapped if isinstance(known, ipaddress.IPv6Address) else None
        return mapped or known
    return None
