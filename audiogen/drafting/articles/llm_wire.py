"""One request to a language model's server, and what came back, whatever it is. Whether to ask again is no matter here.

The key goes into one header and nowhere else; nothing is sent to any other place than the one that was asked for.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Final

import requests

from audiogen.drafting.articles.llm_address import ModelAddress
from audiogen.errors import AudiogenError
from audiogen.network.answers import GivenUpError, OverlongError, content_of

KEY_VARIABLE: Final = "AUDIOGEN_LLM_KEY"
"""The environment variable that holds the key of a service that wants one."""

MOST_BYTES: Final = 2_000_000
"""Of an answer, unpacked: fifty times what a session takes, with all that a model thinks aloud before it."""
CONNECT_S: Final = 10.0
SILENCE_S: Final = 600.0
"""A model on a slow computer thinks for minutes before the first letter comes."""
WHOLE_S: Final = 1200.0
"""For one whole answer: a server that sends a byte now and then is never silent for long."""


class WireError(Exception):
    """No answer came, or none that could be taken in whole."""

    def __init__(self, message: str, *, transient: bool, offline: bool) -> None:
        super().__init__(message)
        self.message = message
        """What happened, as the second half of a sentence about the server."""
        self.transient = transient
        """Whether trying again may help. Nobody wants to be silent for ten minutes three times."""
        self.offline = offline
        """Whether there was no connection at all."""


@dataclass(frozen=True, slots=True)
class WireAnswer:
    """What a server sent."""

    status: int
    content: bytes
    headers: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wire:
    """The way to one server."""

    address: ModelAddress
    clock: Callable[[], float]
    """Seconds since any moment."""
    key: str = field(default="", repr=False)

    def send(self, url: str, question: object | None = None) -> WireAnswer:
        """The answer to one request, of whatever status.

        Args:
            url: below the address of the server.
            question: what JSON can hold, to be posted; None asks for what is there.

        Raises:
            WireError: when no whole answer came.
        """
        give_up_at = self.clock() + WHOLE_S
        with requests.Session() as session:
            try:
                with session.request(
                    "GET" if question is None else "POST",
                    url,
                    json=question,
                    auth=self._sign,
                    # on this computer no proxy is asked: it would be told the article, and could not find the server
                    proxies={"http": "", "https": ""} if self.address.is_here else None,
                    timeout=(CONNECT_S, SILENCE_S),
                    stream=True,
                    allow_redirects=False,
                ) as response:
                    content = content_of(response, MOST_BYTES, lambda: self.clock() > give_up_at)
                    return WireAnswer(response.status_code, content, response.headers)
            except (requests.RequestException, OverlongError, GivenUpError, ValueError) as error:
                raise _told(error) from error

    def _sign(self, request: requests.PreparedRequest) -> requests.PreparedRequest:
        # handed in as `auth`, because requests would else look for a password in ~/.netrc, and send that
        if self.key:
            request.headers["Authorization"] = f"Bearer {self.key}"
        return request


def checked_key(written: str | None, address: ModelAddress) -> str:
    """The key as it is sent; empty where there is none.

    Raises:
        AudiogenError: when it can be none, or could be read by others on the way.
    """
    key = (written or "").strip()
    if not (key.isascii() and key.isprintable()) or " " in key:
        message = f"{KEY_VARIABLE} holds spaces or letters that no key has"
        raise AudiogenError(message, hint="Nothing was sent. Copy the key once more, alone and whole.")
    if key and not address.is_encrypted and not address.is_near:
        message = f"{address.base} is not encrypted, and everybody on the way could read the key in {KEY_VARIABLE}"
        raise AudiogenError(message, hint="Nothing was sent. Write the address with https://, or take the key away.")
    return key


_TOLD: Final[tuple[tuple[type[Exception], str, bool], ...]] = (
    (requests.ConnectTimeout, f"did not answer within {CONNECT_S:g} s", True),
    (requests.Timeout, f"said nothing for {SILENCE_S / 60:g} minutes", False),
    (requests.exceptions.SSLError, "does not prove who it is, or something between hinders it (TLS)", False),
    (requests.exceptions.ProxyError, "is behind a proxy, named by HTTPS_PROXY or HTTP_PROXY, that refuses", True),
    (requests.exceptions.ChunkedEncodingError, "broke off its answer", True),
    (requests.RequestException, "could not be reached", True),
    (OverlongError, f"sent more than {MOST_BYTES / 1e6:g} MB, and would not end", False),
    (GivenUpError, f"had not ended its answer after {WHOLE_S / 60:g} minutes", False),
    (ValueError, "sent an answer that cannot be unpacked", True),
)
"""What is raised, subclasses first, what people are told about it, and whether trying again may help."""


def _told(error: Exception) -> WireError:
    told, transient = next((told, transient) for kind, told, transient in _TOLD if isinstance(error, kind))
    offline = isinstance(error, requests.ConnectionError) and not isinstance(error, requests.ReadTimeout)
    return WireError(told, transient=transient, offline=offline)
