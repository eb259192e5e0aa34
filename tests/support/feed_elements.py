"""Feeds as somebody else reads them: their elements, by the prefixes that everybody uses."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from support.publishing import BASE, publication, show

from audiogen.manifest import Manifest
from audiogen.publish.facts import ForClient
from audiogen.publish.feed import render_feed
from audiogen.script.model import Show

NAMES = {
    "atom": "http://www.w3.org/2005/Atom",
    "content": "http://purl.org/rss/1.0/modules/content/",
    "itunes": "http://www.itunes.com/dtds/podcast-1.0.dtd",
    "podcast": "https://podcastindex.org/namespace/1.0",
    "psc": "http://podlove.org/simple-chapters",
}


def read_xml(text: str) -> ET.Element:
    """The root of a document of ours."""
    return ET.fromstring(text)  # noqa: S314 - our own


def feed_text(*manifests: Manifest, of: Show | None = None, base: str = BASE, client: ForClient | None = None) -> str:
    """The feed of a show with these tracks, for everybody or for one client."""
    published = publication(of or show(), manifests).model_copy(update={"client": client})
    return render_feed(published, manifests, base)


def channel(*manifests: Manifest, of: Show | None = None, client: ForClient | None = None) -> ET.Element:
    """What it says of the show, with its items in it."""
    found = read_xml(feed_text(*manifests, of=of, client=client)).find("channel")
    assert found is not None
    return found


def items(*manifests: Manifest, of: Show | None = None, client: ForClient | None = None) -> list[ET.Element]:
    """Its items, in their order."""
    return channel(*manifests, of=of, client=client).findall("item")


def value(parent: ET.Element, path: str) -> str:
    """The text of an element that has to be there."""
    found = parent.findtext(path, namespaces=NAMES)
    assert found is not None, path
    return found


def attribute(parent: ET.Element, path: str, name: str) -> str:
    """An attribute of an element; both have to be there."""
    found = parent.find(path, NAMES)
    assert found is not None, path
    return found.attrib[name]
