"""A look at what was published, as listeners get it: is it there, is it this, can it be jumped in?

What is found is advice, and never a failure: a new address takes its time to be known everywhere, and a network in
front of a host may keep an older feed for a while.
"""

from __future__ import annotations

import contextlib
import time
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

import requests

from audiogen.network.answers import GivenUpError, OverlongError, content_of
from audiogen.publish import layout
from audiogen.publish.address import absolute
from audiogen.publish.kinds import media_type
from audiogen.publish.outgoing import OutgoingFile

_HOSTING: Final = 'docs/hosting.md tells how, under "What a host has to do"'
_FIRST_BYTES: Final = "bytes=0-1"
_PARTIAL: Final = 206
_MOST_OF_LIST_BYTES: Final = 2**22
_PACKED_AS_IT_IS: Final = {"Accept-Encoding": "identity"}


@dataclass(frozen=True, slots=True)
class Looking:
    """How long a look may take, and what it is done with; clock and requests are seams for tests."""

    timeout_s: float = 10.0
    """For a connection, for each silence in an answer, and for an answer as a whole."""
    clock: Callable[[], float] = time.monotonic
    """Seconds since any moment."""


@dataclass(frozen=True, slots=True)
class LookedAt:
    """A page or file to be looked at."""

    url: str
    shown: str
    """The same as it may be told: where it holds a token, without that."""


def look_at_podcast(base_url: str, files: Mapping[str, OutgoingFile], how: Looking | None = None) -> tuple[str, ...]:
    """What is not as it should be with a podcast that was just published, each with what to do; empty when all is well.

    Args:
        base_url: where listeners find it.
        files: what was sent, by paths below that address.
        how: how long it may take.
    """
    how = how or Looking()
    with requests.Session() as session:
        found = list(_text(session, _at(base_url, layout.FEED), files.get(layout.FEED), how))
        if not found and (sound := next(filter(_is_sound, files), None)):
            found += _sound(session, _at(base_url, sound), sound, files[sound], how)
        return tuple(found)


def look_at_page(at: LookedAt, page: OutgoingFile, how: Looking | None = None) -> tuple[str, ...]:
    """The same of one page.

    Args:
        at: its address.
        page: what was sent.
        how: how long it may take.
    """
    with requests.Session() as session:
        return tuple(_text(session, at, page, how or Looking()))


def look_for_list(at: LookedAt, names: Collection[str], how: Looking | None = None) -> tuple[str, ...]:
    """Whether a host lists the folders of clients, so that everybody finds them.

    Args:
        at: the address of the folder that they are in.
        names: of some of the folders.
        how: how long it may take.
    """
    how = how or Looking()
    end_s, content = how.clock() + how.timeout_s, b""
    # what cannot be reached, or is refused, lists nothing
    passing = contextlib.suppress(requests.RequestException, GivenUpError, OverlongError, ValueError)
    with passing, requests.Session() as session, session.get(at.url, timeout=how.timeout_s, stream=True) as answer:
        content = content_of(answer, _MOST_OF_LIST_BYTES, lambda: how.clock() > end_s)
    if not any(name.encode() in content for name in names):
        return ()
    told = (
        f"{at.shown} lists the folders of your clients, so that everybody can open them. Switch that off at once "
        '("directory listing" in the panel of the host; on web space `audiogen publish --clients --htaccess`), then '
        "give new links with `audiogen clients rotate ID`"
    )
    return (told,)


def _at(base_url: str, path: str) -> LookedAt:
    return LookedAt(absolute(base_url, path), absolute(base_url, path))


def _is_sound(path: str) -> bool:
    return (media_type(path) or "").startswith("audio/")


