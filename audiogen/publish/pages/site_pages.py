"""The pages of a publication, with the files that they load: all of it is rendered before any of it is written.

`templates/show.html` and `templates/session.html` are the form; their values are computed here and in `values.py`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from markupsafe import Markup

from audiogen.artwork.colours import page_colours, scheme_colours
from audiogen.artwork.symbols import icon, lamp_scene, motif_symbol, scene, show_scene
from audiogen.manifest import Manifest
from audiogen.publish import layout
from audiogen.publish.address import absolute, app_links, ascii_address, is_local, qr_svg
from audiogen.publish.facts import ForClient, Publication
from audiogen.publish.pages.app_folder import app_folder, program_words
from audiogen.publish.pages.metadata import metadata_of
from audiogen.publish.pages.policy import POLICY
from audiogen.publish.pages.stamp import stamped
from audiogen.publish.pages.values import Care, SessionOnPage, facts_of, sessions_on_page
from audiogen.publish.pages.web_manifest import web_manifest
from audiogen.publish.text import first_clause, render, shorten, split_paragraphs
from audiogen.publish.words.language import Language
from audiogen.publish.words.page_words import PageWords, words_of
from audiogen.script.model import Show

_DESCRIPTION_BYTES: Final = 300
"""As much as search engines and previews show."""
_UP: Final = "../"
"""What leads from a session's page to dist/."""


@dataclass(frozen=True, slots=True)
class SitePages:
    """Texts by their paths below dist/."""

    loaded: Mapping[str, str]
    """What pages load: named by what they hold, so that they can stand in place before any page does."""
    pages: Mapping[str, str]
    """The pages, which keep their names."""
    beside: Mapping[str, str]
    """What else keeps its name."""


def render_pages(publication: Publication, manifests: Sequence[Manifest], base_url: str) -> SitePages:
    """Every page of a publication.

    Args:
        publication: the show as published.
        manifests: its tracks.
        base_url: where the pages are found.
    """
    site = _Site.of(publication, manifests)
    pages = {layout.PAGE: site.show_page(base_url, base_url)}
    every = (*site.sessions, *site.unlisted)
    pages |= {each.page: site.session_page(each, base_url) for each in every}
    pages = {path: stamped(text) for path, text in pages.items()}
    sheets = [site.sheet(), *map(site.sheet, every)]
    pictures = [site.icon(), *map(site.icon, every)]
    beside = {layout.WEB_MANIFEST: web_manifest(publication, site.icon()[0])}
    return SitePages({**app_folder().files, **dict(sheets), **dict(pictures)}, pages, beside)


def render_show_page(
    publication: Publication, manifests: Sequence[Manifest], base_url: str, *, phone_url: str | None = None
) -> str:
    """The text of index.html.

    Args:
        publication: the show as published.
        manifests: its tracks.
        base_url: where the page is found; when only this machine can follow it, the page goes by the address in the
            browser instead.
        phone_url: where a phone finds the page; `base_url` when left out.
    """
    return _Site.of(publication, manifests).show_page(base_url, phone_url or base_url)


def render_missing_page(
    publication: Publication, manifests: Sequence[Manifest], *, of_session: bool, root: str = "/"
) -> str:
    """The text of a page that leads to the show's from where nothing is; it names nothing of the show.

    Args:
        publication: the show as published.
        manifests: its tracks.
        of_session: whether the address looks like that of a session.
        root: the path of the publication on its host, with a slash at its end: the page may stand at any address below.
    """
    return _Site.of(publication, manifests).missing_page(root, of_session=of_session)


