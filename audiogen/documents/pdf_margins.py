"""What stands in the margins of the pages of a PDF, and on all of them: headers, footers, numbers of pages."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import Final

from audiogen.documents.pdf_lines import PrintedLine

_MARGIN: Final = 0.09
"""Of the height of a page; an inch of a sheet is just above that."""
_NUMBER_MARGIN: Final = 0.13
"""Of the height, in which a number that stands alone is that of the page."""
_PAGE_NUMBER: Final = re.compile(
    r"[^\w(]*(?:(?:page|seite|p\u00e1gina|pagina|pag|s|p)\b\.?)?\s*(?:\d{1,4}|[ivxlc]{1,6})"
    r"(?:\s*(?:/|of|von|de|sur|di|van|-|\u2013|\|)\s*\d{1,4})?[^\w)]*",
    re.IGNORECASE,
)
_LONGEST: Final = 80
"""In characters, of a header: text that goes up to the edge of a page has longer lines."""
_SHORT: Final = 40
"""In characters, of what is printed across pages, such as "Draft"."""
_DIRECTION: Final = re.compile(r"[(\[*].*|.*[.!?\u2026)\]*]")
"""Lines that are read or obeyed, however often they return: "(pause)"."""
_OF_BROWSER: Final = re.compile(r"(?:https?|file)://\S+|\d{1,4}[./-]\d{1,2}[./-]\d{2,4},?\s+\d{1,2}:\d{2}\b.{0,6}")
"""What browsers print at the ends of a page: its address, and when that was."""
_DIGITS: Final = re.compile(r"\d+")


def reasons_of(lines: Sequence[PrintedLine], heights: Mapping[int, float]) -> dict[int, str]:
    """Why lines are left out, by their positions among all lines.

    Args:
        lines: of all pages.
        heights: of each page, in points.
    """
    places = defaultdict[str, set[int]](set)
    spots = Counter(map(_spot, lines))
    for line in lines:
        if _in_margin(line, heights, _MARGIN) and len(line.text) < _LONGEST:
            places[_key(line)].add(line.page)
    marginal = [line for line in lines if _in_margin(line, heights, _MARGIN)]
    of_browser = {(line.page, round(line.bottom)) for line in marginal if _OF_BROWSER.fullmatch(line.text)}
    found = dict[int, str]()
    for index, line in enumerate(lines):
        if _in_margin(line, heights, _NUMBER_MARGIN) and _PAGE_NUMBER.fullmatch(line.text):
            found[index] = "the number of a page"
        elif (line.page, round(line.bottom)) in of_browser:
            found[index] = "what the browser prints on each page"
        elif _DIRECTION.fullmatch(line.text):
            continue
        elif _in_margin(line, heights, _MARGIN) and len(places[_key(line)]) > 1:
            upper = line.bottom > heights[line.page] / 2
            found[index] = f"the {'header' if upper else 'footer'} of each page"
        elif len(heights) > 2 and len(line.text) < _SHORT and spots[_spot(line)] > len(heights) / 2:
            found[index] = "the same on each page"
    return found


def _spot(line: PrintedLine) -> tuple[str, int, int]:
    return (line.text, round(line.left), round(line.bottom))


def _in_margin(line: PrintedLine, heights: Mapping[int, float], share: float) -> bool:
    height = heights[line.page]
    return not share * height < line.bottom < (1 - share) * height


def _key(line: PrintedLine) -> str:
    return _DIGITS.sub("#", line.text.casefold())
