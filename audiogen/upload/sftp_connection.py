"""The connection to a server with SFTP, with the settings, keys and known hosts that `ssh` uses."""

from __future__ import annotations

import asyncio
import contextlib
from typing import Final

import asyncssh

from audiogen.upload.address import PASSWORD, HostAddress
from audiogen.upload.destination import DestinationError
from audiogen.upload.logins import password_given
from audiogen.upload.trouble import Whereabouts


class SftpConnection:
    """Opened when something is asked of it, and opened anew after it was cut; for one event loop."""

    def __init__(self, address: HostAddress, timeout_s: float) -> None:
        self._address, self._timeout_s = address, timeout_s
        self.where = Whereabouts(address.shown, address.host, timeout_s)
        self._opening = asyncio.Lock()
        self._ssh: asyncssh.SSHClientConnection | None = None
        self._client: asyncssh.SFTPClient | None = None

    async def opened(self) -> asyncssh.SFTPClient:
        """What files are sent with.

        Raises:
            DestinationError: when there is no way in.
        """
        async with self._opening:
            if self._client is None or self._ssh is None or self._ssh.is_closed():
                try:
                    async with asyncio.timeout(self._timeout_s):
                        self._client = await self._connected()
                except BaseException as error:
                    is_open = self._ssh is not None and not self._ssh.is_closed()
                    self._drop()
                    raise self._told(error, is_open=is_open) from error
            return self._client

    def abandon(self, client: asyncssh.SFTPClient) -> None:
        """Use it no longer."""
        if client is self._client:
            self._drop()

    async def close(self) -> None:
        """Say goodbye, without waiting for long; another event loop may open it anew."""
        self._opening = asyncio.Lock()
        ssh, self._ssh, self._client = self._ssh, None, None
        if ssh:
            ssh.close()
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(min(self._timeout_s, 1.0)):
                    await ssh.wait_closed()

    def _drop(self) -> None:
        ssh, self._ssh, self._client = self._ssh, None, None
        if ssh:
            ssh.abort()

    async def _connected(self) -> asyncssh.SFTPClient:
        address = self._address
        options = asyncssh.SSHClientConnectionOptions(
            host=address.host,
            **({"port": address.port} if address.port else {}),
            **({"username": address.user} if address.user else {}),
            password=password_given(),
            connect_timeout=self._timeout_s,
            login_timeout=self._timeout_s,
        )
        self._ssh = await asyncssh.connect(
            address.host,
            options=options,
            # where ~/.ssh/config names no file of known hosts, asyncssh would take any: b"" stands for the usual one
            known_hosts=b"" if options.known_hosts is None else options.known_hosts,
        )
        # other systems may have names in another encoding: they are listed, and are none of ours
        return await self._ssh.start_sftp_client(path_errors="surrogateescape")

    def _told(self, error: BaseException, *, is_open: bool) -> BaseException:
        """What is said where there is no way in."""
        if isinstance(error, asyncssh.HostKeyNotVerifiable):
            return _unknown_host_key(self._address)
        for kinds, message, hint in _NO_WAY_IN:
            # where a connection was cut, whatever was to come next has failed
            if isinstance(error, kinds) and (is_open or kinds is not _NO_SFTP):
                host = self._address.host
                return DestinationError(
                    f"{message.format(host=host)} ({self.where.shown})", hint=hint.format(host=host)
                )
        return self.where.network_trouble(error) if isinstance(error, (asyncssh.Error, OSError)) else error


_NO_SFTP: Final = (asyncssh.ChannelOpenError, asyncssh.SFTPError)
_NO_WAY_IN: Final[tuple[tuple[tuple[type[Exception], ...], str, str], ...]] = (
    (
        (asyncssh.PermissionDenied,),
        "{host} does not let this login in",
        f"Look at the name in the address, and at {PASSWORD} or your key. One with a passphrase is opened by ssh-add.",
    ),
    (
        (asyncssh.KeyImportError, asyncssh.KeyEncryptionError),
        "a key that ~/.ssh/config names cannot be read",
        "If it has a passphrase, open it first: ssh-add.",
    ),
    ((asyncssh.ConfigParseError,), "~/.ssh/config cannot be read", "Try `ssh {host}`, which says why."),
    (_NO_SFTP, "{host} lets this login in, but offers no SFTP", "Ask the host for SFTP."),
    (
        (asyncssh.KeyExchangeFailed, asyncssh.ProtocolError, asyncssh.ProtocolNotSupported),
        "{host} speaks no SSH that is known here",
        "Look at the port, if the address has one: another kind of server may be behind it.",
    ),
)
"""Errors, what is said of them, and what to do."""


def _unknown_host_key(address: HostAddress) -> DestinationError:
    message = f"{address.host} shows a key that this computer does not know ({address.shown})"
    port = f"-P {address.port} " if address.port else ""
    user = f"{address.user}@" if address.user else ""
    hint = (
        f"Connect once with `sftp {port}{user}{address.host}`, compare the key that is shown with the one that the "
        "host has published, and answer yes. If you are told that the key has changed, ask the host first: somebody "
        "may be in between."
    )
    return DestinationError(message, hint=hint)
