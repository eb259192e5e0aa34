"""The sheet that hands a client's page over: A5, to be printed, with the address as a QR code and in letters.

It is one file that needs no other. It says whose page it is and how it is opened, and nothing of the client.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from markupsafe import Markup

from audiogen.artwork.colours import scheme_colours
from audiogen.publish.address import qr_svg
from audiogen.publish.text import render
from audiogen.publish.words.language import Language
from audiogen.publish.words.page_words import words_of
from audiogen.script.model import Show

_PART: Final = re.compile(r"(?<=/)(?=[^/])")
"""Where an address may go on in another line; elsewhere, a hyphen would be taken for a part of it, or left out."""

_PLACE: Final = '<svg x="50" y="22" width="48" height="48" '
"""Of the QR code, in mm on the sheet: in the middle of its light ground, which leaves the margin that it needs."""


def handout(show: Show, address: str, last_day: dt.date | None, hue: int) -> str:
    """The text of the sheet, in the show's language.

    Args:
        show: whose page it is.
        address: of the client's page.
        last_day: on which it opens; None when there is none.
        hue: of the page, in degrees of OKLCH.
    """
    words = words_of(show)
    return render(
        "printed/handout.html",
        show=show,
        language=Language(show.language),
        ui=words.language.within(Language(show.language)),
        say=words.say,
        address=address,
        parts=_PART.split(address),
        until=words.day(last_day) if last_day else "",
        colours=scheme_colours(hue, "light"),
        qr=Markup(qr_svg(address, error="q").replace("<svg ", _PLACE, 1)),  # noqa: S704 - by segno
    )