@dataclass(frozen=True, slots=True)
class _Site:
    """A publication on its way into pages."""

    publication: Publication
    words: PageWords
    sessions: tuple[SessionOnPage, ...]
    """Those that are listed."""
    unlisted: tuple[SessionOnPage, ...]
    """Those that are found by their addresses alone."""
    synthetic: bool
    """Whether a synthetic voice speaks anywhere."""

    @classmethod
    def of(cls, publication: Publication, manifests: Sequence[Manifest]) -> _Site:
        words = words_of(publication.show)
        every = sessions_on_page(publication, manifests, words)
        listed = tuple(each for each in every if each.listed)
        return cls(publication, words, listed, every[len(listed) :], any(each.synthetic_voice for each in manifests))

    def show_page(self, base_url: str, phone_url: str) -> str:
        if self.publication.client:
            return self._client_page(self.publication.client, base_url)
        show = self.publication.show
        feed = absolute(base_url, layout.FEED)
        return render(
            "show.html",
            **self._head("", None, base_url),
            line=first_clause(show.description, show.language),
            about=split_paragraphs(show.description),
            sessions=self.sessions,
            symbols=_symbols(self.sessions),
            scene=_drawn(show_scene()),
            feed=feed,
            apps=app_links(feed),
            qr=None if is_local(phone_url) else Markup(qr_svg(f"{ascii_address(phone_url)}/")),  # noqa: S704 - by segno
        )

    def _client_page(self, client: ForClient, base_url: str) -> str:
        return render(
            "client.html",
            **self._head("", None, base_url),
            message=client.message,
            next_day=client.next_day,
            sessions=self.sessions,
            symbols=_symbols(self.sessions),
            scene=_drawn(lamp_scene()),
        )

    def session_page(self, session: SessionOnPage, base_url: str) -> str:
        following = self._after(session)
        return render(
            "session.html",
            **self._head(_UP, session, base_url),
            session=session,
            theirs=session.language.attributes,
            language_of=Language,
            count=len(self.sessions),
            following=following,
            symbols=_symbols([following] if following else []),
            scene=_drawn(scene(session.motif)),
        )

    def missing_page(self, root: str, *, of_session: bool) -> str:
        # no address is needed, as the page names none in full
        return render("missing.html", **self._head(root, None, "http://localhost"), of_session=of_session)

    def sheet(self, session: SessionOnPage | None = None) -> tuple[str, str]:
        """The colours of a page: their path below dist/, and their text."""
        hue, pictured = (
            (session.hue, [self._after(session)]) if session else (self.publication.hue, list(self.sessions))
        )
        text = page_colours(hue, sorted({each.hue for each in pictured if each and not each.row}))
        return layout.colours(_sha256(text)), text

    def icon(self, session: SessionOnPage | None = None) -> tuple[str, str]:
        """The small picture of a page: its path below dist/, and its text."""
        text = icon(session.hue if session else self.publication.hue)
        return layout.icon(_sha256(text)), text

    def _head(self, root: str, session: SessionOnPage | None, base_url: str) -> dict[str, object]:
        """The values that all pages have."""
        publication, show = self.publication, self.publication.show
        description = shorten(_about(session.summary if session else (), show), _DESCRIPTION_BYTES)
        return {
            "root": root,
            "show": show,
            "private": publication.private,
            "unlisted": session is not None and not session.listed,
            "description": description,
            "synthetic": self.synthetic,
            "own_cover": publication.own_cover,
            "policy": POLICY,
            "web_manifest": layout.WEB_MANIFEST,
            "metadata": metadata_of(publication, session, base_url, description),
            "facts": facts_of(publication, self.sessions, root, session),
            **self._said(session),
            **self._looks(session),
        }

    def _said(self, session: SessionOnPage | None) -> dict[str, object]:
        """What a page says by itself, in which language, and where help is."""
        show, of_show = self.publication.show, Language(self.publication.show.language)
        language = session.language if session else of_show
        own_care = Care.of(session.episode.notes.care if session else None, language)
        care = own_care or Care.of(show.notes.care, of_show)
        return {
            "language": language,
            # Help now, the way back and the keys are in the same places on all pages of a show
            "direction": of_show.direction,
            "words": self.words,
            "say": self.words.say,
            "ui": self.words.language.within(language),
            "program_words": program_words(self.words, self._modules(session)),
            "care": care,
            "help_href": "#helplines" if show.helplines or care else "",
        }

    def _looks(self, session: SessionOnPage | None) -> dict[str, object]:
        """The colours and pictures of a page, and the program that moves it."""
        publication = self.publication
        hue = session.hue if session else publication.hue
        return {
            "themes": {scheme: scheme_colours(hue, scheme)["sky"] for scheme in ("dark", "light")},
            "colours": self.sheet(session)[0],
            "icon": self.icon(session)[0],
            "touch_icon": publication.icons.touch if publication.icons else None,
            "app": app_folder(),
            "modules": self._modules(session),
        }

    def _modules(self, session: SessionOnPage | None) -> tuple[str, ...]:
        return app_folder().modules(of_session=session is not None, of_client=self.publication.private)

    def _after(self, session: SessionOnPage) -> SessionOnPage | None:
        # where each session has its day, the end of one offers none before its time
        if session.day or session.place in (0, len(self.sessions)):
            return None
        return self.sessions[session.place]


def _about(summary: Sequence[str], show: Show) -> str:
    return next(iter((*summary, *split_paragraphs(show.description))), show.title)


def _symbols(sessions: Sequence[SessionOnPage]) -> Markup:
    motifs = sorted({each.motif for each in sessions if not each.row})
    return Markup("").join(_drawn(motif_symbol(motif)) for motif in motifs)


def _drawn(drawing: str) -> Markup:
    """A drawing from `audiogen.artwork.symbols`: files of the package, in which nothing stands that an author wrote."""
    return Markup(drawing)  # noqa: S704 - see above


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
