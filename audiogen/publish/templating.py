"""The Jinja environment of feed and page: everything escaped, nothing undefined, nothing that XML cannot hold."""

from __future__ import annotations

import re
from functools import cache
from typing import Final

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

# control characters that neither XML 1.0 nor HTML may contain
_ILLEGAL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@cache
def environment() -> Environment:
    """The templates beside this module."""
    return Environment(
        loader=PackageLoader("audiogen.publish"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_legal,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )


def _legal(value: object) -> object:
    if isinstance(value, str) and not isinstance(value, Markup):
        return _ILLEGAL.sub("", value)
    return value
