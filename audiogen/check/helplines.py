"""Whether listeners who need more than a session can reach somebody."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.script.load import Library


def helpline_notices(library: Library) -> Iterator[str]:
    """A sentence for a show that says where its limits are, and names nobody to turn to."""
    notes = (library.show.notes, *(script.notes for script in library.scripts))
    if any(each.care for each in notes) and not library.show.helplines:
        yield (
            "there are notes of care, and no helplines; with `helplines` in scripts/show.yaml, listeners reach "
            "somebody with one tap (docs/script-language.md, Helplines)"
        )
