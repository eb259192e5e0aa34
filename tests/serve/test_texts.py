"""How texts are sent: compressed to whoever takes that, not at all to whoever has them, and never rendered twice."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from support.asking import Ask, asking, served
from support.publishing import episode, publish_small, undrawn_covers

from audiogen.publish import layout
from audiogen.publish.pages.app_folder import app_folder
from audiogen.publish.pages.policy import POLICY
from audiogen.serve import rendered

ONE = episode(1)
MP3 = f"/{ONE.media[0].file}"
MANIFEST = f"/{ONE.file}"
STYLE = f"/{app_folder().style}"
SMALL = f"/{app_folder().folder}/dom.js"
SESSION = f"/{layout.session_page('01-session')}"
HTML = ("/", "/index.html", SESSION)
TEXTS = (*HTML, "/feed.xml", "/show.json", MANIFEST, STYLE, SMALL)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("texts") / "dist"
    with undrawn_covers():
        publish_small(folder, ONE, episode(2))
    for name in ("plans/01-session-00000000.svg", "stems/01-session-00000000.voice.flac", "app.webmanifest", "old.jpg"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_bytes(b"not for you")
    return folder


@pytest.fixture(scope="module")
def port(dist: Path) -> Iterator[int]:
    with served(dist) as own_port:
        yield own_port


@pytest.fixture
def ask(port: int) -> Iterator[Ask]:
    with asking(port) as ask:
        yield ask


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_comes_compressed_to_whoever_takes_that_and_is_the_same(ask: Ask, path: str) -> None:
    plain, packed = ask(path), ask(path, Accept_Encoding="gzip, br")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == plain.body
    assert int(packed.headers["content-length"]) == len(packed.body) < len(plain.body)
    assert "content-encoding" not in plain.headers
    assert plain.headers["vary"] == packed.headers["vary"] == "Accept-Encoding"
    assert plain.headers["content-type"] == packed.headers["content-type"]


@pytest.mark.parametrize("path", TEXTS)
def test_each_form_of_a_text_has_an_etag_of_its_own_and_is_not_sent_again(ask: Ask, path: str) -> None:
    tags = {taken: ask(path, Accept_Encoding=taken).headers["etag"] for taken in ("gzip", "identity")}
    assert len({*tags.values()}) == 2
    for taken, tag in tags.items():
        for form in ("{}", "W/{}", '"x", W/{}'):
            again = ask(path, Accept_Encoding=taken, If_None_Match=form.format(tag))
            assert (again.status, again.body, again.headers["etag"]) == (304, b"", tag)
            assert again.headers["vary"] == "Accept-Encoding"
        other = ask(path, Accept_Encoding=taken, If_None_Match=tags["gzip" if taken == "identity" else "identity"])
        assert other.status == 200


@pytest.mark.parametrize("path", TEXTS)
def test_head_says_of_a_compressed_text_what_get_would(ask: Ask, path: str) -> None:
    head, get = (ask(path, method, Accept_Encoding="gzip") for method in ("HEAD", "GET"))
    assert (head.status, head.body) == (200, b"")
    told = ("content-length", "content-type", "content-encoding", "etag", "last-modified", "vary", "cache-control")
    assert [head.headers.get(name) for name in told] == [get.headers.get(name) for name in told]


@pytest.mark.parametrize("path", TEXTS)
def test_a_text_is_never_compressed_where_a_part_of_it_is_asked_for(ask: Ask, path: str) -> None:
    whole, part = ask(path), ask(path, Accept_Encoding="gzip", Range="bytes=0-9")
    assert "content-encoding" not in part.headers
    assert part.body == (whole.body[:10] if part.status == 206 else whole.body)
    assert part.headers["etag"] == whole.headers["etag"]


@pytest.mark.parametrize("path", [MP3, "/old.jpg", "/app.webmanifest"])
def test_neither_sound_nor_pictures_nor_what_is_short_is_compressed(ask: Ask, path: str) -> None:
    assert "content-encoding" not in ask(path, Accept_Encoding="gzip").headers
    assert ("vary" in ask(path).headers) == path.endswith(".webmanifest")


def test_not_modified_comes_before_any_part_of_a_text(ask: Ask) -> None:
    tag = ask(STYLE).headers["etag"]
    assert ask(STYLE, If_None_Match=tag, Range="bytes=0-9", Accept_Encoding="gzip").status == 304


@pytest.mark.parametrize("path", HTML)
@pytest.mark.parametrize("taken", ["gzip", "identity"])
def test_every_page_comes_with_its_policy_and_tells_nobody_where_somebody_was(ask: Ask, path: str, taken: str) -> None:
    headers = ask(path, Accept_Encoding=taken).headers
    assert headers["content-type"] == "text/html; charset=utf-8"
    assert headers["content-security-policy"] == f"{POLICY}; frame-ancestors 'none'"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["x-content-type-options"] == "nosniff"


def test_what_a_name_says_is_kept_for_ever_and_all_else_is_asked_for_each_time(ask: Ask, dist: Path) -> None:
    paths = [file.relative_to(dist).as_posix() for file in dist.rglob("*") if file.is_file()]
    said = {path: ask(f"/{path}") for path in paths if not path.startswith(("plans/", "stems/"))}
    kept = {path for path, answer in said.items() if "immutable" in answer.headers["cache-control"]}
    asked = {"index.html", "feed.xml", "show.json", "app.webmanifest", "old.jpg", "sw.js", "offline.json"}
    asked |= {layout.session_page(f"0{number}-session") for number in (1, 2)}
    assert {*said} - kept == asked
    assert {said[path].headers["cache-control"] for path in asked} == {"no-cache"}
    assert {said[path].headers["cache-control"] for path in kept} == {"public, max-age=31536000, immutable"}


@pytest.mark.parametrize(
    ("ending", "kind"),
    [
        (".css", "text/css; charset=utf-8"),
        (".js", "text/javascript; charset=utf-8"),
        (".svg", "image/svg+xml; charset=utf-8"),
        (".webmanifest", "application/manifest+json; charset=utf-8"),
        (".jpg", "image/jpeg"),
    ],
)
def test_what_pages_load_has_the_type_that_browsers_insist_on(ask: Ask, dist: Path, ending: str, kind: str) -> None:
    found = [file.relative_to(dist).as_posix() for file in dist.rglob(f"*{ending}") if "plans" not in file.parts]
    assert found
    assert {ask(f"/{path}").headers["content-type"] for path in found} == {kind}


@pytest.mark.parametrize("path", ["/plans/01-session-00000000.svg", "/stems/01-session-00000000.voice.flac"])
def test_what_is_for_the_author_alone_is_not_served(ask: Ask, path: str) -> None:
    for asked in (path, path.replace("/", "/./", 1), path.replace("s/", "s//", 1), path.replace("plan", "Plan")):
        answer = ask(asked)
        assert (answer.status, b"not for you" in answer.body) == (404, False)


@pytest.fixture
def renders(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses for which something is rendered, from here on."""
    noted: list[str] = []
    page, feed = rendered.render_show_page, rendered.render_feed

    def noting_page(publication: object, manifests: object, address: str, **others: object) -> str:
        noted.append(address)
        return page(publication, manifests, address, **others)  # type: ignore[arg-type]  # as they came

    def noting_feed(publication: object, manifests: object, address: str) -> str:
        noted.append(address)
        return feed(publication, manifests, address)  # type: ignore[arg-type]  # as they came

    monkeypatch.setattr(rendered, "render_show_page", noting_page)
    monkeypatch.setattr(rendered, "render_feed", noting_feed)
    return noted


