"""Fetching speech from Google Translate: one request at a time, again when it fails; only whole phrases come back."""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from threading import Event, Lock, Thread
from typing import Final

import numpy as np
import requests
import soundfile
from gtts.tts import gTTS

from audiogen.audio.activity import block_levels_db, find_words
from audiogen.errors import SpeechError
from audiogen.network.answers import OverlongError, retry_after_s
from audiogen.network.retry import RetryPolicy
from audiogen.speech.chain.trim import join
from audiogen.speech.engine import Sound
from audiogen.speech.engines.google_answer import MOST_BYTES, ask, sounds_in
from audiogen.speech.engines.mp3_frames import ends_within_a_frame

_ONE_AT_A_TIME: Final = Lock()
"""All clients share it: Google counts the requests of an address."""

_TIMEOUT_S: Final = 15.0
"""For a connection, and for each silence of the server."""
_ANSWER_S: Final = 40.0
"""For one whole answer: a server that sends a byte now and then is never silent for long."""
_TOTAL_S: Final = 120.0
"""For one piece, all attempts and waits together."""
_GAP_S: Final = 0.4
"""Between the end of one request and the next, so that Google does not count too many."""

_PAUSES_S: Final = {".": 0.5, "!": 0.5, "?": 0.5, ",": 0.25, ";": 0.3, ":": 0.3}
"""After a piece of a phrase, by its last character."""
_OTHER_PAUSE_S: Final = 0.08

_CUT_OFF_DB: Final = -30.0
"""Speech fades at its end; sound that stops louder than this, relative to its vowels, was cut off."""
_SHORTEST_LETTER_S: Final = 0.055
"""At 165 words a minute a letter takes about 0.08 s; so half of the words missing is noticed, and haste is not."""
_FEW_LETTERS: Final = 12
"""In a text of fewer letters, one short word decides; nothing can be said about its length."""

_LATER: Final = "Wait an hour, then run the command again: phrases already spoken are kept. Or choose the voice heart."
_ONLINE: Final = "Check the connection, then run the command again: phrases already spoken are kept."


@dataclass(frozen=True, slots=True)
class Request:
    """How a text is to be spoken."""

    code: str
    """The language, as gTTS names it."""
    tld: str = "com"
    """The top-level domain of Google that is asked; its voices have accents."""
    slow: bool = False


@dataclass(eq=False)
class _RequestError(Exception):
    """A request that failed. It becomes a SpeechError unless another attempt succeeds."""

    message: str
    hint: str
    transient: bool = True
    """Whether trying again may help."""
    offline: bool = False
    """Whether there was no connection at all."""
    wait_s: float | None = None
    """How long the server asks to be left alone; None when it does not say."""


class GoogleClient:
    """Requests speech for pieces of text, again where that may help."""

    def __init__(
        self,
        retry: RetryPolicy = RetryPolicy(),  # noqa: B008 - frozen
        *,
        jitter: Callable[[], float] = random.random,
        result_within: Callable[[Future[bytes], float], bytes] = Future.result,
    ) -> None:
        """How requests are made; the defaults are for the real service.

        Args:
            retry: how often and when a request is repeated.
            jitter: from 0 to 1, for each wait.
            result_within: waits for a result for so many seconds, then raises TimeoutError.
        """
        self._retry, self._jitter, self._result_within = retry, jitter, result_within
        self._free_at = -float("inf")

    def fetch(self, texts: tuple[str, ...], request: Request) -> Sound:
        """The pieces of a phrase in a row, with a pause after each that suits its punctuation.

        Args:
            texts: each of at most 100 characters, with words in it.
            request: in which language, and how.

        Raises:
            SpeechError: when a piece could not be fetched by any attempt.
        """
        with _ONE_AT_A_TIME:
            parts = [self._fetch_piece(text, request) for text in texts]
        return join(parts, [_PAUSES_S.get(text.rstrip("\"')")[-1:], _OTHER_PAUSE_S) for text in texts])

    def _fetch_piece(self, text: str, request: Request) -> Sound:
        retry = self._retry
        give_up_at = retry.clock() + _TOTAL_S
        attempt = 0
        while True:
            attempt += 1
            retry.sleep(max(0.0, self._free_at - retry.clock()))
            try:
                return _decode(self._answer(text, request), text)
            except _RequestError as error:
                wait_s = retry.wait_s(attempt, self._jitter()) if error.wait_s is None else error.wait_s
                is_last = attempt >= retry.most_attempts(offline=error.offline) or retry.clock() + wait_s > give_up_at
                if is_last or not error.transient:
                    message = f"{error.message} (tried {attempt} times)" if attempt > 1 else error.message
                    raise SpeechError(message, hint=error.hint) from error
            finally:
                # also after a request that failed: it counts at Google like any other
                self._free_at = retry.clock() + _GAP_S
            retry.sleep(wait_s)

    def _answer(self, text: str, request: Request) -> bytes:
        """The answer to one request. The thread of one that does not end closes it as soon as it hears of it."""
        answer: Future[bytes] = Future()
        given_up = Event()

        def fetch() -> None:
            try:
                answer.set_result(_request(text, request, given_up))
            except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the answer is waited for
                answer.set_exception(error)

        # a thread of our own: those of a pool would hold up the end of the program
        Thread(target=fetch, name="google", daemon=True).start()
        try:
            return self._result_within(answer, _ANSWER_S)
        except TimeoutError as error:
            given_up.set()
            message = f"Google had not ended its answer after {_ANSWER_S:g} s"
            raise _RequestError(message, _ONLINE) from error


