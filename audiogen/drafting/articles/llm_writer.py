"""Everything that writing with a model's help takes, put together from what a user names."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from audiogen.cache.store import Cache
from audiogen.drafting.articles.llm_address import ModelAddress, model_address
from audiogen.drafting.articles.llm_client import ChatClient
from audiogen.drafting.articles.llm_draft import ModelWriter
from audiogen.drafting.articles.llm_faults import models_told
from audiogen.drafting.articles.llm_judging import ScriptJudge
from audiogen.drafting.articles.llm_kept import KeptAnswers
from audiogen.drafting.articles.offline import write_from_templates
from audiogen.drafting.show_folder import ShowFolder
from audiogen.errors import AudiogenError
from audiogen.names import quotable
from audiogen.network.retry import RetryPolicy
from audiogen.project import Project
from audiogen.scaffold.templates import WRITTEN_IN
from audiogen.script.language_tags import base_language
from audiogen.script.model import KEYS, Show
from audiogen.script.yaml.document import read_document
from audiogen.speech.phrase import project_phrasing

_NO_SHOW: Final = Show(title="Drafts", author="audiogen", description="What has no show yet.")
_RETRY: Final = RetryPolicy(attempts=6, first_wait_s=2.0, longest_wait_s=60.0)
"""A minute all in all: so long a server may need to load its model."""


@dataclass(frozen=True, slots=True)
class ModelOrder:
    """Which model is to write, and where it is."""

    url: str
    """As the user named it."""
    model: str | None
    """Its name on its server; None asks which there are, and writes nothing."""
    key: str = field(default="", repr=False)
    """Of the service; empty where it wants none."""
    anew: bool = False
    """Whether sections are asked for again that were written before."""


def model_writer(
    order: ModelOrder,
    language: str | None,
    folder: ShowFolder,
    project: Project,
    *,
    tell: Callable[[str], None],
    retry: RetryPolicy = _RETRY,
) -> ModelWriter:
    """What writes sessions with the help of a model.

    Args:
        order: which one.
        language: of the article, as a tag of BCP 47; that of the show where it is not known.
        folder: where the sessions are for.
        project: the folders, with the cache that keeps answers.
        tell: told in a line what happens.
        retry: how often a server is asked that fails, and when.

    Raises:
        AudiogenError: when the address is none, when no model is named, or when the key cannot be sent.
    """
    address, show = model_address(order.url), folder.show or _NO_SHOW
    client = ChatClient(address, order.model or "", order.key, retry=retry, tell=tell)
    if not client.model:
        raise _no_model_named(client)
    spoken = language or show.language
    return ModelWriter(
        client,
        ScriptJudge(show, project, project_phrasing(project)),
        spoken,
        show,
        KeptAnswers(Cache(project.cache), address.base, client.model, order.anew),
        offline=write_from_templates if base_language(spoken) == WRITTEN_IN else None,
        tell=tell,
        where_to=where_it_goes(address),
        others=frozenset(_titles(folder.paths)),
    )


def where_it_goes(address: ModelAddress) -> str:
    """What somebody is told before the text of an article leaves this computer; empty where it does not."""
    if address.is_here:
        return ""
    open_to_all = "" if address.is_encrypted else ", not encrypted"
    if address.is_near:
        return f"The text of the article goes to {address.host} in your network{open_to_all}, section by section."
    whose = "and what is kept of it there is not in your hands"
    return (
        f"The text of the article goes over the internet to {address.host}{open_to_all}, section by section, {whose}."
    )


def _no_model_named(client: ChatClient) -> AudiogenError:
    names = client.models()
    hint = "Nothing was written. Name the model that is to write, like --model qwen3:8b."
    message = f"--model is missing: {quotable(client.address.host)} may have several"
    return AudiogenError(message, hint=models_told(names) if names else hint)


def _titles(paths: tuple[Path, ...]) -> Iterator[str]:
    """Those of sessions that are there, in small letters."""
    for path in paths:
        title = read_document(path, KEYS).text("title")
        if title:
            yield title.value.strip().casefold()
