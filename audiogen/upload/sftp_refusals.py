"""What an SFTP server refuses, in words."""

from __future__ import annotations

from typing import Final

import asyncssh

from audiogen.upload.destination import DestinationError

BROKEN: Final = (
    asyncssh.ConnectionLost,
    asyncssh.DisconnectError,
    asyncssh.ChannelOpenError,
    asyncssh.SFTPConnectionLost,
    asyncssh.SFTPNoConnection,
    asyncssh.SFTPEOFError,
    asyncssh.SFTPBadMessage,
    asyncssh.SFTPInvalidHandle,
    OSError,
    TimeoutError,
)
"""What is met when a connection breaks, or was broken before."""
_FULL: Final = (asyncssh.SFTPNoSpaceOnFilesystem, asyncssh.SFTPQuotaExceeded)
_FORBIDDEN: Final = (asyncssh.SFTPPermissionDenied, asyncssh.SFTPWriteProtect)
_IN_THE_WAY: Final = (asyncssh.SFTPNotADirectory, asyncssh.SFTPFileIsADirectory, asyncssh.SFTPFileAlreadyExists)


def sftp_refusal(error: asyncssh.SFTPError, where: str) -> DestinationError:
    """What is said of an answer that was not hoped for."""
    if isinstance(error, _FULL):
        message, hint = "there is no room left", "Make room there, or get more, then publish again."
    elif isinstance(error, _FORBIDDEN):
        message = "this login may not write or read there"
        hint = "Choose a folder that belongs to it, or ask the host for the right to write in this one."
    elif isinstance(error, _IN_THE_WAY):
        message = "a folder stands where a file is to be, or a file where a folder is to be"
        hint = "Look there, and move it away; or choose another folder."
    else:
        # most servers say no more than "failure"
        message = f"the server has refused it, and says only: {error.reason}"
        hint = (
            "Often there is no room left, or a folder stands where a file is to be. Look there with another program "
            "for SFTP, or ask the host."
        )
    return DestinationError(f"{message} ({where})", hint=hint)
