"""Parts of speech by the tagger of the embedded voices: good in sentences, poor in scraps.

Its model takes 50 MB and a fifth of a second to load, so it is loaded when the first word needs it, and once.
"""

from __future__ import annotations

import gzip
import importlib.util
import json
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from itertools import accumulate, chain
from pathlib import Path
from threading import Lock
from types import ModuleType
from typing import Any, Final

_LOADING: Final = Lock()
_NOT: Final = "n't"


@lru_cache(maxsize=8)
def scores(words: tuple[str, ...]) -> tuple[Mapping[str, float], ...]:
    """How well each tag of the Penn Treebank suits each word of a sentence; nothing suits when there is no tagger.

    Args:
        words: as written, marks included.
    """
    with _LOADING:
        loaded = _load()
    if loaded is None:
        return ({},) * len(words)
    module, tagger = loaded
    parted = [_parts(word) for word in words]
    flat = list(chain.from_iterable(parted))
    context = module.context(flat, tagger.vocab)
    found: list[Mapping[str, float]] = []
    before, last = module.START
    for at, word in enumerate(flat):
        found.append(_weighed(tagger.weights, module.features(at, word, context, last, before)))
        sure = tagger.tagdict.get(word)
        before, last = last, sure or max(found[-1], key=found[-1].__getitem__, default="NN")
    first_parts = accumulate((len(parts) for parts in parted[:-1]), initial=0)
    return tuple(found[at] for at in first_parts)


def _parts(word: str) -> tuple[str, ...]:
    """The word, or do and n't, as the tagger learnt it."""
    short = word.lower().replace("\u2019", "'").endswith(_NOT) and len(word) > len(_NOT)
    return (word[: -len(_NOT)], _NOT) if short else (word,)


def _weighed(weights: Mapping[str, Mapping[str, float]], features: Iterable[str]) -> Mapping[str, float]:
    found: dict[str, float] = {}
    for feature in features:
        for tag, weight in weights.get(feature, {}).items():
            found[tag] = found.get(tag, 0.0) + weight
    return found


def release_tagger() -> None:
    """Give its memory back, once all texts are checked; it is loaded again when needed."""
    scores.cache_clear()
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
