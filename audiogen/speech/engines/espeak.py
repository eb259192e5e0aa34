"""eSpeak NG's voices: a hundred languages, offline, robotic. They speak in `espeak_process`.

The library is under the GNU General Public License 3 or later, so it comes with an extra, never with audiogen itself.
"""

from __future__ import annotations

import importlib.util
from pathlib import Path
from typing import TYPE_CHECKING, Final

from audiogen.names import install_command
from audiogen.speech.engine import package_version, words_of
from audiogen.speech.words.text import has_words

if TYPE_CHECKING:
    from audiogen.speech.engine import Sound, Speech

_ADAPTER: Final = 1

_TAGS: Final = (
    "af am an ar as az ba be bg bn bpy bs ca chr cmn cs cv cy da de el en eo es et eu fa fi fr ga gd gn grc gu "
    "hak haw he hi hr ht hu hy ia id io is it ja jbo ka kk kl kn ko kok ku ky la lb lfn lt ltg lv mi mk ml mr ms "
    "mt my nb nci ne nl nog om or pa pap piqd pl pt py qdb qu quc qya ro ru sd shn si sjn sk sl smj sq sr sv sw "
    "ta te th tk tn tr tt ug uk ur uz vi yue "
)
LANGUAGES: Final = tuple(_TAGS.split())
_OTHERWISE: Final = {"zh": "cmn", "no": "nb", "nn": "nb", "iw": "he"}
"""BCP 47 languages that eSpeak NG knows under another name."""
_REGIONS: Final = frozenset({"en-us", "en-gb-scotland", "en-029", "es-419", "fr-be", "fr-ch", "pt-br", "vi-vn-x-south"})
"""Tags that eSpeak NG has a voice of its own for."""


class EspeakEngine:
    """One voice of eSpeak NG, in the language of the words or in one of its own."""

    gender = "none"
    about = "Robotic, clear; offline, for languages that no other voice here speaks"
    takes_ipa = False
    licence = "GPL-3.0-or-later"
    online = False
    synthetic = True
    variants = "espeak-de, espeak-fr, espeak-hi, ..."

    def __init__(self, language: str = "") -> None:
        self._language = language
        self.name = f"espeak-{language}" if language else "espeak"
        self.languages = (language,) if language else tuple(sorted([*LANGUAGES, *_OTHERWISE]))

    def variant(self, name: str, root: Path) -> EspeakEngine | None:  # noqa: ARG002 - no models, no paths
        """The voice of a language; None for one that eSpeak NG does not speak."""
        return EspeakEngine(name.lower()) if espeak_name(name) else None

    def fingerprint(self) -> str:
        """The library is inside its package, whose version stands for it."""
        package = f"espeakng-loader {package_version('espeakng-loader')}"
        return "/".join(filter(None, ("espeak", str(_ADAPTER), self._language, package)))

    def available(self) -> str | None:
        """Whether the package is here, without importing it."""
        if importlib.util.find_spec("espeakng_loader") is None:
            return f"eSpeak NG is not installed; run: {install_command('espeak')}"
        return None

    def unsayable(self, speech: Speech, language: str) -> str | None:
        """Languages that it does not speak; signs are read by their names, so that nothing vanishes."""
        own = self._language.partition("-")[0]
        if own and own != language.lower().replace("_", "-").partition("-")[0]:
            return f'the voice {self.name} speaks "{own}", not "{language}"'
        if espeak_name(language) is None:
            return f'the voice {self.name} does not speak "{language}"'
        return None if has_words(words_of(speech)) else "there are no words in it"

    def unknown_words(self, speech: Speech, language: str) -> tuple[str, ...]:  # noqa: ARG002 - it has rules, no dictionary
        """None: it reads by rules, whatever the word."""
        return ()

    def synthesize(self, speech: Speech, *, wpm: float, language: str) -> Sound:
        """Sound at 22.05 kHz; the same bytes every time."""
        from audiogen.speech.engines.espeak_speech import speak  # noqa: PLC0415 - loads numpy

        return speak(words_of(speech), espeak_name(self._language or language) or "en", wpm)


def espeak_name(language: str) -> str | None:
    """What eSpeak NG calls a BCP 47 language; None when it does not speak it."""
    tag = language.lower().replace("_", "-")
    if tag in _REGIONS:
        return tag
    base = tag.partition("-")[0]
    base = _OTHERWISE.get(base, base)
    return base if base in LANGUAGES else None
