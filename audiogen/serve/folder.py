"""The application of one folder: the podcast, or what was made for one client."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from audiogen.errors import AudiogenError
from audiogen.publish import layout
from audiogen.serve.files import DistFiles
from audiogen.serve.rendered import Offer, RenderedTexts, explained
from audiogen.serve.texts import Texts


def folder_app(offer: Offer, texts: Texts) -> Starlette:
    """The application.

    Args:
        offer: the folder.
        texts: keeps what was rendered and compressed.
    """
    rendered = RenderedTexts(offer, texts)
    pages = [Route(path, rendered.page) for path in ("/", f"/{layout.PAGE}")]
    feed = Route(f"/{layout.FEED}", rendered.feed)
    return Starlette(
        routes=[*pages, feed, Mount("/", DistFiles(offer, rendered, texts))],
        exception_handlers={AudiogenError: _explain, 404: rendered.missing},
    )


def _explain(_request: Request, error: Exception) -> Response:
    return explained(error if isinstance(error, AudiogenError) else AudiogenError(str(error)))
