"""Where a model is asked: the forms in which people write an address, and whose computer it is."""

from __future__ import annotations

import pytest

from audiogen.drafting.articles.llm_address import model_address
from audiogen.errors import AudiogenError


@pytest.mark.parametrize(
    "written",
    [
        "localhost:11434",
        "http://localhost:11434",
        "http://localhost:11434/",
        "http://localhost:11434/v1",
        "http://localhost:11434/v1/",
        "http://localhost:11434/v1/chat/completions",
        "http://localhost:11434/v1/models?limit=3",
        "http://localhost:11434/api/chat",
        ' "http://localhost:11434" ',
    ],
)
def test_all_forms_of_an_address_are_one(written: str) -> None:
    assert model_address(written).base == "http://localhost:11434/v1"


@pytest.mark.parametrize(
    ("written", "base"),
    [
        ("api.example.com", "https://api.example.com/v1"),
        ("nas:1234", "http://nas:1234/v1"),
        ("https://openrouter.ai/api/v1", "https://openrouter.ai/api/v1"),
        ("https://models.example.com/v1beta/openai/", "https://models.example.com/v1beta/openai"),
        ("http://[::1]:8080", "http://[::1]:8080/v1"),
    ],
)
def test_what_a_service_has_of_its_own_is_kept(written: str, base: str) -> None:
    assert model_address(written).base == base


@pytest.mark.parametrize(
    ("written", "here", "near"),
    [
        ("http://localhost:8080", True, True),
        ("http://0.0.0.0:8080", True, True),
        ("http://192.168.1.4:1234", False, True),
        ("http://nas.local:1234", False, True),
        ("https://api.example.com", False, False),
    ],
)
def test_it_is_known_whose_computer_it_is(written: str, here: bool, near: bool) -> None:  # noqa: FBT001 - a table
    address = model_address(written)
    assert (address.is_here, address.is_near) == (here, near)


@pytest.mark.parametrize("written", ["", "ftp://localhost", "http://", "http://localhost:99999"])
def test_what_is_no_address_is_refused_with_an_example(written: str) -> None:
    with pytest.raises(AudiogenError, match="--llm") as caught:
        model_address(written)
    assert "http://localhost:11434" in caught.value.hint


def test_a_password_in_an_address_is_refused_and_never_repeated() -> None:
    with pytest.raises(AudiogenError, match="name or password") as caught:
        model_address("https://me:hunter2@models.example.com/v1")
    assert "hunter2" not in caught.value.message
