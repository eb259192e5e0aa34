"""What of a publication is there on a day: sessions that are dated ahead are built, and told of once they are due.

show.json in dist/ names all that was built. Feed and pages are of one day; they are rendered again where another day
has come: by `audiogen build`, by `audiogen serve`, and whenever something is sent to a host.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.facts import EpisodeFacts, ForClient, Publication


def as_of(
    publication: Publication, manifests: Sequence[Manifest], day: dt.date
) -> tuple[Publication, tuple[Manifest, ...]]:
    """A publication as it is on a day, with the manifests of its tracks.

    For everybody, a session is due on its date. For one client, it is due at once, or where sessions come one by one
    (`ForClient.drip`) on its own day.

    Args:
        publication: all that was built.
        manifests: of its tracks, in its order.
        day: the day; dates of public sessions are days in UTC.
    """
    client = publication.client
    early = _undue_of(client, day) if client else {each.slug for each in manifests if each.published > day}
    due = tuple(each for each in publication.episodes if each.slug not in early)
    gone = {path for each in publication.episodes if each.slug in early for path in _own_files(each)}
    if client:
        ahead = [each.day for each in client.sessions if each.slug in early and each.day]
        client = client.of({each.slug for each in due}).model_copy(update={"next_day": min(ahead, default=None)})
    update = {
        "client": client,
        "episodes": due,
        "files": tuple(path for path in publication.files if path not in gone),
    }
    return publication.model_copy(update=update), tuple(each for each in manifests if each.slug not in early)


def undue_files(publication: Publication, manifests: Sequence[Manifest], day: dt.date) -> frozenset[str]:
    """The files of sessions that are not due on a day, as paths below dist/: nobody gets them yet."""
    _, due = as_of(publication, manifests, day)
    slugs = {each.slug for each in due}
    texts = {path for each in publication.episodes if each.slug not in slugs for path in _own_files(each)}
    return frozenset(texts).union(*(each.files for each in manifests if each.slug not in slugs))


def shows_day(publication: Publication, manifests: Sequence[Manifest], day: dt.date) -> bool:
    """Whether the pages that were published are those of this day, too."""
    due, _ = as_of(publication, manifests, day)
    pages = {layout.session_page(each.slug) for each in due.episodes}
    return pages == {path for path in publication.files if layout.is_session_page(path)}


def _undue_of(client: ForClient, day: dt.date) -> set[str]:
    return {each.slug for each in client.sessions if client.drip and each.day and each.day > day}


def _own_files(facts: EpisodeFacts) -> set[str]:
    """The files that publishing wrote for a session."""
    named = (facts.manifest, facts.vtt, facts.srt, facts.chapters, facts.cover, facts.thumbnail, facts.row)
    return {layout.session_page(facts.slug), *filter(None, named)}
