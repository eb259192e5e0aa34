"""Fetching speech from Google Translate: one request at a time, patiently; only whole phrases come back."""

from __future__ import annotations

import io
import random
import time
from concurrent.futures import Future
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from threading import Lock, Thread
from typing import TYPE_CHECKING, Final

import numpy as np
import requests
import soundfile
from gtts.tts import gTTS, gTTSError

from audiogen.errors import SpeechError
from audiogen.speech.chain.trim import block_levels_db, find_words, join
from audiogen.speech.engine import Sound
from audiogen.speech.engines.mp3_frames import ends_within_a_frame

if TYPE_CHECKING:
    from collections.abc import Callable

_ONE_AT_A_TIME: Final = Lock()

_CUT_OFF_DB: Final = -30.0
"""Speech dies away at its end; sound that stops louder than this, relative to its vowels, was cut off."""
_PAUSES_S: Final = {".": 0.5, "!": 0.5, "?": 0.5, ",": 0.25, ";": 0.3, ":": 0.3}
"""After a piece of a phrase, by its last mark."""
_NO_MARK_PAUSE_S: Final = 0.08

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


@dataclass(frozen=True, slots=True)
class Patience:
    """How often and how long a request is tried."""

    attempts: int = 6
    attempts_offline: int = 3
    """When nobody can be reached at all: whoever is offline is not to wait for long before another voice speaks."""
    first_wait_s: float = 1.0
    """Before the second attempt; doubles with each, and up to half of it is added by chance."""
    longest_wait_s: float = 30.0
    total_s: float = 120.0
    """For one piece, all attempts and waits together."""
    timeout_s: float = 15.0
    """For a connection, and for each silence of the server."""
    answer_s: float = 40.0
    """For one whole answer, however steadily it drips."""
    gap_s: float = 0.4
    """Between the end of one request and the next."""


class _Fault(Exception):  # noqa: N818 - a request's, which may pass; it becomes a SpeechError when it does not
    """A request that failed."""

    def __init__(
        self, message: str, hint: str, *, passing: bool = True, offline: bool = False, wait_s: float | None = None
    ) -> None:
        super().__init__(message)
        self.message, self.hint = message, hint
        self.offline = offline
        """Whether there was no connection at all."""
        self.passing = passing
        """Whether trying again may help."""
        self.wait_s = wait_s
        """How long the server asks to be left alone."""


