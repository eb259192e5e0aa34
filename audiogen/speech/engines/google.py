"""Google's voices, by gTTS: what is known of them without loading it. Requests are made in `google_client`.

The text goes to Google, and gTTS does not verify who answers. Everything spoken is cached, so it goes there once.
"""

from __future__ import annotations

import importlib.util
from typing import TYPE_CHECKING, Final

from audiogen.speech.engine import words_of
from audiogen.speech.words.text import has_words, pieces

if TYPE_CHECKING:
    from pathlib import Path

    from audiogen.speech.engine import Sound, Speech
    from audiogen.speech.engines.google_client import GoogleClient

_ADAPTER: Final = 2

PIECE_CHARACTERS: Final = 100
"""What one request takes; gTTS would cut longer text at every comma, and lose the marks."""

NATURAL_WPM: Final = 165.0
"""About how fast these voices speak; the service has no finer choice of pace."""
_TOLERANCE: Final = 0.08
"""A pace this near is left as it is: stretching costs more than it gives."""
_SLOWEST, _FASTEST = 0.7, 1.4
"""Tempo beyond which stretched speech is hard to listen to."""

_TAGS: Final = (
    "af am ar bg bn bs ca cs cy da de el en es et eu fi fr fr-CA gl gu ha hi hr hu id is it ja km kn ko la lt lv ml mr "
    "ms my ne nl no pa pl pt pt-PT ro ru si sk sq sr su sv sw ta te th tl tr uk ur vi yue zh zh-CN zh-TW"
)
_SAME: Final = tuple(_TAGS.split())
"""Languages that gTTS 2.5.4 names as BCP 47 does."""
_OTHERWISE: Final = {
    "he": "iw",
    "jv": "jw",
    "nb": "no",
    "nn": "no",
    "fil": "tl",
    "zh-Hans": "zh-CN",
    "zh-Hant": "zh-TW",
}
LANGUAGE_CODES: Final = {tag.lower(): code for tag, code in [*((tag, tag) for tag in _SAME), *_OTHERWISE.items()]}
"""BCP 47 in lower case → the name that gTTS has for it."""


ACCENTS: Final = {
    "en-AU": "com.au", "en-CA": "ca", "en-GB": "co.uk", "en-IE": "ie", "en-IN": "co.in", "en-NG": "com.ng",
    "en-US": "us", "en-ZA": "co.za", "es-ES": "es", "es-MX": "com.mx", "es-US": "us", "fr-FR": "fr", "pt-BR": "com.br",
}  # fmt: skip
"""Accents of one language → the top-level domain of Google that speaks so, as gTTS documents them."""
_SLOW_WPM: Final = 105.0
"""About how fast the slow reading is; neither pace could be measured against the real service."""


class GoogleEngine:
    """The voice of Google Translate: in the language of the words, or in one of its own."""

    about = "The voice of Google Translate, plain; online: the text goes to Google"
    gender = "female"
    takes_ipa = False
    licence = "Google's terms of service"
    online = True
    synthetic = True
    variants = "google-en, google-en-gb, google-de, google-fr-ca, google-es-mx, ...; google-slow, google-en-slow, ..."

    def __init__(self, client: GoogleClient | None = None, *, language: str = "", slow: bool = False) -> None:
        self._client, self._language, self._slow = client, language, slow
        self.name = "-".join(filter(None, ("google", language.lower(), "slow" if slow else "")))
        self.languages = (language,) if language else tuple(sorted([*_SAME, *_OTHERWISE]))

    def variant(self, name: str, root: Path) -> GoogleEngine | None:  # noqa: ARG002 - no models, no paths
        """The voice of `en`, `en-gb`, `slow` or `en-gb-slow`; None for a language that Google does not speak."""
        language, _, last = name.lower().rpartition("-")
        slow = last == "slow"
        language = language if slow else name.lower()
        if language and not _is_spoken(language):
            return None
        return GoogleEngine(self._client, language=language, slow=slow)

    def fingerprint(self) -> str:
        """Without the version of gTTS, which only carries the sound: an update must not fetch every phrase anew.

        The accent is that of the language, which is part of every phrase's key, unless the voice has its own.
        """
        return "/".join(filter(None, (f"google/{_ADAPTER}", self._language, "slow" if self._slow else "")))

    def available(self) -> str | None:
        """Whether the package is here, without importing it; not whether Google can be reached."""
        if importlib.util.find_spec("gtts") is None:
            return "the package gTTS is not installed; run: pip install gTTS"
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Only the language and the presence of words can be known beforehand."""
        own, wanted = self._language.partition("-")[0], language.lower().replace("_", "-").partition("-")[0]
        if own and own != wanted:
            return f'the voice {self.name} speaks "{own}", not "{language}"'
        if language_code(language) is None:
            return f'the voice {self.name} does not speak "{language}"'
        return None if has_words(words_of(speech)) else "there are no words in it"

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:  # noqa: ARG002 - its dictionary is Google's
        """Nobody can look into Google's dictionary."""
        return ()

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        """Fetched piece by piece, then stretched to the pace where it is far off."""
        from audiogen.speech.engines.google_client import GoogleClient, Request  # noqa: PLC0415 - loads requests and soundfile
        from audiogen.speech.engines.stretch import stretch  # noqa: PLC0415 - loads FFmpeg

        self._client = self._client or GoogleClient()
        spoken = self._language or language
        request = Request(language_code(spoken) or spoken, accent(spoken), slow=self._slow)
        sound = self._client.fetch(tuple(pieces(words_of(speech), PIECE_CHARACTERS)), request)
        tempo = min(max(wpm / (_SLOW_WPM if self._slow else NATURAL_WPM), _SLOWEST), _FASTEST)
        return sound if abs(tempo - 1) <= _TOLERANCE else stretch(sound, tempo)


def accent(language: str) -> str:
    """The top-level domain that speaks a language as its region does; `com` where gTTS knows of none."""
    base, _, region = language.replace("_", "-").partition("-")
    return ACCENTS.get(f"{base.lower()}-{region.upper()}", "com")


def _is_spoken(language: str) -> bool:
    """Whether a tag is a language of Google's, perhaps with an accent that it knows."""
    return language in LANGUAGE_CODES or accent(language) != "com"


def language_code(language: str) -> str | None:
    """The name that gTTS has for a BCP 47 language or, failing that, for the nearest wider one."""
    parts = language.lower().replace("_", "-").split("-")
    tags = ("-".join(parts[:count]) for count in range(len(parts), 0, -1))
    return next((LANGUAGE_CODES[tag] for tag in tags if tag in LANGUAGE_CODES), None)
