"""Addresses in what is published: absolute ones, this machine's for phones, and links and QR codes that open a feed.

Nothing here sends a packet.
"""

from __future__ import annotations

import contextlib
import io
import socket
from dataclasses import dataclass
from typing import Final, Literal
from urllib.parse import quote

from audiogen.script.web_address import ascii_address, is_local, is_private

__all__ = [
    "AppLink", "absolute", "app_links", "ascii_address", "is_local", "is_private", "lan_address", "qr_for_terminal",
    "qr_picture", "qr_svg",
]  # fmt: skip

_PIXELS_OF_MODULE: Final = 16
_UNITS_OF_MODULE: Final = 4
"""How large one of the small squares of a QR code is drawn; nothing is too small to be printed then."""


@dataclass(frozen=True, slots=True)
class AppLink:
    """An address that opens a podcast app with the feed in it."""

    app: str
    address: str


def absolute(base_url: str, path: str) -> str:
    """The absolute address of a path below dist/; `path` may hold any character and may end in `#name`."""
    name, found, fragment = path.partition("#")
    return f"{ascii_address(base_url)}/{quote(name)}{found}{quote(fragment)}"


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


def qr_picture(address: str, ending: str) -> bytes:
    """A QR code as a file that is printed: dark on white, with its margin, and readable with a quarter of it covered.

    Args:
        address: what it holds.
        ending: `.svg` or `.png`.
    """
    import segno  # noqa: PLC0415 - as above

    drawn = io.BytesIO()
    scale = _PIXELS_OF_MODULE if ending == ".png" else _UNITS_OF_MODULE
    segno.make_qr(address, error="q").save(drawn, kind=ending.removeprefix("."), scale=scale, border=4, light="white")
    return drawn.getvalue()


def qr_svg(address: str, error: Literal["m", "q"] = "m") -> str:
    """A QR code as an SVG element, dark on transparent; it needs a light ground and a margin of four modules.

    Args:
        address: what it holds.
        error: m where it is read off a screen; with q, a quarter of it may be covered.
    """
    import segno  # noqa: PLC0415 - as above

    code = segno.make_qr(address, error=error)
    return str(code.svg_inline(border=0, omitsize=True, svgclass=None, lineclass=None))
