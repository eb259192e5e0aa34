"""asyncssh's SFTP server, which may do less than it can."""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import asyncssh


@dataclass(frozen=True, slots=True)
class SftpServed:
    """A server that runs."""

    port: int
    public_key: str
    """Its host key, as known_hosts has it."""


@contextmanager
def sftp_server(
    root: Path, passwords: Mapping[str, str], factory: type[asyncssh.SFTPServer] = asyncssh.SFTPServer
) -> Iterator[SftpServed]:
    """Serve a folder as if it were all of the disk."""
    key = asyncssh.generate_private_key("ssh-ed25519")
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()

    class _Server(asyncssh.SSHServer):
        def begin_auth(self, username: str) -> bool:
            return username in passwords

        def password_auth_supported(self) -> bool:
            return True

        def validate_password(self, username: str, password: str) -> bool:
            return passwords.get(username) == password

    async def start() -> asyncssh.SSHAcceptor:
        return await asyncssh.listen(
            "127.0.0.1",
            0,
            server_host_keys=[key],
            server_factory=_Server,
            sftp_factory=lambda channel: factory(channel, chroot=str(root).encode()),
        )

    async def stop(acceptor: asyncssh.SSHAcceptor) -> None:
        acceptor.close()
        others = asyncio.all_tasks() - {asyncio.current_task()}
        for task in others:
            task.cancel()
        await asyncio.gather(*others, return_exceptions=True)

    acceptor = asyncio.run_coroutine_threadsafe(start(), loop).result()
    yield SftpServed(acceptor.get_port(), key.export_public_key().decode().strip())
    asyncio.run_coroutine_threadsafe(stop(acceptor), loop).result()
    loop.call_soon_threadsafe(loop.stop)
    thread.join()
    loop.close()
