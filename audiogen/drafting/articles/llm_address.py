"""Where a language model is asked, in the forms in which people write that down."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.script.web_address import ascii_address, is_local, is_private

_ENDINGS: Final = ("/chat/completions", "/completions", "/models", "/responses")
"""What people copy along from a manual; the address before it is the same for all of them."""
_VERSION: Final = re.compile(r"/v\d+\w*(?=/|$)")
"""`/v1` nearly everywhere; `/v1beta/openai`, `/v4` and the like at a few."""
_OF_OLLAMA: Final = re.compile(r"/api(?:/(?:chat|generate|tags))?$")
"""The address of Ollama's own protocol, which is another one."""
_EXAMPLE: Final = "--llm http://localhost:11434 for Ollama on this computer"


@dataclass(frozen=True, slots=True)
class ModelAddress:
    """The address of a service that speaks OpenAI's protocol."""

    base: str
    """Without a slash at its end: `http://localhost:11434/v1`."""

    @property
    def chat(self) -> str:
        """Where a chat is completed."""
        return f"{self.base}/chat/completions"

    @property
    def models(self) -> str:
        """Where the models are listed."""
        return f"{self.base}/models"

    @property
    def host(self) -> str:
        """The host and its port, as people know the service."""
        return urlsplit(self.base).netloc

    @property
    def is_here(self) -> bool:
        """Whether it runs on this very computer."""
        return is_local(self.base)

    @property
    def is_near(self) -> bool:
        """Whether it is in a network of one's own, as far as its name tells."""
        return is_private(self.base)

    @property
    def is_encrypted(self) -> bool:
        """Whether nobody on the way can read what is sent."""
        return self.base.startswith("https:")


def model_address(written: str) -> ModelAddress:
    """The address of a service, from any of the forms in which people give it.

    `localhost:11434`, `http://localhost:11434`, `http://localhost:11434/v1/` and
    `http://localhost:11434/v1/chat/completions` are the same one.

    Raises:
        AudiogenError: when it is no web address.
    """
    # white space and quotes come along when an address is copied
    text = written.strip().strip("<>\"'`")
    if text and not re.match(r"[A-Za-z][A-Za-z0-9+.-]*://", text):
        # who leaves it out means a computer at hand without encryption, and any other with it
        text = f"{'http' if is_private(f'http://{text}') else 'https'}://{text}"
    try:
        address = ascii_address(text.partition("?")[0].partition("#")[0])
    except ValueError as error:
        # a password that somebody wrote into the address is in no message
        shown = str(error).partition("; write it whole")[0].replace(text, quotable(re.sub(r"//[^/]*@", "//", text)))
        message = f"--llm: {shown}"
        raise AudiogenError(message, hint=f"Nothing was sent. Write where it runs: {_EXAMPLE}.") from error
    return ModelAddress(_with_version(_without_ending(address)))


def _without_ending(address: str) -> str:
    for ending in _ENDINGS:
        if address.endswith(ending):
            return address.removesuffix(ending)
    return _OF_OLLAMA.sub("", address)


def _with_version(address: str) -> str:
    return address if _VERSION.search(urlsplit(address).path) else f"{address.rstrip('/')}/v1"
