"""What podcast directories are told of a show, and apps show of it: its licence, its place, how to support it."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Annotated, ClassVar, Final, Literal, Self, TypeAlias

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from audiogen.names import nearest, quotable
from audiogen.script.people import LONGEST_SHOWN, WebAddress
from audiogen.script.web_address import ascii_address
from audiogen.script.yaml.fields import Line, Model, WantedLine, one_or_more, wanted
from audiogen.script.yaml.written import ONE_OR_SEVERAL, Form, WrittenAs, spelled, texts

Medium: TypeAlias = Literal["podcast", "course", "audiobook", "music"]
"""What the feed is, as far as it can be one of sound."""
EpisodeType: TypeAlias = Literal["full", "trailer", "bonus"]
"""What an episode is to its show."""

_LICENCES: Final = Path(__file__).with_name("podcast_licences.toml")
_IN_WORDS: Final = {"arr": " (all rights reserved)", "cc0-1.0": " (public domain)"}
"""What people write who do not know the short names."""
_MOST_FUNDING: Final = 5
_GEO: Final = re.compile(r"(?:geo:)?\s*(?P<lat>-?[0-9]{1,2}(?:\.[0-9]+)?)\s*,\s*(?P<lon>-?[0-9]{1,3}(?:\.[0-9]+)?)")
_OSM: Final = re.compile("[NWR][0-9]+(?:#[0-9]+)?")
_COUNTRY: Final = re.compile("[A-Z]{2}")
_MOST_LATITUDE: Final = 90
_MOST_LONGITUDE: Final = 180


@cache
def known_licences() -> Mapping[str, str]:
    """The licences that apps know by name, with the addresses of their words."""
    return tomllib.loads(_LICENCES.read_text(encoding="utf-8"))


class License(Model):
    """`license: cc-by-nc-4.0`, or a licence of another name with the address of its words."""

    shorthand: ClassVar[str] = "name"
    name: Annotated[WantedLine, Field(max_length=LONGEST_SHOWN, examples=["cc-by-nc-4.0"])]
    """What it is called."""
    link: WebAddress | None = None
    """Where its words are; known of those that apps know."""

    @classmethod
    def alone(cls) -> Form:
        """One that apps know."""
        names = [*known_licences()]
        told = f"Write {', '.join(names)}; of another one, name and link on lines of their own below."
        either = "|".join(spelled(each.replace(".", r"\."), any_case=True) for each in names)
        pattern = rf"^\s*(?:{either})\s*$"
        return texts(told, pattern=pattern, examples=names)

    @model_validator(mode="before")
    @classmethod
    def _in_small_letters(cls, given: object) -> object:
        """Names of known ones are in small letters, however they are written."""
        if not isinstance(given, dict) or not isinstance(given.get("name"), str):
            return given
        name = "-".join(given["name"].casefold().split())
        return {**given, "name": name} if name in known_licences() else given

    @model_validator(mode="after")
    def _known_or_linked(self) -> Self:
        if self.link is None and self.name not in known_licences():
            meant = nearest(self.name.replace(" ", "-"), known_licences())
            advice = f"did you mean {meant}? Known are" if meant else "known are"
            known = ", ".join(f"{each}{_IN_WORDS.get(each, '')}" for each in known_licences())
            message = (
                f'"{quotable(self.name)}" is no licence that apps know; {advice} {known}; of '
                "another one write name and link below, where the link leads to its words"
            )
            raise ValueError(message)
        return self

    @property
    def address(self) -> str:
        """Where its words are, as feeds carry it."""
        return ascii_address(self.link) if self.link else known_licences()[self.name]


class Funding(Model):
    """A page on which listeners can support the show."""

    link: WebAddress
    """The address of the page."""
    text: Annotated[Line, Field(max_length=LONGEST_SHOWN, examples=["Support these sessions"])]
    """What stands on the link."""


def _geo(text: str) -> str:
    found = _GEO.fullmatch(text.strip())
    if not found or abs(float(found["lat"])) > _MOST_LATITUDE or abs(float(found["lon"])) > _MOST_LONGITUDE:
        message = f'"{quotable(text)}" is not a place on a map; write latitude and longitude, like 38.72, -9.14'
        raise ValueError(message)
    return f"geo:{found['lat']},{found['lon']}"


def _geo_form() -> Form:
    told = "Write latitude and longitude, like 38.72, -9.14."
    return texts(told, pattern=rf"^\s*{spelled(_GEO)}\s*$", examples=["38.72, -9.14"])


def _osm(text: str) -> str:
    if not _OSM.fullmatch(text):
        message = f'"{quotable(text)}" is no place of OpenStreetMap; write N, W or R and its number, like R5400890'
        raise ValueError(message)
    return text


def _osm_form() -> Form:
    return texts("Write N, W or R and the number that OpenStreetMap has for it.", pattern=f"^{_OSM.pattern}$")


def _country(text: str) -> str:
    if not _COUNTRY.fullmatch(text):
        message = f'"{quotable(text)}" is no code of a country; write two capitals, like PT'
        raise ValueError(message)
    return text


def _country_form() -> Form:
    return texts("Write the two capitals of a country, like PT.", pattern=f"^{_COUNTRY.pattern}$")


class Location(Model):
    """`location: Lisbon`, or with its place on the map."""

    shorthand: ClassVar[str] = "name"
    name: Annotated[WantedLine, Field(max_length=LONGEST_SHOWN, examples=["Lisbon"])]
    """Where it is made, as people call it: a town is enough, and a home address too much."""
    geo: Annotated[str, AfterValidator(_geo), WrittenAs(_geo_form)] | None = None
    """Latitude and longitude."""
    osm: Annotated[str, AfterValidator(_osm), WrittenAs(_osm_form)] | None = None
    """The same place in OpenStreetMap: N, W or R, and its number."""
    country: Annotated[str, AfterValidator(_country), WrittenAs(_country_form)] | None = None
    """Two capitals, as ISO 3166 has them."""


FundingLinks = Annotated[
    tuple[Funding, ...], BeforeValidator(one_or_more), Field(max_length=_MOST_FUNDING), ONE_OR_SEVERAL
]
"""One page, or several."""
SeasonNames = Annotated[
    tuple[Annotated[Line, AfterValidator(wanted), Field(max_length=LONGEST_SHOWN)], ...],
    BeforeValidator(one_or_more),
    ONE_OR_SEVERAL,
]
"""The first is that of season 1."""
