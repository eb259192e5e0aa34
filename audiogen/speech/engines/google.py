"""Google's voices, by gTTS, as far as they are known without loading it. Requests are made in `google_client`.

The text goes to Google, and gTTS does not verify the certificate of the server. Speech is cached, so each text goes
there once.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audiogen.script.language_tags import base_language
from audiogen.speech.engine import Sound, Speech, words_of
from audiogen.speech.engines.base import BaseEngine
from audiogen.speech.words.text import pieces

if TYPE_CHECKING:
    from audiogen.speech.engines.google_client import GoogleClient

_ADAPTER: Final = 2
PIECE_CHARACTERS: Final = 100
"""The most that one request accepts; gTTS would cut longer text at every comma, and lose the punctuation."""

NATURAL_WPM: Final = 165.0
"""About how fast these voices speak."""
_SLOW_WPM: Final = 105.0
"""About how fast they read slowly, which is the only other pace. Neither could be measured at the real service."""
_TOLERANCE: Final = 0.08
"""A tempo this near to 1 is left alone: stretching would harm the sound more than it helps the pace."""
_SLOWEST, _FASTEST = 0.7, 1.4
"""Tempo beyond which stretched speech is hard to listen to."""

_TAGS: Final = (
    "af am ar bg bn bs ca cs cy da de el en es et eu fi fr fr-CA gl gu ha hi hr hu id is it ja km kn ko la lt lv ml mr "
    "ms my ne nl no pa pl pt pt-PT ro ru si sk sq sr su sv sw ta te th tl tr uk ur vi yue zh zh-CN zh-TW"
)
_CODES: Final = {tag: tag for tag in _TAGS.split()} | {
    "he": "iw", "jv": "jw", "nb": "no", "nn": "no", "fil": "tl", "zh-Hans": "zh-CN", "zh-Hant": "zh-TW",
}  # fmt: skip
"""BCP 47 tag → the name that gTTS 2.5.4 has for the language."""
LANGUAGE_CODES: Final = {tag.lower(): code for tag, code in _CODES.items()}

ACCENTS: Final = {
    "en-AU": "com.au", "en-CA": "ca", "en-GB": "co.uk", "en-IE": "ie", "en-IN": "co.in", "en-NG": "com.ng",
    "en-US": "us", "en-ZA": "co.za", "es-ES": "es", "es-MX": "com.mx", "es-US": "us", "fr-FR": "fr", "pt-BR": "com.br",
}  # fmt: skip
"""Language and region → the top-level domain of Google that speaks with this accent, as gTTS documents them."""


class GoogleEngine(BaseEngine):
    """The voice of Google Translate, in the language of the phrase or in one of its own."""

    about = "The voice of Google Translate, plain; online: the text goes to Google"
    gender = "female"
    licence = "Google's terms of service"
    online = True
    variants = "google-en, google-en-gb, google-de, google-fr-ca, google-es-mx, ...; google-slow, google-en-slow, ..."

    def __init__(self, client: GoogleClient | None = None, *, language: str = "", slow: bool = False) -> None:
        self._client, self._language, self._slow = client, language, slow
        self.name = "-".join(filter(None, ("google", language.lower(), "slow" if slow else "")))
        self.languages = (language,) if language else tuple(sorted(_CODES))

    def variant(self, name: str, root: Path) -> GoogleEngine | None:  # noqa: ARG002 - no models, no paths
        """The voice of `en`, `en-gb`, `slow` or `en-gb-slow`; None for a language that Google does not speak."""
        language, _, last = name.lower().rpartition("-")
        slow = last == "slow"
        language = language if slow else name.lower()
        # a tag with a region is a language of Google's by its accent
        if language and language not in LANGUAGE_CODES and accent(language) == "com":
            return None
        return GoogleEngine(self._client, language=language, slow=slow)

    def speaker_of(self, language: str) -> str | None:
        """The name of the voice in a language, with its accent where there is one."""
        if language_code(language) is None:
            return None
        tag = language.lower() if self.variant(language, Path()) else base_language(language)
        return f"google-{tag}" if self.variant(tag, Path()) else "google"

    def fingerprint(self) -> str:
        """Adapter, language and pace.

        The version of gTTS is left out, since gTTS only transports the sound: its update must not fetch every phrase
        anew. A voice without a language takes its accent from that of the phrase, which is part of the phrase's key.
        """
        return "/".join(filter(None, (f"google/{_ADAPTER}", self._language, "slow" if self._slow else "")))

    def available(self) -> str | None:
        """Whether the package is installed, without importing it; not whether Google can be reached."""
        if importlib.util.find_spec("gtts") is None:
            return "the package gTTS is not installed; run: pip install gTTS"
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Refuses other languages; more cannot be known before Google is asked."""
        refusal = self.refusal(speech, language, own=base_language(self._language))
        if refusal is None and language_code(language) is None:
            return f'the voice {self.name} does not speak "{language}"'
        return refusal

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        """Speech that is fetched piece by piece, then stretched to the pace when it is far off."""
        from audiogen.speech.engines.google_client import GoogleClient, Request  # noqa: PLC0415 - loads requests and soundfile
        from audiogen.speech.engines.stretch import stretch  # noqa: PLC0415 - loads FFmpeg

        self._client = self._client or GoogleClient()
        spoken = self._language or language
        request = Request(language_code(spoken) or spoken, accent(spoken), slow=self._slow)
        sound = self._client.fetch(tuple(pieces(words_of(speech), PIECE_CHARACTERS)), request)
        tempo = self._tempo(wpm)
        return sound if tempo == 1 else stretch(sound, tempo)

    def pace(self, wpm: float) -> float:
        """Its own pace, or the nearest to which it can be stretched."""
        return self._own_wpm * self._tempo(wpm)

    @property
    def _own_wpm(self) -> float:
        return _SLOW_WPM if self._slow else NATURAL_WPM

    def _tempo(self, wpm: float) -> float:
        tempo = min(max(wpm / self._own_wpm, _SLOWEST), _FASTEST)
        return 1.0 if abs(tempo - 1) <= _TOLERANCE else tempo


def accent(language: str) -> str:
    """The top-level domain that speaks with the accent of a BCP 47 tag; `com` where gTTS knows of none."""
    base, _, region = language.replace("_", "-").partition("-")
    return ACCENTS.get(f"{base.lower()}-{region.upper()}", "com")


def language_code(language: str) -> str | None:
    """The name that gTTS has for a BCP 47 tag or, failing that, for its longest known beginning; None for neither."""
    parts = language.lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((LANGUAGE_CODES[tag] for tag in tags if tag in LANGUAGE_CODES), None)
