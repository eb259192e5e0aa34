"""A show that one test has for itself: its server can go and come back, and it can be published anew."""

from __future__ import annotations

import os
import shutil
from contextlib import ExitStack
from pathlib import Path
from typing import Self
from urllib.parse import urlsplit

from support.served_folder import Connection, ServedFolder, served_folder

from audiogen.publish.pages.app_folder import app_folder

_OTHER_APP = "app-01234567"


class OwnShow:
    """A copy of a show, served as long as this context is not left."""

    def __init__(self, made: Path, dist: Path) -> None:
        """Copy the published folder `made` to `dist`."""
        self._dist = dist
        shutil.copytree(made, dist, copy_function=os.link)

    def __enter__(self) -> Self:
        self._serving = ExitStack()
        self.served = self._serve(0)
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def url(self) -> str:
        """Where it is found, with a slash at its end."""
        return self.served.url

    @property
    def connection(self) -> Connection:
        """The way from the server to its listeners."""
        return self.served.connection

    def stop(self) -> None:
        """Let the server go: nobody reaches it, workers no more than pages."""
        self._serving.close()

    def start(self) -> None:
        """Let the server come back at its address."""
        self.served = self._serve(urlsplit(self.url).port or 0)

    def publish_anew(self, made: Path) -> None:
        """Put another publication in the place of this one, with a program of another version."""
        shutil.rmtree(self._dist)
        shutil.copytree(made, self._dist, copy_function=os.link)
        ours = app_folder().folder
        (self._dist / ours).rename(self._dist / _OTHER_APP)
        for path in (*self._dist.glob("*.html"), *self._dist.glob("sessions/*.html"), *self._dist.glob("*.json")):
            text = path.read_text(encoding="utf-8").replace(ours, _OTHER_APP)
            # others have the same file under other names
            path.unlink()
            path.write_text(text, encoding="utf-8", newline="\n")

    def _serve(self, port: int) -> ServedFolder:
        return self._serving.enter_context(served_folder(self._dist, port=port))
