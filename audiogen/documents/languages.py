"""In which language a document is written: by its words where they are enough, else as it says of itself."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from audiogen.script.language_tags import base_language

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

_LONGEST: Final = 6000
"""Characters that are looked at."""
_FEW_WORDS: Final = 8
"""Fewer tell nothing."""
_MANY_WORDS: Final = 40
"""As many tell more than what the file says of itself: word processors write there what they were installed in."""
_CERTAIN: Final = 0.95
_TAG: Final = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")


def language_of(text: str, declared: str | None) -> str | None:
    """BCP 47; None where neither the file nor its words tell."""
    said = declared.strip().replace("_", "-") if declared and _TAG.fullmatch(declared.strip()) else None
    words = len(text.split())
    if words < _FEW_WORDS or (said and words < _MANY_WORDS):
        return said
    language, probability = _identifier().classify(text[:_LONGEST])
    if probability < _CERTAIN or (said and base_language(said) == language):
        return said
    return str(language)


@cache
def _identifier() -> LanguageIdentifier:
    # reading the model takes a tenth of a second
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # noqa: PLC0415 - loaded when it is needed

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
