"""What a language model said, out of the frame in which its server sends that."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Final

from audiogen.names import quotable

_LONGEST_TOLD: Final = 200
"""In letters, of what a server says about itself."""
_LONGEST_NAME: Final = 100


@dataclass(frozen=True, slots=True)
class Reply:
    """The text of an answer; perhaps none."""

    text: str
    cut_off: bool = False
    """Whether it ends where the server stopped the model, and not where the model was ready."""
    refused: bool = False
    """Whether the model, or a filter around it, would not answer."""


def reply_in(content: bytes) -> Reply | None:
    """The reply in a server's answer; None when it is no answer of a chat, or holds no choice.

    Args:
        content: JSON as OpenAI's chat completions have it, or anything else.
    """
    frame = _json(content)
    choices = frame.get("choices") if isinstance(frame, dict) else None
    choice = choices[0] if isinstance(choices, list) and choices else None
    message = choice.get("message") if isinstance(choice, dict) else None
    if not isinstance(choice, dict) or not isinstance(message, dict):
        return None
    reason = choice.get("finish_reason")
    refused = bool(message.get("refusal")) or reason == "content_filter"
    return Reply(_text(message.get("content")), reason == "length", refused)


def is_page(content: bytes) -> bool:
    """Whether an answer is a page for a browser."""
    return content.lstrip()[:1] == b"<"


def said_of_itself(content: bytes) -> str:
    """What a server says about an error, as one line; empty when it says nothing that can be shown."""
    frame = _json(content)
    while isinstance(frame, dict):
        frame = next((frame[key] for key in ("error", "message", "detail", "msg") if frame.get(key)), None)
    return shown(frame, _LONGEST_TOLD) if isinstance(frame, str) else ""


def shown(text: str, longest: int) -> str:
    """What a server or a model wrote, as it may be put on a screen: one line, without what would steer a terminal."""
    return quotable("".join(letter if letter.isprintable() else " " for letter in text[: 20 * longest]), longest)


def models_in(content: bytes) -> tuple[str, ...]:
    """The names in a list of models, in its order; none when it is no such list."""
    frame = _json(content)
    listed = frame.get("data") or frame.get("models") if isinstance(frame, dict) else frame
    names = [_name(each) for each in listed] if isinstance(listed, list) else []
    return tuple(dict.fromkeys(filter(None, names)))


def _name(entry: object) -> str:
    name = (entry.get("id") or entry.get("name")) if isinstance(entry, dict) else entry
    return shown(name, _LONGEST_NAME) if isinstance(name, str) else ""


def _json(content: bytes) -> object:
    try:
        return json.loads(content)
    except (ValueError, RecursionError):
        return None


def _text(content: object) -> str:
    """A text, or the parts of one that are text."""
    if isinstance(content, list):
        return "".join(_text(part.get("text")) for part in content if isinstance(part, dict))
    return content if isinstance(content, str) else ""
