"""Which clients take compressed texts, and the texts compressed (RFC 9110, 8.4 and 12.5.3)."""

from __future__ import annotations

import gzip
import re
from typing import Final

from starlette.datastructures import Headers

LEAST_BYTES: Final = 256
"""Below, a text does not become smaller: what names its coding takes as much as that spares."""
_WEIGHT: Final = r"(?:\s*;\s*q=(?P<weight>0(?:\.\d{0,3})?|1(?:\.0{0,3})?))?"
_CODING: Final = re.compile(rf"(?P<name>[\w!#$%&'*+.^`|~-]+){_WEIGHT}", re.ASCII | re.IGNORECASE)


def prefers_gzip(headers: Headers) -> bool:
    """Whether a client takes gzip, and would not rather have a text as it is."""
    weights: dict[str, float] = {}
    for listed in headers.getlist("accept-encoding"):
        for part in listed.split(","):
            # what is no coding with a weight is left out: nobody can be sure that it asks for gzip
            if found := _CODING.fullmatch(part.strip()):
                weights[found["name"].lower()] = float(found["weight"] or 1)
    # x-gzip is another name of it (RFC 9110, 8.4.1.3)
    taken = weights.get("gzip", weights.get("x-gzip", weights.get("*", 0.0)))
    return taken > 0 and taken >= weights.get("identity", 0.0)


def gzipped(content: bytes) -> bytes:
    """The content compressed; the same content always gives the same bytes."""
    return gzip.compress(content, mtime=0)


def tag_of_gzipped(tag: str) -> str:
    """The ETag of a text that is sent compressed, made of that of the text: their bytes differ (RFC 9110, 8.8.3.3)."""
    return f'{tag.removesuffix(chr(34))}-gzip"'
