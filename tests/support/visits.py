"""Visits of a browser to a page: how the window is, what was fetched, what went wrong, what moved."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.sync_api import (
    Browser,
    BrowserContext,
    CDPSession,
    ConsoleMessage,
    Page,
    Request,
    Response,
    ViewportSize,
    expect,
)

PHONE: Final = (360, 740)
ON_ITS_SIDE: Final = (740, 360)
SMALL_PHONE: Final = (320, 568)
LARGER_PHONE: Final = (390, 844)
DESK: Final = (1280, 800)
SIZES: Final = (PHONE, ON_ITS_SIDE, LARGER_PHONE, DESK)
PATIENCE_MS: Final = 30_000
"""For what a page does at once: only a page that never does it reaches this, however busy the machine is."""

_WATCH_SHIFTS: Final = """
    window.moved = [];
    new PerformanceObserver((list) => {
      for (const each of list.getEntries()) {
        window.moved.push([each.value, each.sources.map(({ node }) => node?.outerHTML?.slice(0, 120) ?? "?")]);
      }
    }).observe({ type: "layout-shift", buffered: true });
"""


@dataclass(frozen=True, slots=True)
class Window:
    """How somebody looks at a page."""

    size: tuple[int, int] = PHONE
    scheme: str = "dark"
    """`dark` or `light`."""
    forced_colours: bool = False
    still: bool = False
    """Whether motion is to be reduced."""
    script: bool = True
    text: float = 1.0
    """How much larger text is than usual."""


STILL: Final = Window(still=True)
"""Where what moves is not asked for: drawing it takes half of the work."""


@dataclass
class Visit:
    """One page in a browser of its own; what goes wrong in it is gathered."""

    page: Page
    home: str
    """Where the show is, with a slash at the end."""
    window: Window
    fresh: bool = False
    knowing: bool = False
    """Whether what the page remembers of earlier visits stays."""
    wrong: list[str] = field(default_factory=list)
    fetched: dict[str, int] = field(default_factory=dict)
    """Bytes that came over the wire, heads of answers included, by address; without the sound, and of fresh visits."""
    sounds: list[str] = field(default_factory=list)
    """Addresses of sound that was asked for."""
    cdp: CDPSession = field(init=False)

    def expect(self, *patterns: str) -> None:
        """Take these for what has to go wrong here; each has to have gone wrong."""
        for pattern in patterns:
            found = [each for each in self.wrong if re.search(pattern, each)]
            assert found, f"nothing like {pattern!r} went wrong, but {self.wrong}"
            self.wrong = [each for each in self.wrong if each not in found]

    def open(self, path: str = "") -> Page:
        """Go to a page of the show."""
        self.page.goto(self.home + path)
        return self.page

    @property
    def shift(self) -> float:
        """How much has moved from its place since the page was opened, as browsers score it."""
        return sum(score for score, _ in self.page.evaluate("window.moved"))

    @property
    def weight(self) -> int:
        """Bytes of all but the sound that came over the wire."""
        return sum(self.fetched.values())

    def throttle(self, bits_per_second: float, latency_ms: int = 0) -> None:
        """Slow the connection of the page down."""
        conditions = {
            "offline": False,
            "latency": latency_ms,
            "downloadThroughput": bits_per_second / 8,
            "uploadThroughput": bits_per_second / 8,
        }
        self.cdp.send("Network.emulateNetworkConditions", conditions)

    def begin(self) -> None:
        """Look as the window has it, know nothing of earlier visits unless that is wanted, and gather from now on."""
        page = self.page
        self.cdp = page.context.new_cdp_session(page)
        if not self.knowing:
            remembered = "local_storage,cache_storage,service_workers"
            self.cdp.send("Storage.clearDataForOrigin", {"origin": self.home, "storageTypes": remembered})
        self.look_as(self.window)
        page.add_init_script(_WATCH_SHIFTS)
        page.set_default_timeout(PATIENCE_MS)
        expect.set_options(timeout=PATIENCE_MS)
        page.on("console", self._on_console)
        page.on("pageerror", lambda error: self.wrong.append(f"error in the page: {error}"))
        page.on("request", self._on_request)
        page.on("response", self._on_response)
        page.on("requestfailed", self._on_failure)
        if self.fresh:
            self._watch_bytes(self.cdp)

    def look_as(self, window: Window) -> None:
        """Look in another way from now on: all of it, but for whether scripts run, takes effect on the open page."""
        _emulate(self.page, window)
        # what people choose in the settings of their browser
        self.cdp.send("Page.setFontSizes", {"fontSizes": {"standard": round(16 * window.text)}})

    def end(self) -> None:
        """Close the window."""
        if self.fresh:
            self.page.context.close()
        else:
            self.page.close()

    def _watch_bytes(self, cdp: CDPSession) -> None:
        addresses: dict[str, str] = {}

        def asked(event: dict[str, Any]) -> None:
            if event.get("type") != "Media":
                addresses[event["requestId"]] = event["request"]["url"]

        def finished(event: dict[str, Any]) -> None:
            address = addresses.get(event["requestId"])
            if address:
                self.fetched[address] = self.fetched.get(address, 0) + int(event["encodedDataLength"])

        cdp.on("Network.requestWillBeSent", asked)
        cdp.on("Network.loadingFinished", finished)
        cdp.send("Network.enable")

    def _on_console(self, message: ConsoleMessage) -> None:
        if message.type in ("error", "warning"):
            self.wrong.append(f"{message.type} in the console: {message.text}")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url)
        if request.resource_type == "media":
            self.sounds.append(request.url)
        if address.scheme not in ("data", "blob") and address.netloc != urlsplit(self.home).netloc:
            self.wrong.append(f"asked another host: {request.url}")

    def _on_response(self, response: Response) -> None:
        if response.status >= 400:
            self.wrong.append(f"answer {response.status}: {response.url}")

    def _on_failure(self, request: Request) -> None:
        # a player breaks off what it has asked for whenever somebody goes to another moment, a page when it is left
        broken_off = request.failure == "net::ERR_ABORTED"
        without_script = request.failure == "csp" and not self.window.script
        if not (broken_off or without_script):
            self.wrong.append(f"request failed, {request.failure}: {request.url}")


class Visitor:
    """Opens pages in one browser.

    What was loaded once is kept for later visits, as their pages then come for a third of the work; what pages
    remember is not.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self._kept: dict[tuple[bool, bool], BrowserContext] = {}

    def context(self, *, script: bool = True, touch: bool = True) -> BrowserContext:
        """As a browser that is new: nothing is there, and nothing of it is left once it is closed."""
        return self.browser.new_context(java_script_enabled=script, has_touch=touch)

    def visit(self, home: str, window: Window, *, fresh: bool = False) -> Visit:
        """Open a window.

        Args:
            home: where the show is, with a slash at the end.
            window: how it is looked at.
            fresh: whether nothing is to be there that was loaded before, or left in a window by a test.
        """
        kind = (window.script, window.size[0] < DESK[0])
        context = None if fresh else self._kept.get(kind)
        if context is None:
            context = self.context(script=window.script, touch=kind[1])
        if not fresh:
            self._kept[kind] = context
        made = Visit(context.new_page(), home, window, fresh=fresh)
        made.begin()
        return made


def _emulate(page: Page, window: Window) -> None:
    page.set_viewport_size(ViewportSize(width=window.size[0], height=window.size[1]))
    page.emulate_media(
        color_scheme="dark" if window.scheme == "dark" else "light",
        forced_colors="active" if window.forced_colours else "none",
        reduced_motion="reduce" if window.still else "no-preference",
    )
