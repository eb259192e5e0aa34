"""Connections that cannot be made, or break."""

from __future__ import annotations

import errno
import socket
import ssl

import pytest

from audiogen.upload.trouble import Whereabouts

WHERE = Whereabouts("sftp://ana@example.org/podcast", "example.org", 30)


@pytest.mark.parametrize(
    ("error", "says", "transient"),
    [
        (socket.gaierror(-2, "Name or service not known"), "there is no host example.org to be found", True),
        (ConnectionRefusedError(errno.ECONNREFUSED, ""), "takes no connection of this kind", True),
        (TimeoutError(), "has not answered for 30 s", True),
        (ConnectionResetError(errno.ECONNRESET, ""), "was cut", True),
        (OSError(errno.ENETUNREACH, ""), "no way leads to example.org", True),
        (ssl.SSLCertVerificationError("self-signed"), "its certificate is not valid", False),
        (ssl.SSLError("wrong version number"), "does not speak https", False),
        (ssl.SSLEOFError("eof"), "was cut", True),
        (ValueError("of a library"), "was cut", True),
    ],
)
def test_what_happened_is_found_however_deep_it_lies(error: Exception, says: str, transient: object) -> None:
    middle = RuntimeError(error)
    outer = RuntimeError("outer")
    outer.__context__ = middle
    for each in (error, middle, outer):
        told = WHERE.network_trouble(each)
        assert says in told.message
        assert "sftp://ana@example.org/podcast" in told.message
        assert told.hint
        assert told.transient is transient


def test_errors_that_lead_to_each_other_have_an_end() -> None:
    one, other = RuntimeError("one"), RuntimeError("other")
    one.__context__, other.__context__ = other, one
    assert "was cut" in WHERE.network_trouble(one).message