class GoogleClient:
    """Asks for pieces of text, again when that may help."""

    def __init__(
        self,
        patience: Patience | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        chance: Callable[[], float] = random.random,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._patience = patience or Patience()
        self._sleep, self._chance, self._clock = sleep, chance, clock
        self._free_at = -float("inf")

    def fetch(self, texts: tuple[str, ...], request: Request) -> Sound:
        """The pieces of a phrase in a row, with a pause after each as its last mark asks for.

        Args:
            texts: each of at most 100 characters, with words in it.
            request: in which language, and how.

        Raises:
            SpeechError: when a piece could not be fetched, in spite of all patience.
        """
        with _ONE_AT_A_TIME:
            parts = [self._fetch_patiently(text, request) for text in texts]
        return join(parts, [_PAUSES_S.get(text.rstrip("\"')")[-1:], _NO_MARK_PAUSE_S) for text in texts])

    def _fetch_patiently(self, text: str, request: Request) -> Sound:
        give_up_at = self._clock() + self._patience.total_s
        attempt = 0
        while True:
            attempt += 1
            self._sleep(max(0.0, self._free_at - self._clock()))
            try:
                return _decode(self._answer(text, request), text)
            except _Fault as fault:
                wait_s = self._wait_s(attempt) if fault.wait_s is None else fault.wait_s
                most = self._patience.attempts
                most = min(most, self._patience.attempts_offline) if fault.offline else most
                last = attempt >= most or self._clock() + wait_s > give_up_at
                if last or not fault.passing:
                    message = f"{fault.message} (tried {attempt} times)" if attempt > 1 else fault.message
                    raise SpeechError(message, hint=fault.hint) from fault
            finally:
                self._free_at = self._clock() + self._patience.gap_s
            self._sleep(wait_s)

    def _answer(self, text: str, request: Request) -> bytes:
        """The answer to one request; one that never ends is left to end by itself."""
        answer: Future[bytes] = Future()
        asking = (text, request, self._patience.timeout_s, answer)
        # a thread of our own: those of a pool would hold up the end of the program
        Thread(target=_ask, args=asking, name="google", daemon=True).start()
        try:
            return answer.result(self._patience.answer_s)
        except TimeoutError as error:
            message = f"Google had not ended its answer after {self._patience.answer_s:g} s"
            raise _Fault(message, _ONLINE) from error

    def _wait_s(self, attempt: int) -> float:
        doubled = self._patience.first_wait_s * 2.0 ** (attempt - 1)
        return min(doubled * (1 + self._chance() / 2), self._patience.longest_wait_s)


def _ask(text: str, request: Request, timeout_s: float, answer: Future[bytes]) -> None:
    try:
        answer.set_result(_request(text, request, timeout_s))
    except Exception as error:  # noqa: BLE001 - whatever it is, it is raised where the answer is waited for
        answer.set_exception(error)


def _request(text: str, request: Request, timeout_s: float) -> bytes:
    """The MP3 of one piece."""
    # the piece fits into one request and is sent as it is: gTTS's own rewriting and cutting are left out
    speech = gTTS(
        text, tld=request.tld, lang=request.code, slow=request.slow, lang_check=False, pre_processor_funcs=[],
        timeout=timeout_s,
    )  # fmt: skip
    try:
        answer = b"".join(speech.stream())
    except gTTSError as error:
        raise _fault(error, timeout_s) from error
    except ValueError as error:
        message = "Google's answer could not be read"
        raise _Fault(message, _LATER) from error
    if not answer:
        message = "Google sent a page in place of sound: it takes this computer for a robot, or its service has changed"
        raise _Fault(message, _LATER)
    return answer


def _fault(error: gTTSError, timeout_s: float) -> _Fault:
    response: requests.Response | None = error.rsp
    if response is None:
        return _unreached(error.__context__, timeout_s)
    status = response.status_code
    if status == 429:
        wait_s = _retry_after_s(response.headers.get("Retry-After"))
        asked = "" if wait_s is None else f", and asks to wait {wait_s:.0f} s"
        return _Fault(f"Google answers that there were too many requests (429){asked}", _LATER, wait_s=wait_s)
    if status >= 500:
        return _Fault(f"Google's service is in trouble ({status})", _LATER)
    if status == 200:
        return _Fault("Google sent no sound for this text", "Check the text and the language of the script.")
    return _Fault(f"Google refused the request ({status} {response.reason})", _LATER, passing=False)


def _unreached(cause: BaseException | None, timeout_s: float) -> _Fault:
    if isinstance(cause, requests.Timeout):
        return _Fault(f"Google did not answer within {timeout_s:g} s", _ONLINE)
    if isinstance(cause, requests.exceptions.ChunkedEncodingError | requests.exceptions.ContentDecodingError):
        return _Fault("Google's answer broke off", _ONLINE)
    return _Fault("Google could not be reached", _ONLINE, offline=True)


def _retry_after_s(header: str | None) -> float | None:
    """Seconds from a Retry-After header (RFC 9110, 10.2.3): a number of seconds, or a date."""
    if header is None:
        return None
    if header.strip().isdigit():
        return float(header)
    try:
        date = parsedate_to_datetime(header)
    except ValueError:
        return None
    return max(0.0, (date.astimezone(UTC) - datetime.now(UTC)).total_seconds())


def _decode(mp3: bytes, text: str) -> Sound:
    try:
        samples, rate_hz = soundfile.read(io.BytesIO(mp3), dtype="float32", always_2d=True)
    except soundfile.LibsndfileError as error:
        message = "Google's sound could not be decoded"
        raise _Fault(message, _LATER) from error
    sound = Sound(np.ascontiguousarray(samples.mean(axis=1)), rate_hz)
    words = find_words(sound)
    if words is None:
        message = "Google's sound is silent"
        raise _Fault(message, _LATER)
    if _is_cut_off(mp3, sound) or (words[1] - words[0]) / rate_hz < _shortest_s(text):
        message = "Google's sound breaks off before all words are said"
        raise _Fault(message, _LATER)
    return sound


def _is_cut_off(mp3: bytes, sound: Sound) -> bool:
    """Both signs are asked for: either alone may be no more than an encoder's habit."""
    levels = block_levels_db(sound)
    return ends_within_a_frame(mp3) and (not levels.size or bool(levels[-3:].max() > _CUT_OFF_DB))


def _shortest_s(text: str) -> float:
    """How long a text lasts at least: the voice does not say more than 18 letters in a second."""
    letters = sum(character.isalpha() for character in text)
    return 0.0 if letters < _FEW_LETTERS else letters * _SHORTEST_LETTER_S
