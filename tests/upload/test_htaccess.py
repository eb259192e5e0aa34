"""The settings that are put beside the pages are those that docs/hosting.md shows, and that its tests run."""

from __future__ import annotations

from support.hosts import snippet

from audiogen.upload.htaccess import htaccess, is_ours, settings


def test_what_is_put_there_is_what_the_page_on_hosting_shows() -> None:
    assert settings() == snippet("apache")
    assert htaccess().decode().partition("\n")[2] == snippet("apache")


def test_of_clients_nothing_is_kept_in_between_found_by_search_engines_or_read_by_other_sites() -> None:
    text = htaccess(private=True).decode()
    assert '"private, max-age=31536000, immutable"' in text
    assert '"private, no-cache"' in text
    assert "public" not in text
    assert 'X-Robots-Tag "noindex' in text
    assert 'Referrer-Policy "no-referrer"' in text
    assert "Access-Control-Allow-Origin" not in text
    assert text.splitlines()[1] == "Options -Indexes"


def test_a_file_of_somebody_else_is_told_from_one_of_ours() -> None:
    assert is_ours(htaccess())
    assert is_ours(htaccess(private=True))
    assert not is_ours(settings().encode())
