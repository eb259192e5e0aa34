"""Which kinds of media files are made, as authors write it: `mp3`, or with a bit rate, `mp3 192`."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Annotated, Final

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from audiogen.names import unknown
from audiogen.script.yaml.fields import one_or_more
from audiogen.script.yaml.written import ONE_OR_SEVERAL, Form, WrittenAs, spelled, texts

FORMAT_NAMES: Final = ("mp3", "m4a", "opus", "flac", "wav")
LOSSLESS: Final = frozenset({"flac", "wav"})
BIT_RATES_KBPS: Final = (64, 80, 96, 112, 128, 160, 192, 224, 256, 320)
"""What may be asked for; those of MPEG-1 layer III, so that one setting fits every lossy format."""

_WRITTEN: Final = re.compile(r"(?P<name>\w+)(?:\s+(?P<kbps>\d+)\s*(?:k|kbps|kbit/s)?)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class MediaChoice:
    """One kind of file."""

    name: str
    bit_rate_kbps: int | None = None
    """None for the format's own, and where nothing is lost."""

    def __str__(self) -> str:
        """As an author writes it."""
        return f"{self.name} {self.bit_rate_kbps}" if self.bit_rate_kbps else self.name


def parse_media(written: object) -> MediaChoice:
    """What is meant by `mp3` or `mp3 192`.

    Raises:
        ValueError: with a sentence that says what to write instead.
    """
    if isinstance(written, MediaChoice):
        return written
    match = _WRITTEN.fullmatch(str(written).strip())
    name = match["name"].lower() if match else str(written)
    several = [part.strip() for part in name.split(",")]
    if len(several) > 1:
        message = f'there is no format "{written}"; for several write [{", ".join(several)}]'
        raise ValueError(message)
    if name not in FORMAT_NAMES:
        raise ValueError(unknown("format", name, FORMAT_NAMES))
    if match is None or match["kbps"] is None:
        return MediaChoice(name)
    kbps = int(match["kbps"])
    if name in LOSSLESS:
        message = f"{name} loses nothing and has no bit rate; write only {name}"
        raise ValueError(message)
    if kbps not in BIT_RATES_KBPS:
        rates = ", ".join(map(str, BIT_RATES_KBPS))
        message = f'"{written}" is not possible; the bit rates in kbit/s are {rates}'
        raise ValueError(message)
    return MediaChoice(name, kbps)


def _different(chosen: tuple[MediaChoice, ...]) -> tuple[MediaChoice, ...]:
    names = [each.name for each in chosen]
    for name in names:
        if names.count(name) > 1:
            message = f"{name} is there twice; a session has one file of each format"
            raise ValueError(message)
    return chosen


def _format_form() -> Form:
    names = spelled("|".join(FORMAT_NAMES), any_case=True)
    rates = "|".join(map(str, BIT_RATES_KBPS))
    behind = spelled(rf"\s+(?:{rates})\s*(?:k|kbps|kbit/s)?", any_case=True)
    told = f"Write {', '.join(FORMAT_NAMES)}, or one that is lossy with its bit rate, like mp3 192."
    return texts(told, pattern=rf"^\s*(?:{names})(?:{behind})?\s*$", examples=FORMAT_NAMES)


MediaChoices = Annotated[
    tuple[Annotated[MediaChoice, BeforeValidator(parse_media), PlainSerializer(str), WrittenAs(_format_form)], ...],
    BeforeValidator(one_or_more),
    Field(min_length=1),
    AfterValidator(_different),
    ONE_OR_SEVERAL,
]
"""One format or several, each at most once."""
