"""Whether what a show and its sessions say of how they are listed goes together."""

from __future__ import annotations

from collections.abc import Iterator

from audiogen.names import listed
from audiogen.script.load import Library


def listing_notices(library: Library) -> Iterator[str]:
    """A sentence for each thing that apps would show in another way than it is meant."""
    show = library.show
    if show.medium in ("course", "audiobook") and show.order == "episodic":
        yield (
            f"`medium: {show.medium}` is heard from its beginning on, and `order: episodic` has apps offer the newest "
            "session first; with `order: serial` they offer the first one"
        )
    seasons = sorted({script.season for script in library.scripts if script.season})
    unnamed = [str(season) for season in seasons if season > len(show.seasons)]
    if show.seasons and unnamed:
        have = "has" if len(unnamed) == 1 else "have"
        named = len(show.seasons)
        yield f"season {listed(unnamed)} {have} no name among `seasons` in scripts/show.yaml, which names {named}"
    if library.scripts and len(library.scripts) == library.total and all(each.unlisted for each in library.scripts):
        yield "every session is unlisted, so that page and feed have none; most apps refuse such a feed"
