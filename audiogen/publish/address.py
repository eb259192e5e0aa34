"""Web addresses: absolute and in ASCII for feeds, this machine's for phones, and links and QR codes that open a feed.

Nothing here sends a packet.
"""

from __future__ import annotations

import contextlib
import io
import ipaddress
import socket
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote, urlsplit

# pchar of RFC 3986, and % so that a path that is encoded already is not encoded twice
_PATH_SAFE: Final = "/%:@!$&'()*+,;=~-._"


@dataclass(frozen=True, slots=True)
class AppLink:
    """An address that opens a podcast app with the feed in it."""

    app: str
    address: str


def ascii_address(address: str) -> str:
    """The address as feeds carry it: the host in IDNA, everything else percent-encoded, without a slash at its end."""
    # RSS and the schemes of podcast apps take URIs, which are ASCII (RFC 3986)
    parts = urlsplit(address)
    host = (parts.hostname or "").encode("idna").decode("ascii")
    host = f"[{host}]" if ":" in host else host
    port = f":{parts.port}" if parts.port is not None else ""
    return f"{parts.scheme}://{host}{port}{quote(parts.path, safe=_PATH_SAFE)}".rstrip("/")


def absolute(base_url: str, path: str) -> str:
    """The absolute address of a path below dist/; `path` may hold any character and may end in `#name`."""
    name, found, fragment = path.partition("#")
    return f"{ascii_address(base_url)}/{quote(name)}{found}{quote(fragment)}"


def is_local(address: str) -> bool:
    """Whether only this machine can follow the address."""
    host = urlsplit(address).hostname or ""
    known = _ip(host)
    if known is None:
        return host in ("localhost", "localhost.localdomain") or host.endswith(".localhost")
    return known.is_loopback or known.is_unspecified


def is_private(address: str) -> bool:
    """Whether the address means something on this machine or its own network only."""
    host = urlsplit(address).hostname or ""
    known = _ip(host)
    if known is None:
        return is_local(address) or host.endswith(".local") or "." not in host
    return known.is_private


def app_links(feed: str) -> tuple[AppLink, ...]:
    """The apps that can subscribe to this feed."""
    bare = feed.split("://", 1)[1]
    links = [AppLink("AntennaPod", f"antennapod-subscribe://{bare}"), AppLink("Apple Podcasts", f"podcast://{bare}")]
    # the servers of these two fetch the feed, and reach none in a home network
    if not is_private(feed):
        links.append(AppLink("Overcast", f"overcast://x-callback-url/add?url={quote(feed, safe='')}"))
        links.append(AppLink("Pocket Casts", f"pktc://subscribe/{bare}"))
    return tuple(links)


def lan_address() -> str | None:
    """This machine's IPv4 address on its network; None when it is on none."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        # connecting a datagram socket only asks the system for its route; this network is for documentation (RFC 5737)
        probe.connect(("192.0.2.1", 9))
        address = str(probe.getsockname()[0])
        return None if is_local(f"http://{address}") else address
    return None


def qr_for_terminal(address: str) -> str:
    """A QR code of half blocks, for terminals with a dark or a light ground."""
    import segno  # noqa: PLC0415 - 3 MB, which nothing needs while sessions are made

    drawn = io.StringIO()
    segno.make_qr(address, error="l").terminal(drawn, compact=True)
    return drawn.getvalue()


def qr_svg(address: str) -> str:
    """A QR code as an SVG element, dark on transparent; it needs a light ground and a margin of four modules."""
    import segno  # noqa: PLC0415 - as above

    code = segno.make_qr(address, error="m")
    return str(code.svg_inline(border=0, omitsize=True, svgclass="qr-code", lineclass=None))


def _ip(host: str) -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    with contextlib.suppress(ValueError):
        return ipaddress.ip_address(host)
    return None
