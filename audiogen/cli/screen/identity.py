"""What the commands around a show's identity show. Reads values, decides nothing."""

from __future__ import annotations

from pathlib import Path

from audiogen.cli.screen.terminal import say
from audiogen.project import LOCK_FILE
from audiogen.script.lock import FORMER_LOCK_FILE, PublishedLock


def show_identity(scripts: Path, lock: PublishedLock | None) -> None:
    """What apps know a show by, or that there is nothing yet."""
    if lock is None:
        say(f"The show has no identity yet: the first `audiogen build` writes it to {scripts / LOCK_FILE}.")
        return
    say(f"Podcast apps know this show by {lock.podcast_guid}, and {_episodes(lock)} by {scripts / LOCK_FILE}.")
    if lock.mark == "sample":
        say("It is that of the show that comes with audiogen; with a public base_url, the next build gives it its own.")


def show_renewed(scripts: Path, before: PublishedLock, after: PublishedLock) -> None:
    """What changed, what it does to subscribers, and how to take it back."""
    say(f"The show had the identity {before.podcast_guid}; it has {after.podcast_guid} now.")
    say(
        f"From the next build on, podcast apps take {_episodes(after)} for new: whoever is subscribed gets all of them "
        "again, as not yet heard."
    )
    say(f"The former identity is kept in {scripts / FORMER_LOCK_FILE}; to go back, give it the name {LOCK_FILE}.")
    say("Now run `audiogen build`, and publish all of dist/ again.")


def show_kept(lock: PublishedLock) -> None:
    """What stays, and what its author takes on."""
    say(f"The show keeps the identity {lock.podcast_guid}; nothing changes for subscribers, and `check` is silent now.")


def _episodes(lock: PublishedLock) -> str:
    count = len(lock.episodes)
    return "its one episode" if count == 1 else f"its {count} episodes"