def _request(text: str, request: Request, given_up: Event) -> bytes:
    """The MP3 of one piece."""
    # the piece fits into one request and is sent as it is: gTTS's own rewriting and cutting are left out
    speech = gTTS(
        text, tld=request.tld, lang=request.code, slow=request.slow, lang_check=False, pre_processor_funcs=[],
        timeout=_TIMEOUT_S,
    )  # fmt: skip
    try:
        response, content = ask(speech, given_up)
        sounds = list(sounds_in(content)) if response.status_code == 200 else []
    except requests.RequestException as error:
        raise _unreached(error) from error
    except OverlongError as error:
        message = f"Google's answer has more than {MOST_BYTES / 1e6:g} MB, and would not end"
        raise _RequestError(message, _LATER) from error
    except ValueError as error:
        message = "Google's answer could not be read"
        raise _RequestError(message, _LATER) from error
    if response.status_code >= 400 or None in sounds:
        raise _failure(response)
    answer = b"".join(filter(None, sounds))
    if not answer:
        message = "Google sent a page in place of sound: it takes this computer for a robot, or its service has changed"
        raise _RequestError(message, _LATER)
    return answer


def _unreached(cause: BaseException | None) -> _RequestError:
    """What went wrong with the connection, by what requests raised."""
    if isinstance(cause, requests.Timeout):
        return _RequestError(f"Google did not answer within {_TIMEOUT_S:g} s", _ONLINE)
    if isinstance(cause, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return _RequestError("Google's answer broke off", _ONLINE)
    return _RequestError("Google could not be reached", _ONLINE, offline=True)


def _failure(response: requests.Response) -> _RequestError:
    """What went wrong at Google, by its answer."""
    status = response.status_code
    if status == 429:
        wait_s = retry_after_s(response.headers.get("Retry-After"))
        asked = "" if wait_s is None else f", and asks to wait {wait_s:.0f} s"
        return _RequestError(f"Google answers that there were too many requests (429){asked}", _LATER, wait_s=wait_s)
    if status >= 500:
        return _RequestError(f"Google's service is in trouble ({status})", _LATER)
    if status == 200:
        return _RequestError("Google sent no sound for this text", "Check the text and the language of the script.")
    return _RequestError(f"Google refused the request ({status} {response.reason})", _LATER, transient=False)


def _decode(mp3: bytes, text: str) -> Sound:
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(mp3), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        message = "Google's sound could not be decoded"
        raise _RequestError(message, _LATER) from error
    sound = Sound(np.ascontiguousarray(samples.mean(axis=1)), rate_hz)
    words = find_words(sound.samples, sound.rate_hz)
    if words is None:
        message = "Google's sound is silent"
        raise _RequestError(message, _LATER)
    letters = sum(map(str.isalpha, text))
    too_short = letters >= _FEW_LETTERS and (words[1] - words[0]) / rate_hz < letters * _SHORTEST_LETTER_S
    if too_short or _is_cut_off(mp3, sound):
        message = "Google's sound breaks off before all words are said"
        raise _RequestError(message, _LATER)
    return sound


def _is_cut_off(mp3: bytes, sound: Sound) -> bool:
    """Both signs together: either alone may be no more than an encoder's habit."""
    levels = block_levels_db(sound.samples, sound.rate_hz)
    return ends_within_a_frame(mp3) and (not levels.size or bool(levels[-3:].max() > _CUT_OFF_DB))
