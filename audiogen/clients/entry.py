"""The keys of a client's entry, as they are written; `audiogen.clients.reading` reads them."""

from __future__ import annotations

import datetime as dt
from typing import Annotated, Final

from audiogen.clients.client import id_form
from audiogen.clients.intervals import interval_form
from audiogen.script.yaml.fields import Length, Model, Prose
from audiogen.script.yaml.written import Form, WrittenAs, texts


def _sessions_form() -> Form:
    form = texts("Write sessions by name or number, like 3 or 09-mine.")
    return {"anyOf": [form, {"type": "array", "items": form}]}


class ClientEntry(Model):
    """Somebody for whom sessions are made.

    Every key beside `id`, `name`, `sessions`, `length`, `start`, `every` and `message` is a variable: for `practice:
    the garden`, a script says what stands there in place of `{practice}`.
    """

    id: Annotated[str, WrittenAs(id_form)]
    """Names folders and addresses, and is no name: `c1`."""
    name: Prose | None = None
    """What a script says for `{name}`; how it is pronounced may be marked, as in `[Siobhan](shi-VAWN)`."""
    sessions: Annotated[tuple[str, ...], WrittenAs(_sessions_form)] = ()
    """The sessions that this client gets, by name or number; all when left out."""
    length: Length | None = None
    """The one length that this client gets; every length that a session offers when left out."""
    start: dt.date | None = None
    """The day of the first session; each day after it has the next one."""
    every: Annotated[str, WrittenAs(interval_form)] | None = None
    """How far apart sessions come, from `start` on: `1d` or `1w`; each is there from its day on, and not before."""
    message: Prose | None = None
    """One sentence or two that stand on this client's page, and are never spoken."""

    @classmethod
    def beside(cls) -> Form:
        """Days are counted from the first one on."""
        return {"dependencies": {"every": ["start"]}}


KEYS: Final = ClientEntry.key_names()
"""The keys that mean something; every other one is a variable, and so is the name."""
