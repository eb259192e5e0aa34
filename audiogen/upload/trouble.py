"""What goes wrong between here and a server, in words, whichever library has met it."""

from __future__ import annotations

import errno
import socket
import ssl
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from audiogen.upload.destination import DestinationError

_NO_WAY: Final = (errno.ENETUNREACH, errno.EHOSTUNREACH, errno.ENETDOWN, errno.EADDRNOTAVAIL)


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """What messages say of a server."""

    shown: str
    """The address of the destination."""
    host: str
    timeout_s: float

    def network_trouble(self, error: BaseException) -> DestinationError:
        """Say why a server could not be asked, or did not answer."""
        met = tuple(_causes(error))
        for is_it, told in (
            (_any(met, socket.gaierror), self._unknown_host),
            (_any(met, ssl.SSLCertVerificationError), self._not_trusted),
            (_any(met, ssl.SSLError) and not _any(met, ssl.SSLEOFError, ssl.SSLZeroReturnError), self._no_https),
            (_any(met, ConnectionRefusedError), self._refused),
            (any(isinstance(each, OSError) and each.errno in _NO_WAY for each in met), self._no_way),
            (_any(met, TimeoutError), self.timed_out),
        ):
            if is_it:
                return told()
        return self.cut()

    def timed_out(self) -> DestinationError:
        """Say that nothing came for too long."""
        message = f"{self.host} has not answered for {self.timeout_s:g} s ({self.shown})"
        return DestinationError(message, hint="See that this computer is online, then publish again.", transient=True)

    def cut(self) -> DestinationError:
        """Say that the connection broke."""
        message = f"the connection to {self.host} was cut ({self.shown})"
        hint = "Publish again: only what is missing is sent."
        return DestinationError(message, hint=hint, transient=True)

    def _unknown_host(self) -> DestinationError:
        hint = "See that this computer is online, and that the name is written as the host has told you."
        return DestinationError(f"there is no host {self.host} to be found ({self.shown})", hint=hint, transient=True)

    def _refused(self) -> DestinationError:
        message = f"{self.host} is there, but takes no connection of this kind ({self.shown})"
        hint = (
            "Publish again a little later: only what is missing is sent. If it stays so, look at how the address "
            "begins, and at its port."
        )
        return DestinationError(message, hint=hint, transient=True)

    def _no_way(self) -> DestinationError:
        hint = "See that this computer is online, then publish again."
        return DestinationError(f"no way leads to {self.host} from here ({self.shown})", hint=hint, transient=True)

    def _not_trusted(self) -> DestinationError:
        message = f"{self.host} does not prove that it is {self.host}: its certificate is not valid ({self.shown})"
        hint = (
            "Write the name for which it has its certificate, as the host has told you. Of a server of your own with "
            "a certificate of your own, name that in REQUESTS_CA_BUNDLE (AWS_CA_BUNDLE with s3://)."
        )
        return DestinationError(message, hint=hint)

    def _no_https(self) -> DestinationError:
        hint = "Look at the port, if the address has one: another kind of server may be behind it."
        return DestinationError(f"{self.host} does not speak https ({self.shown})", hint=hint)


def _causes(error: BaseException) -> Iterator[BaseException]:
    """An error and whatever led to it: libraries wrap what the system says in errors of their own."""
    seen = set[int]()
    left: list[object] = [error]
    while left:
        each = left.pop(0)
        if not isinstance(each, BaseException) or id(each) in seen:
            continue
        seen.add(id(each))
        yield each
        left += [each.__cause__, each.__context__, *each.args, getattr(each, "reason", None)]


def _any(met: tuple[BaseException, ...], *kinds: type[BaseException]) -> bool:
    return any(isinstance(each, kinds) for each in met)
