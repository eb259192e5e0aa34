"""Buttons and headings of web pages, which come along when an article is copied."""

from __future__ import annotations

import time

import pytest

from audiogen.script.meant.furniture import page_furniture


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("Welcome.\nComments (12)\n", ("Comments (12)",)),
        ("3 min read\nWelcome.", ("3 min read",)),
        ("Share\nTwitter\nWelcome.", ("Share", "Twitter")),
        ("Willkommen.\nWeiterlesen", ("Weiterlesen",)),
        ("Bienvenue.\nLire la suite »", ("Lire la suite »",)),
        ("Posted by Anna on 3 May\nWelcome.\n© 2026 A Site", ("Posted by Anna on 3 May", "© 2026 A Site")),
        ("Welcome.\nNo login\nLogin or register to post", ("No login", "Login or register to post")),
        ("Welcome.\n(c) 2024 A. B. All rights reserved.", ("(c) 2024 A. B. All rights reserved.",)),
        ("Rest.\nSent from my iPhone", ("Sent from my iPhone",)),
        ("Home\nWelcome.", ()),
        ("Share.\nLike a wave.\nNext, the breath.", ()),
        ("Perhaps you share it, and read more of it later.", ()),
    ],
)
def test_parts_of_a_web_page_are_known_by_whole_lines(text: str, parts: tuple[str, ...]) -> None:
    assert page_furniture(text) == parts


@pytest.mark.parametrize("text", ["x" * 50_000, "Share\n" * 10_000, "- " * 25_000])
def test_long_texts_are_looked_at_quickly(text: str) -> None:
    begun = time.perf_counter()
    page_furniture(text)
    assert time.perf_counter() - begun < 0.5
