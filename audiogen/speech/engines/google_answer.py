"""One request to Google's speech service, and its answer, which may be anything: it is read within limits.

gTTS makes the request. It would read the whole answer at once, whatever its size; so what it does then is done here.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Iterator
from threading import Event
from typing import Final

import requests
from gtts.tts import gTTS

from audiogen.network.answers import content_of

MOST_BYTES: Final = 4_000_000
"""Of an answer, unpacked: twenty times what the longest piece takes."""


def ask(speech: gTTS, given_up: Event) -> tuple[requests.Response, bytes]:
    """The answer to the one request of a text: its head, and its content, unpacked.

    Args:
        speech: a text short enough for one request.
        given_up: set from another thread when nobody waits for the answer any more; the connection is closed then.

    Raises:
        requests.RequestException: when there is no answer, or it breaks off.
        OverlongError: when it is larger than `MOST_BYTES`.
        GivenUpError: after `given_up` was set.
        ValueError: when it cannot be unpacked.
    """
    [prepared] = speech._prepare_requests()  # noqa: SLF001 - all that it has to send alone; its version is pinned
    with requests.Session() as session:
        settings = session.merge_environment_settings(prepared.url, {}, stream=True, verify=None, cert=None)
        # a redirect leads to a page, never to sound, and its content would be read without a limit
        with session.send(prepared, timeout=speech.timeout, allow_redirects=False, **settings) as response:
            return response, content_of(response, MOST_BYTES, given_up.is_set)


def sounds_in(content: bytes) -> Iterator[bytes | None]:
    """The sounds in an answer; None where one should be.

    Raises:
        ValueError: when it is not of the form that it has.
    """
    for line in content.decode().split("\n"):
        if gTTS.GOOGLE_TTS_RPC in line:
            found = re.search(rf'{gTTS.GOOGLE_TTS_RPC}","\[\\"([^"\\]*)\\"]', line)
            yield base64.b64decode(found[1]) if found else None
