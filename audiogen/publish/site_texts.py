"""All texts of a publication that follow from its manifests and its address: pages, what they load, and the feed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.facts import Publication
from audiogen.publish.feed import render_feed
from audiogen.publish.pages.offline import kept_offline
from audiogen.publish.pages.site_pages import render_pages


@dataclass(frozen=True, slots=True)
class SiteTexts:
    """Texts by their paths below dist/, in the order in which they may be put in place."""

    loaded: Mapping[str, str]
    """What pages load: named by what it holds, so that it can be in place before any page is."""
    pages: Mapping[str, str]
    """The pages, and what belongs to them; they keep their names."""
    last: Mapping[str, str]
    """What tells apps and saved pages that there is something new: by then it has to be there."""

    @property
    def paths(self) -> tuple[str, ...]:
        """Of all of them."""
        return (*self.loaded, *self.pages, *self.last)


def site_texts(
    publication: Publication, manifests: Sequence[Manifest], base_url: str, *, feed: bool | None = None
) -> SiteTexts:
    """Render all texts but show.json.

    Args:
        publication: what is to be told, with its pictures among its files.
        manifests: of its tracks, in its order.
        base_url: where they will be found.
        feed: whether there is a feed; when left out, there is one where the publication is for everybody.
    """
    pages = render_pages(publication, manifests, base_url)
    offline = dict(kept_offline(publication, manifests, pages))
    last = {layout.OFFLINE: offline.pop(layout.OFFLINE)}
    if feed is None:
        feed = not publication.private
    if feed:
        last = {layout.FEED: render_feed(publication, manifests, base_url), **last}
    return SiteTexts(pages.loaded, {**pages.pages, **pages.beside, **offline}, last)
