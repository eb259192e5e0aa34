"""What is said in place of a script's variables to one client."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


def values_for(asked: Iterable[str], values: Mapping[str, str]) -> dict[str, str]:
    """What is known of a client, under the names that a script has for it: capitals make no difference."""
    by_name = {name.casefold(): value for name, value in values.items()}
    also = {name: by_name[name.casefold()] for name in asked if name.casefold() in by_name}
    return {**values, **also}