@pytest.mark.parametrize("path", ["/", "/feed.xml"])
def test_nothing_is_rendered_twice_for_one_address(dist: Path, renders: list[str], path: str) -> None:
    hosts = ("a.local", "b.local")
    with served(dist) as port:

        def one(host: str) -> bytes:
            with asking(port) as ask:
                return ask(path, Host=host).body

        with ThreadPoolExecutor(4) as listeners:
            bodies = [*listeners.map(one, hosts * 4)]
        with asking(port) as ask:
            ask(path, Host=hosts[0], Accept_Encoding="gzip")
            ask(path, "HEAD", Host=hosts[1])
    assert sorted(renders) == [f"http://{host}" for host in hosts]
    assert len({*bodies}) == 2


@pytest.mark.parametrize("path", ["/", "/feed.xml"])
def test_whoever_has_a_text_already_is_told_so_without_rendering_it(dist: Path, renders: list[str], path: str) -> None:
    with served(dist) as port, asking(port) as ask:
        tag = ask(path, Host="a.local").headers["etag"]
    renders.clear()
    # a server that was started anew
    with served(dist) as port, asking(port) as ask:
        assert ask(path, Host="a.local", If_None_Match=tag).status == 304
        assert ask(path, Host="b.local", If_None_Match=tag).status == 200
    assert renders == ["http://b.local"]


