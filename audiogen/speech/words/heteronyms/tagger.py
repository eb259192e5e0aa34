"""Parts of speech by the tagger of the embedded voices, which learnt them from texts: good in sentences, poor in scraps.

Its model takes 50 MB and a fifth of a second to load, so it is loaded when the first word needs it, and once.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, Final

_LOADING: Final = Lock()
_NOT: Final = "n't"


def scores(words: Sequence[str], at: int) -> Mapping[str, float]:
    """How well each tag of the Penn Treebank suits the word at a place; empty when there is no tagger.

    Args:
        words: of a sentence, as written, marks included.
        at: the place of the word.
    """
    with _LOADING:
        loaded = _load()
    if loaded is None:
        return {}
    module, tagger = loaded
    parted: list[str] = []
    for index, word in enumerate(words):
        if index == at:
            at = len(parted)
        small = word.lower().replace("\u2019", "'")
        parted += (word[:-3], _NOT) if small.endswith(_NOT) and len(word) > len(_NOT) else (word,)
    before = tagger([*parted[: at + 1]])[:at] if at else []
    previous = ["-START2-", "-START-", *before]
    context = module.context(parted, tagger.vocab)
    features = module.features(at, parted[at], context, previous[-1], previous[-2])
    found: dict[str, float] = {}
    for feature in features:
        for tag, weight in (tagger.weights.get(feature) or {}).items():
            found[tag] = found.get(tag, 0.0) + weight
    return found


def release_tagger() -> None:
    """Give its memory back, once all texts are checked; it is loaded again when needed."""
    with _LOADING:
        _load.cache_clear()


@cache
def _load() -> tuple[ModuleType, Any] | None:
    """The tagger's module, without its package, which would load a voice; and the tagger."""
    found = importlib.util.find_spec("hibari")
    for place in map(Path, (found and found.submodule_search_locations) or ()):
        spec = importlib.util.spec_from_file_location("audiogen_tagger", place / "g2p" / "tagger.py")
        model = place / "assets" / "tagger.json.gz"
        if spec is None or spec.loader is None or not model.is_file():
            continue
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
        return module, module.Tagger(json.loads(gzip.decompress(model.read_bytes())))
    return None
