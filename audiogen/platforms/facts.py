"""What judges of single elements know of the feed around them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from audiogen.names import quotable
from audiogen.platforms.addresses import FeedFile, FeedFolder, is_whole
from audiogen.platforms.catalogue import FeedFinding, finding


@dataclass(frozen=True, slots=True)
class FeedFacts:
    """The feed around an element."""

    folder: FeedFolder
    now: dt.datetime
    title: str
    """Of the show; empty where it has none."""
    serial: bool
    """Whether the show is meant to be heard in order."""
    look: Callable[[FeedFile], tuple[str, ...]]
    """What platforms do not take of a picture that is there."""


def judge_picture(rule: str, line: int, address: str, facts: FeedFacts) -> Iterator[FeedFinding]:
    """A picture that platforms fetch.

    Args:
        rule: by which it is judged.
        line: where it is named.
        address: as the feed has it; it is not empty.
        facts: of the feed.
    """
    if not is_whole(address):
        yield finding(rule, line, f'"{quotable(address)}" is no whole web address of a picture')
        return
    file = facts.folder.file(address)
    if file is None:
        return
    if file.content is None:
        yield finding(rule, line, f"the picture {file.path} is not there", "Run `audiogen build`: it draws it anew.")
        return
    for fault in facts.look(file):
        yield finding(rule, line, f"the picture {file.path} does not fit: {fault}")
