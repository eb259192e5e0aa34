"""Pages as a machine reads them: elements, words, and what the program is told."""

from __future__ import annotations

import json
from functools import cache
from html.parser import HTMLParser
from typing import Any

from support.publishing import publication, show

from audiogen.manifest import Manifest
from audiogen.publish.facts import ForClient
from audiogen.publish.pages.site_pages import render_pages, render_show_page
from audiogen.script.model import Show

PUBLIC = "https://pods.example/trust"


class PageReader(HTMLParser):
    """Gathers elements, words, and the text of scripts."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.data_blocks: dict[str, str] = {}
        """JSON by the ids of its blocks; what search engines are told has none."""
        self.words = ""
        self._inside = self._block = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        facts = {name: value or "" for name, value in attrs}
        self.elements.append((tag, facts))
        self._inside = facts.get("type", tag) if tag in ("script", "style") else ""
        self._block = facts.get("id", "")

    def handle_endtag(self, tag: str) -> None:
        self._inside = ""

    def handle_data(self, data: str) -> None:
        if self._inside in ("application/json", "application/ld+json"):
            self.data_blocks[self._block] = data
        elif not self._inside:
            self.words += data

    def all(self, tag: str) -> list[dict[str, str]]:
        return [facts for name, facts in self.elements if name == tag]

    def with_class(self, name: str) -> list[dict[str, str]]:
        return [facts for _, facts in self.elements if name in facts.get("class", "").split()]

    def having(self, attribute: str) -> list[dict[str, str]]:
        return [facts for _, facts in self.elements if attribute in facts]

    @property
    def facts(self) -> Any:
        return json.loads(self.data_blocks["facts"])

    @property
    def linked_data(self) -> Any:
        """None where there is none."""
        return json.loads(self.data_blocks.get("", "null"))

    @property
    def properties(self) -> dict[str, str]:
        """Of Open Graph."""
        return {each["property"]: each["content"] for each in self.all("meta") if "property" in each}


@cache
def show_page(*manifests: Manifest, of: Show | None = None, base: str = PUBLIC, phone: str | None = None) -> PageReader:
    made = publication(of or show(), manifests)
    return PageReader(render_show_page(made, manifests, base, phone_url=phone))


@cache
def site(
    *manifests: Manifest, of: Show | None = None, base: str = PUBLIC, client: ForClient | None = None
) -> dict[str, PageReader]:
    made = publication(of or show(), manifests).model_copy(update={"client": client})
    return {path: PageReader(text) for path, text in render_pages(made, manifests, base).pages.items()}


def session_page(*manifests: Manifest, of: Show | None = None) -> PageReader:
    """The page of the first session."""
    return site(*manifests, of=of)[f"sessions/{manifests[0].slug}.html"]
