"""Which mixes of a session the page offers."""

from __future__ import annotations

from typing import Annotated, Final, Literal, TypeAlias, get_args

from pydantic import AfterValidator, BeforeValidator

from audiogen.script.yaml.fields import one_or_more
from audiogen.script.yaml.written import ONE_OR_SEVERAL

PageMix: TypeAlias = Literal["full", "voice"]
"""All that sounds; or all but the bed, with bells and breaths as they are."""

PAGE_MIXES: Final[tuple[PageMix, ...]] = get_args(PageMix)
"""In the order in which they are made and offered."""


def _with_the_full_one(chosen: tuple[PageMix, ...]) -> tuple[PageMix, ...]:
    if "full" not in chosen:
        message = "full must be among them, since it is what podcast apps play; write [full, voice]"
        raise ValueError(message)
    return tuple(each for each in PAGE_MIXES if each in chosen)


PageMixes = Annotated[
    tuple[PageMix, ...], BeforeValidator(one_or_more), AfterValidator(_with_the_full_one), ONE_OR_SEVERAL
]
"""One mix or both."""