def test_another_program_or_publication_makes_what_a_client_has_old(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist, tags = tmp_path / "dist", list[str]()
    with undrawn_covers():
        publish_small(dist, ONE)
        with served(dist) as port, asking(port) as ask:
            tags.append(ask("/").headers["etag"])
            publish_small(dist, ONE, episode(2))
            tags.append(ask("/").headers["etag"])
            publish_small(dist, ONE)
            tags.append(ask("/").headers["etag"])
            monkeypatch.setattr(rendered, "__version__", "99")
            rendered.renderer.cache_clear()
            tags.append(ask("/").headers["etag"])
    rendered.renderer.cache_clear()
    assert tags[0] == tags[2]
    assert len({*tags}) == 3


def test_what_is_published_while_a_text_is_rendered_is_what_is_sent(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    dist, render = tmp_path / "dist", rendered.render_feed
    publications = [(ONE,), (ONE, episode(2, title="Came between"))]

    def published_meanwhile(publication: object, manifests: object, address: str) -> str:
        text = render(publication, manifests, address)  # type: ignore[arg-type]  # as they came
        if publications:
            publish_small(dist, *publications.pop())
        return text

    with undrawn_covers():
        publish_small(dist, *publications.pop(0))
        monkeypatch.setattr(rendered, "render_feed", published_meanwhile)
        with served(dist) as port, asking(port) as ask:
            first = ask("/feed.xml")
            again = ask("/feed.xml", If_None_Match=first.headers["etag"])
    assert b"Came between" in first.body
    assert again.status == 304


def test_pages_that_another_version_built_are_sent_as_they_were_built(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    with undrawn_covers():
        publish_small(dist, ONE)
    older = "app-00000000"
    (dist / app_folder().folder).rename(dist / older)
    for name in ("show.json", "index.html"):
        text = (dist / name).read_text(encoding="utf-8").replace(app_folder().folder, older)
        (dist / name).write_text(text, encoding="utf-8")
    with served(dist) as port, asking(port) as ask:
        page = ask("/")
        assert page.body == (dist / "index.html").read_bytes()
        # it says itself what it may load: earlier ones hold their style and their program
        assert page.headers["content-security-policy"] == "frame-ancestors 'none'"
        assert ask(f"/{older}/page.css").status == 200


def test_a_publication_that_cannot_be_read_is_told_of_and_not_kept(tmp_path: Path) -> None:
    dist = tmp_path / "dist"
    with undrawn_covers():
        publish_small(dist, ONE)
        with served(dist) as port, asking(port) as ask:
            whole = (dist / "show.json").read_bytes()
            (dist / "show.json").write_bytes(whole[:50])
            assert ask("/").status == 503
            (dist / "show.json").unlink()
            assert b"audiogen build" in ask("/").body
            (dist / "show.json").write_bytes(whole)
            assert ask("/").status == 200
