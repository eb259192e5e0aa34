"""Lengths as names of files have them, and as listeners read them: in titles, in the language of the session."""

from __future__ import annotations

from typing import Final, Literal

from audiogen.script.digits import in_digits_of
from audiogen.units import written_length

_UNITS: Final = (("duration-hour", 3600), ("duration-minute", 60), ("duration-second", 1))


def length_in_words(seconds: float, language: str = "en", form: Literal["long", "short"] = "long") -> str:
    """A length in words and digits of a language: `20 minutes`, `1 hour 5 minutes`, `20 Minuten`; short, `20 min`.

    Args:
        seconds: above 0; shown to the second, and below a second as 0.
        language: BCP 47; English where its words for lengths are not known.
        form: `long` for titles, `short` for choices.
    """
    # few shows have several lengths, and importing it takes time
    from babel import Locale, UnknownLocaleError  # noqa: PLC0415 - slow to import, and rarely needed
    from babel.units import format_unit  # noqa: PLC0415 - the same

    try:
        locale = Locale.parse(language, sep="-")
    except (UnknownLocaleError, ValueError):
        locale = Locale("en")
    left, parts = int(seconds + 0.5), list[str]()
    for unit, length_s in _UNITS:
        number, left = divmod(left, length_s)
        if number or (length_s == 1 and not parts):
            parts.append(format_unit(number, unit, length=form, locale=locale))
    return in_digits_of(locale, " ".join(parts))


def track_name(slug: str, length_s: float | None) -> str:
    """What names a track, and its files: `04-plain`, and of another length than the session's own, `04-plain-20m`.

    Args:
        slug: the session's.
        length_s: the length, in seconds; None for the session's own episode.
    """
    return slug if length_s is None else f"{slug}-{written_length(length_s).replace('.', '-')}"


def titled(title: str, length_s: float | None, language: str) -> str:
    """The title of a track: with its length, where that is another than the session's own.

    Args:
        title: the session's.
        length_s: in seconds; None for the session's own episode.
        language: BCP 47.
    """
    return title if length_s is None else f"{title} ({length_in_words(length_s, language)})"
