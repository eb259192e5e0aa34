"""What the commands around clients' links show: the only place at which a link is ever printed.

The address alone goes to where answers go, so that it can be handed to another command; all that is said of it goes
beside it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final, Literal

from audiogen.cli.screen.terminal import ERR, say
from audiogen.clients.linking import LinkState
from audiogen.clients.links import Link
from audiogen.manifest import PUBLICATION


@dataclass(frozen=True, slots=True)
class LinksAt:
    """Where clients' pages are found, and who can reach that: everybody, one network, or while `serve` runs."""

    address: str
    reach: Literal["web", "network", "served"]


_REACHES: Final = {
    "web": (
        "It opens once `audiogen publish --clients` has sent the page there, or while `audiogen serve --clients` runs "
        "behind that address."
    ),
    "network": "It opens in your own network alone; clients_url in show.yaml may say another place.",
    "served": (
        "It opens in your own network alone, and while `audiogen serve --clients` runs here. For one that opens "
        "everywhere, write into show.yaml where your clients' pages are found on the web, like clients_url: "
        "https://example.org/clients, and run `audiogen publish --clients`."
    ),
}

_ON_A_HOST: Final = "on a web host, from the next `audiogen publish --clients` on"


def show_link(link: Link, address: str, at: LinksAt, *, feed: bool, today: dt.date) -> None:
    """An address, and what it is.

    Args:
        link: whose it is.
        address: of the page, or of the feed.
        at: where it leads.
        feed: whether it is that of the feed.
        today: where the practitioner is.
    """
    say(address)
    client = link.client
    if feed:
        say(
            f"Whoever has this address can subscribe to what is {client}'s. Podcast apps fetch it through servers of "
            "their own: their makers see the titles of the sessions, and that somebody listens, which can tell about "
            f"health. The page needs nobody else: `audiogen clients link {client}` prints its address.",
            ERR,
        )
    else:
        say(f"Whoever has this address can open the page of {client}: give it to nobody else.", ERR)
    say(
        f"`audiogen clients revoke {client}` takes it back, `audiogen clients rotate {client}` puts another one in its "
        "place. What was saved on a phone stays there.",
        ERR,
    )
    if link.expiry:
        say(_until(client, link.expiry, today), ERR)
    if not (link.folder / PUBLICATION).is_file():
        say(f"Nothing is built for {client} yet: `audiogen build --client {client}` makes the page.", ERR)
    say(_REACHES[at.reach], ERR)
    if at.reach == "web" and address.startswith("http:"):
        say(
            "It begins with http: whoever carries it can read it. Have your pages where addresses begin with https.",
            ERR,
        )


def show_former(link: Link, sheets: Sequence[Path]) -> None:
    """What becomes of the link that there was, and which files still hold it."""
    say(f"The former address leads to nothing any more; {_ON_A_HOST}.", ERR)
    if link.feed:
        say(f"So does that of the feed: `audiogen clients link {link.client} --feed` prints the new one.", ERR)
    for file in sheets:
        say(f"{file} holds the former one; write it anew with --force.", ERR)


def show_revoked(before: LinkState, sheets: Sequence[Path]) -> None:
    """That a link is taken back, and what stays."""
    client = before.client
    if not before.linked:
        say(f"{client} has no link; there is nothing to take back.")
        return
    what = "The link and the feed" if before.feed else "The link"
    say(f"{what} of {client} lead{'' if before.feed else 's'} to nothing any more; {_ON_A_HOST}.")
    say("What was saved on a phone, or fetched by an app, stays there.", ERR)
    for file in sheets:
        say(f"{file} still holds the link; remove it.", ERR)
    say(f"`audiogen clients link {client}` gives another link.", ERR)


def show_expiry(state: LinkState, *, today: dt.date) -> None:
    """Until when a link works."""
    client = state.client
    say(_until(client, state.expiry, today) if state.expiry else f"The link of {client} works until it is taken back.")
    if not state.linked:
        say(f"{client} has no link yet: `audiogen clients link {client}` gives one.", ERR)


def show_written(file: Path, remark: str | None) -> None:
    """That a link was written into a file."""
    say(f"Written: {file}", ERR)
    if remark:
        say(remark, ERR)


def _until(client: str, last_day: dt.date, today: dt.date) -> str:
    if last_day < today:
        never = f"`audiogen clients expires {client} never`, or another day,"
        return f"The last day of {client}'s link was {last_day}: it leads to nothing now. {never} lets it work again."
    return f"The link of {client} works until {last_day}, that day included."
