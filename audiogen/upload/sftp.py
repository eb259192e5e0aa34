"""A folder on a server with SFTP as a destination: most web spaces, and whatever `ssh` leads to.

This is asyncssh, which sshfs is made of, and not sshfs: that writes a file under its name from the first byte on, and
replaces what a server answered by the nearest error of a disk.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

import asyncssh

from audiogen.upload.address import HostAddress
from audiogen.upload.destination import BLOCK_BYTES, DestinationError, FileContent, FileKind, MissingFileError
from audiogen.upload.in_background import EventLoopThread
from audiogen.upload.paths import checked, checked_folder, folders_above, is_unfinished, joined, unfinished_beside
from audiogen.upload.sftp_connection import SftpConnection
from audiogen.upload.sftp_refusals import BROKEN, sftp_refusal

_T = TypeVar("_T")

_MISSING: Final = (asyncssh.SFTPNoSuchFile, asyncssh.SFTPNoSuchPath)
_TIDYING_S: Final = 2.0
"""How long is tried to take away what a put has left that went wrong."""


class SftpDestination:
    """Files are sent under a hidden name beside their place, and renamed once the server has all of them."""

    def __init__(self, address: HostAddress, timeout_s: float) -> None:
        self._address, self._timeout_s = address, timeout_s
        self._root = _root(address.path)
        self._loop = EventLoopThread()
        self._connection = SftpConnection(address, timeout_s)

    @property
    def shown(self) -> str:
        """The address."""
        return self._address.shown

    def put(self, path: str, content: FileContent, kind: FileKind) -> None:
        """Put a file in place. Nobody can be told of its type here: a web server goes by its name."""
        del kind
        target, beside = self._full(checked(path)), self._full(unfinished_beside(path))
        self._do(path, lambda client: self._put(client, content, beside, target))

    def read(self, path: str) -> Iterator[bytes]:
        """What is in a file, a block at a time."""
        full = self._full(checked(path))
        file = self._do(path, lambda client: client.open(full, "rb"))
        try:
            while block := self._do(path, lambda _: file.read(BLOCK_BYTES)):
                yield block if isinstance(block, bytes) else block.encode()
        finally:
            with contextlib.suppress(DestinationError):
                self._do(path, lambda _: file.close())

    def list(self, below: str = "", *, deep: bool = True) -> Mapping[str, int]:
        """Every file: path -> size in bytes."""
        files = self._files(checked_folder(below), deep=deep)
        return {path: attrs.size or 0 for path, attrs in files.items() if not is_unfinished(path)}

    def unfinished(self, below: str = "", *, deep: bool = True) -> Mapping[str, dt.datetime]:
        """What puts that were cut have left: path -> since when."""
        return {
            path: dt.datetime.fromtimestamp(attrs.mtime or 0, dt.UTC)
            for path, attrs in self._files(checked_folder(below), deep=deep).items()
            if is_unfinished(path)
        }

    def delete(self, path: str) -> None:
        """Take a file away, and the folders that are empty without it."""
        full = self._full(checked(path))
        folders = [self._full(folder) for folder in reversed(folders_above(path))]
        self._do(path, lambda client: self._delete(client, full, folders))

    def close(self) -> None:
        """End the connection."""
        if self._loop.is_running:
            self._loop.run(self._connection.close())
            self._loop.stop()

    async def _put(self, client: asyncssh.SFTPClient, content: FileContent, beside: str, target: str) -> None:
        try:
            await self._write(client, content, beside)
            await self._in_time(_replace(client, beside, target))
        except BaseException:
            with contextlib.suppress(asyncssh.Error, OSError, TimeoutError):
                async with asyncio.timeout(min(_TIDYING_S, self._timeout_s)):
                    await client.remove(beside)
            raise

    async def _write(self, client: asyncssh.SFTPClient, content: FileContent, beside: str) -> None:
        try:
            file = await self._in_time(client.open(beside, "wb"))
        except _MISSING:
            await self._in_time(client.makedirs(beside.rpartition("/")[0], exist_ok=True))
            file = await self._in_time(client.open(beside, "wb"))
        try:
            for block in content.blocks():
                await self._in_time(file.write(block))
        finally:
            await self._in_time(file.close())
        # servers that are full may take a file and keep a part of it
        if (await self._in_time(client.stat(beside))).size != content.size_bytes:
            raise asyncssh.SFTPNoSpaceOnFilesystem(beside)

    async def _delete(self, client: asyncssh.SFTPClient, full: str, folders: Sequence[str]) -> None:
        with contextlib.suppress(*_MISSING):
            await self._in_time(client.remove(full))
        with contextlib.suppress(asyncssh.SFTPError):
            for folder in folders:
                # refused by itself where there is something in it
                await self._in_time(client.rmdir(folder))

    def _files(self, below: str, *, deep: bool) -> Mapping[str, asyncssh.SFTPAttrs]:
        """Every file in a folder and, if asked for, in those in it."""
        return self._do(below, lambda client: self._walk(client, below, deep=deep))

    async def _walk(self, client: asyncssh.SFTPClient, below: str, *, deep: bool) -> dict[str, asyncssh.SFTPAttrs]:
        found, folders = dict[str, asyncssh.SFTPAttrs](), [below]
        while folders:
            folder = folders.pop()
            for name, attrs in await self._in_time(_listed(client, self._full(folder))):
                path = joined(folder, name)
                if attrs.type == asyncssh.FILEXFER_TYPE_DIRECTORY:
                    folders += [path] if deep else []
                elif attrs.type == asyncssh.FILEXFER_TYPE_SYMLINK:
                    found |= await self._in_time(_linked(client, path, self._full(path)))
                else:
                    found[path] = attrs
        return found

    def _full(self, path: str) -> str:
        return joined(self._root, path) if path else self._root or "."

    def _do(self, path: str, act: Callable[[asyncssh.SFTPClient], Awaitable[_T]]) -> _T:
        """Do something with the connection; what goes wrong is told in words."""
        return self._loop.run(self._acting(path, act))

    async def _acting(self, path: str, act: Callable[[asyncssh.SFTPClient], Awaitable[_T]]) -> _T:
        client = await self._connection.opened()
        try:
            return await act(client)
        except _MISSING as error:
            message = f"there is no {joined(self.shown, path)}"
            raise MissingFileError(message) from error
        except BROKEN as error:
            # nobody knows what it still waits for: the next try gets a new one
            self._connection.abandon(client)
            raise self._connection.where.network_trouble(error) from error
        except asyncssh.SFTPError as error:
            raise sftp_refusal(error, joined(self.shown, path) if path else self.shown) from error

    async def _in_time(self, waiting: Awaitable[_T]) -> _T:
        async with asyncio.timeout(self._timeout_s):
            return await waiting


def _root(path: str) -> str:
    """The folder as servers name it: from the top, or from where a login leads."""
    if not path or path == "~":
        return ""
    return path.removeprefix("~/") if path.startswith("~/") else f"/{path}"


async def _replace(client: asyncssh.SFTPClient, beside: str, target: str) -> None:
    """Give a file its name, in place of what has it now."""
    try:
        await client.posix_rename(beside, target)
    except asyncssh.SFTPOpUnsupported:
        # servers of another kind rename only to names that are free: for a moment, nothing has it
        try:
            await client.rename(beside, target)
        except (asyncssh.SFTPFailure, asyncssh.SFTPFileAlreadyExists):
            await client.remove(target)
            await client.rename(beside, target)


async def _listed(client: asyncssh.SFTPClient, full: str) -> list[tuple[str, asyncssh.SFTPAttrs]]:
    try:
        return [(name, attrs) async for name, attrs in _entries(client, full) if name not in {".", ".."}]
    except (*_MISSING, asyncssh.SFTPNotADirectory):
        return []


async def _entries(client: asyncssh.SFTPClient, full: str) -> AsyncIterator[tuple[str, asyncssh.SFTPAttrs]]:
    async for entry in client.scandir(full):
        name = entry.filename
        yield (name if isinstance(name, str) else name.decode(errors="surrogateescape")), entry.attrs


async def _linked(client: asyncssh.SFTPClient, path: str, full: str) -> dict[str, asyncssh.SFTPAttrs]:
    """The file that a link leads to; one to a folder is not followed, as it may lead in a circle."""
    with contextlib.suppress(asyncssh.SFTPError):
        attrs = await client.stat(full)
        if attrs.type == asyncssh.FILEXFER_TYPE_REGULAR:
            return {path: attrs}
    return {}
