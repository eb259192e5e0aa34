"""Who is heard in a show or a session, or has a part in it: `people:`, by the roles of the Podcast Taxonomy."""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Annotated, Final, Self

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from audiogen.names import nearest, quotable
from audiogen.script.web_address import home_page
from audiogen.script.yaml.fields import Line, Model, one_or_more
from audiogen.script.yaml.written import ONE_OR_SEVERAL, Form, WrittenAs, spelled, texts

_ROLES: Final = Path(__file__).with_name("podcast_roles.toml")
_USUAL_ROLES: Final = ("Host", "Guest", "Narrator", "Author", "Composer")
MOST_PEOPLE: Final = 20
"""Of a show or a session; apps show a few."""
LONGEST_SHOWN: Final = 128
"""In characters: what of a name or a text apps show at the most."""


@cache
def roles_by_group() -> Mapping[str, tuple[str, ...]]:
    """The roles of each group of the taxonomy, both as they are published."""
    return {group: tuple(roles) for group, roles in tomllib.loads(_ROLES.read_text(encoding="utf-8")).items()}


def _as_published(text: str, what: str, known: Collection[str], usual: Sequence[str]) -> str:
    """A name of the taxonomy in its own case, whatever case it is written in."""
    by_folded = {each.casefold(): each for each in known}
    found = by_folded.get(text.strip().casefold())
    if found is None:
        meant = by_folded.get(nearest(text, by_folded) or "")
        advice = f"did you mean {meant}?" if meant else f"write {', '.join(usual)} or another one"
        message = f'"{quotable(text)}" is no {what} of the Podcast Taxonomy; {advice} (docs/feed.md has all of them)'
        raise ValueError(message)
    return found


def _all_roles() -> tuple[str, ...]:
    return tuple(dict.fromkeys(role for roles in roles_by_group().values() for role in roles))


def _role(text: str) -> str:
    return _as_published(text, "role", _all_roles(), _USUAL_ROLES)


def _group(text: str) -> str:
    groups = tuple(roles_by_group())
    return _as_published(text, "group", groups, groups[:3])


def _form(what: str, known: Collection[str], example: str) -> Form:
    told = f"Write a {what} of the Podcast Taxonomy, like {example}."
    either = "|".join(spelled(each.replace(".", r"\."), any_case=True) for each in known)
    return texts(told, pattern=rf"^\s*(?:{either})\s*$", examples=known)


def _role_form() -> Form:
    return _form("role", _all_roles(), "Host")


def _group_form() -> Form:
    return _form("group", tuple(roles_by_group()), "Cast")


def address_form() -> Form:
    """How the address of a page or a picture is written."""
    return texts("Write a whole web address, like https://example.org/about.", pattern=r"^https?://[^\s/]")


WebAddress = Annotated[str, AfterValidator(home_page), WrittenAs(address_form)]
"""Of any page, picture or file on the web."""


class Person(Model):
    """Somebody, and what they do."""

    name: Annotated[Line, Field(max_length=LONGEST_SHOWN, examples=["your name"])]
    """Whole, or as they are known."""
    role: Annotated[str, AfterValidator(_role), WrittenAs(_role_form), Field(examples=["Host"])]
    """What they do, as the Podcast Taxonomy calls it: Host, Guest, Author, Narrator, Composer."""
    group: Annotated[str, AfterValidator(_group), WrittenAs(_group_form)] | None = None
    """The part of the work that it belongs to; known by the role when left out."""
    link: WebAddress | None = None
    """A page about them."""
    image: WebAddress | None = None
    """A picture of them on the web."""

    @model_validator(mode="after")
    def _role_of_group(self) -> Self:
        if self.group and self.role not in roles_by_group()[self.group]:
            message = f"{self.role} is no role of {self.group}, but of {self._usual_group}; leave out the group"
            raise ValueError(message)
        return self

    @property
    def published_group(self) -> str:
        """The group, also where none is written."""
        return self.group or self._usual_group

    @property
    def _usual_group(self) -> str:
        return next(group for group, roles in roles_by_group().items() if self.role in roles)


People = Annotated[tuple[Person, ...], BeforeValidator(one_or_more), Field(max_length=MOST_PEOPLE), ONE_OR_SEVERAL]
"""In the order in which apps show them."""
