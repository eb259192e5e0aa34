r"""Variables in spoken text: `{name}`, and `{place or the room}` for one with something else to say in its stead.

A brace that is meant as such is written with a backslash: `\{`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from audiogen.script.only import VARIABLE

_PLACEHOLDER: Final = re.compile(
    rf"\\(?P<brace>[{{}}])|\{{ *(?P<name>{VARIABLE})(?: or (?P<default>[^{{}}]*[^{{}}\s]))? *\}}"
)


def filled(text: str, values: Mapping[str, str]) -> str:
    """A text with its variables filled; one that has neither a value nor a default stays as it is written."""
    return _PLACEHOLDER.sub(lambda found: _value(found, values), text)


def _value(found: re.Match[str], values: Mapping[str, str]) -> str:
    if found["brace"]:
        return found["brace"]
    return values.get(found["name"], found["default"] or found[0])
