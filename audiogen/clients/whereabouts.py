"""The folders of clients for whom something has been built."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from audiogen.clients.client import unknown_client
from audiogen.clients.folder import built_ids, private_folder
from audiogen.clients.roster import require_place
from audiogen.errors import AudiogenError
from audiogen.manifest import PUBLICATION


def client_folders(root: Path, ids: Sequence[str]) -> tuple[Path, ...]:
    """Where the finished tracks of these clients lie; those of all when there are no ids.

    Raises:
        AudiogenError: when nothing has been built for one of them, or for anybody.
    """
    require_place(root)
    built = [each for each in built_ids(root) if (private_folder(root) / each / PUBLICATION).is_file()]
    if not built:
        message = "nothing has been built for clients yet"
        raise AudiogenError(message, hint="Run `audiogen build --clients` first.")
    known = {each.casefold(): each for each in built}
    for wanted in ids:
        if wanted.casefold() not in known:
            message = f"of those for whom something is built, {unknown_client(wanted, built)}"
            hint = f"What is made for clients is built by `audiogen build --client {wanted}`."
            raise AudiogenError(message, hint=hint)
    chosen = [known[each.casefold()] for each in dict.fromkeys(ids)] or built
    return tuple(private_folder(root) / each for each in chosen)
