"""Tags of languages, BCP 47, however they are written: `en_GB` is `en-gb`."""

from __future__ import annotations

from functools import lru_cache


def base_language(tag: str) -> str:
    """The language of a tag, in small letters, without script and region: `en` for `en_GB`."""
    return nearest_tags(tag)[-1]


@lru_cache(maxsize=256)
def nearest_tags(tag: str) -> tuple[str, ...]:
    """The tag in small letters and all that hold for it, the nearest first: `en-gb`, then `en`, for `en_GB`."""
    parts = tag.lower().replace("_", "-").split("-")
    return tuple("-".join(parts[:count]) for count in range(len(parts), 0, -1))