def _text(session: requests.Session, at: LookedAt, sent: OutgoingFile | None, how: Looking) -> Iterator[str]:
    """Whether an address answers with a text that was sent."""
    if sent is None:
        return
    wanted = sent.source if isinstance(sent.source, bytes) else sent.source.read_bytes()
    end_s = how.clock() + how.timeout_s
    try:
        with session.get(at.url, timeout=how.timeout_s, stream=True) as answer:
            if told := _refused(answer, at):
                yield told
                return
            content = content_of(answer, len(wanted), lambda: how.clock() > end_s)
            moved = _moved(answer, at)
    except OverlongError:
        content, moved = b"", None
    except (requests.RequestException, GivenUpError, ValueError) as error:
        yield _unreached(at, error, how)
        return
    if content != wanted:
        yield (
            f"{at.shown} answers with something else than what was just sent. Is the destination the folder that this "
            "address leads to? A network in front of the host (a CDN) may also keep an older one for a while: "
            'docs/hosting.md, "What a host has to do"'
        )
    if moved:
        yield moved


def _sound(session: requests.Session, at: LookedAt, path: str, sent: OutgoingFile, how: Looking) -> Iterator[str]:
    """Whether an address answers with a sound of this length and type, and with a part of it."""
    try:
        head = session.head(at.url, timeout=how.timeout_s, allow_redirects=True, headers=_PACKED_AS_IT_IS)
        if told := _refused(head, at):
            yield told
            return
        part = {**_PACKED_AS_IT_IS, "Range": _FIRST_BYTES}
        with session.get(at.url, timeout=how.timeout_s, stream=True, headers=part) as answer:
            ranges = answer.status_code == _PARTIAL
    except requests.RequestException as error:
        yield _unreached(at, error, how)
        return
    length, kind = head.headers.get("Content-Length"), head.headers.get("Content-Type", "").partition(";")[0].strip()
    if length is not None and length != str(sent.size_bytes):
        yield f"{at.shown} has {length} bytes there, and {sent.size_bytes} here. Is this the folder that was sent to?"
    if kind.lower() != media_type(path):
        yield f'{at.shown} is sent as "{kind}", not as {media_type(path)}, and some apps will not play it: {_HOSTING}'
    if not ranges:
        yield (
            f"{at.shown} is only sent as a whole: iPhones play nothing then, and each jump begins at the start. The "
            f"host has to answer ranges: {_HOSTING}"
        )


def _refused(answer: requests.Response, at: LookedAt) -> str | None:
    status = answer.status_code
    if answer.ok:
        return None
    begin = f"{at.shown} answers {status}"
    if status in {404, 410}:
        return f"{begin}: is the destination the folder that this address leads to?"
    if status == 401:
        return f"{begin}: it asks for a password, which podcast apps and most listeners do not have"
    if status == 403:
        return f"{begin}: the server may not hand it out. Is the folder, and what is in it, open to the web server?"
    return f"{begin}: something is wrong at the host; its own log, or its support, can say what"


def _moved(answer: requests.Response, at: LookedAt) -> str | None:
    """What to say of an answer that came from another address."""
    if not answer.history or urlsplit(answer.url)[:2] == urlsplit(at.url)[:2]:
        return None
    there = f"{urlsplit(answer.url).scheme}://{urlsplit(answer.url).netloc}"
    return f"{at.shown} leads on to {there}: write that into base_url, so that nobody has to go the longer way"


def _unreached(at: LookedAt, error: Exception, how: Looking) -> str:
    """What to say where there is no answer. What the error says of itself may hold the whole address."""
    if isinstance(error, requests.exceptions.SSLError):
        return (
            f"{at.shown}: its certificate is not one that browsers trust; the host's support, or its panel, mends that"
        )
    if isinstance(error, requests.Timeout | GivenUpError):
        return f"{at.shown} did not answer within {how.timeout_s:g} s; look at it in a browser"
    if isinstance(error, requests.ConnectionError):
        return (
            f"{at.shown} cannot be reached from here. A new domain may take a day to be known everywhere; else look "
            "whether the address is written as a browser shows it"
        )
    return f"{at.shown} gives an answer that cannot be read; look at it in a browser"
