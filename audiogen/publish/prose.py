"""Text as authors wrote it, brought into paragraphs: a line break means nothing, an empty line begins a new one."""

from __future__ import annotations

import re


def one_line(text: str) -> str:
    """The text with every run of white space as one space."""
    return " ".join(text.split())


def paragraphs(text: str) -> tuple[str, ...]:
    """The paragraphs, each on one line."""
    return tuple(one_line(part) for part in re.split(r"\n\s*\n", text.strip()))
