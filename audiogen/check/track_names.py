"""Tracks whose files would have the same name: a length of one session, and another session or length."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.editions.edition import Edition, editions_of
from audiogen.errors import Problem
from audiogen.names import quotable
from audiogen.script.load import Library
from audiogen.script.model import Script
from audiogen.script.yaml.document import nearest_place


def same_names(library: Library) -> Iterator[Problem]:
    """A problem for each length whose track cannot be told from another one."""
    for script in library.scripts:
        taken = {*library.slugs}
        for edition in editions_of(script):
            if edition.other_length_s is None:
                continue
            if edition.name in taken:
                yield _problem(script, edition, of_slug=edition.name in library.slugs)
            taken.add(edition.name)


def _problem(script: Script, edition: Edition, *, of_slug: bool) -> Problem:
    path, name = script.origin.path, quotable(edition.name)
    if of_slug:
        what = f'the files of one of them would be called "{name}", as those of the session of that slug'
        advice = "give that session another slug, or take the length off this list"
    else:
        what = f'two of them would both be called "{name}"; names say lengths to the second'
        advice = "take one of them off this list"
    return Problem(path, *nearest_place(path, ("lengths",), at_key=True), f"lengths: {what}; {advice}")
