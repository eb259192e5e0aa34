"""Sessions that stay on the phone: how they come there, what plays without a connection, how they stay new."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, expect
from support.browsers import INSECURE_HOST, started_with
from support.listener import Listener
from support.own_show import OwnShow
from support.visits import PATIENCE_MS, STILL, Visit, Visitor

LENGTH = "1 min"
SESSION = "sessions/01-session.html"
IN_CACHES = """async () => {
  const found = {};
  for (const name of await caches.keys()) {
    found[name.split(" ").slice(2).join(" ")] = (await (await caches.open(name)).keys()).map(({ url }) => url);
  }
  return found;
}"""
ANSWER = """async (range) => {
  const { src } = document.getElementById("sound");
  const answer = await fetch(src, { headers: range ? { range } : {} });
  const { headers, status } = answer;
  return [status, (await answer.arrayBuffer()).byteLength, headers.get("content-range"), headers.get("content-type")];
}"""
# what waits for a function takes a promise for true
UNTIL = """async ([text, wished, patience_ms]) => {
  const named = async (part) => (await caches.keys()).filter((name) => name.endsWith(part));
  const keys = async ([name]) => (name ? (await caches.open(name)).keys() : []);
  const counted = {
    caches: () => caches.keys(),
    sounds: async () => keys(await named(" sounds")),
    workers: () => navigator.serviceWorker.getRegistrations(),
  }[text];
  const late = Date.now() + patience_ms;
  let { length } = await counted();
  while (length !== wished && Date.now() < late) {
    await new Promise((settle) => setTimeout(settle, 20));
    ({ length } = await counted());
  }
  return length;
}"""
AS_AN_APP = """const media = window.matchMedia;
window.matchMedia = (query) => (query.includes("standalone") ? { matches: true } : media.call(window, query));"""
HELD_UP = "ServiceWorkerContainer.prototype.register = () => new Promise(() => {});"
WITHOUT_CACHES = "CacheStorage.prototype.open = () => { throw new DOMException('', 'SecurityError'); };"
WITHOUT_ROOM = "navigator.storage.estimate = async () => ({ quota: 1000, usage: 900 });"


@pytest.fixture
def own(made: Callable[[str], Path], tmp_path: Path) -> Iterator[OwnShow]:
    with OwnShow(made("kept") / "dist", tmp_path / "dist") as show:
        yield show


@pytest.fixture
def visiting_own(visitor: Visitor, own: OwnShow) -> Iterator[Callable[..., Listener]]:
    """Opens windows on the test's own show, in one browser that knows nothing at first."""
    context = visitor.context()
    with ExitStack() as leaving:
        leaving.callback(context.close)
        yield lambda: Listener(window_on(own.url, context))


@pytest.fixture
def listening(visiting: Callable[..., Visit]) -> Callable[[], Listener]:
    """Opens windows on a show that several tests share; what was saved in earlier ones is forgotten."""
    return lambda: Listener(visiting("kept", STILL))


def window_on(home: str, context: BrowserContext) -> Visit:
    visit = Visit(context.new_page(), home, STILL, knowing=True)
    visit.begin()
    return visit


def button(listener: Listener) -> Locator:
    return listener.page.locator("main [data-choice=save]")


def note(listener: Listener) -> Locator:
    return listener.page.locator("main [data-save-note]")


def row(listener: Listener, number: int = 1) -> Locator:
    return listener.page.locator(".rows [data-row-note]").nth(number - 1)


def saved(listener: Listener) -> Listener:
    """Save the session that is open."""
    listener.ready()
    button(listener).click()
    return comes(listener)


def comes(listener: Listener) -> Listener:
    """Wait until it is saved."""
    expect(button(listener)).to_have_text("Saved ✓")
    return listener


def in_caches(page: Page) -> dict[str, list[str]]:
    """What is kept of the show: addresses by what they are kept as."""
    found: dict[str, list[str]] = page.evaluate(IN_CACHES)
    return found


def until(page: Page, what: str, count: int) -> None:
    """Wait until there are so many `caches`, `sounds` or `workers`."""
    assert page.evaluate(UNTIL, [what, count, PATIENCE_MS]) == count


def sounds_in(page: Page) -> list[str]:
    return in_caches(page).get("sounds", [])


def test_what_is_saved_plays_and_seeks_without_a_connection_in_a_browser_that_is_started_anew(
    own: OwnShow, visitor: Visitor, tmp_path: Path
) -> None:
    with started_with(tmp_path / "profile", visitor.browser) as context:
        listener = saved(Listener(window_on(own.url, context)).open())
        expect(note(listener)).to_have_text(re.compile(r"^Saved on this phone, \d+\sMB. Plays without a connection.$"))
    own.stop()
    with started_with(tmp_path / "profile", visitor.browser) as context:
        listener = Listener(window_on(own.url, context))
        page = listener.visit.open()
        expect(row(listener)).to_have_text(f"{LENGTH}, saved")
        expect(row(listener, 2)).to_have_text(LENGTH)
        page.locator(".rows a").nth(1).click()
        expect(page.get_by_role("status").filter(has_text="That page does not load now.")).to_be_visible()
        assert page.url == own.url
        page.locator(".rows a").first.click()
        listener.ready().play().move(40).hear(40)
        assert answers(page)
        # whoever opens a page that is not kept finds those that are
        page.goto(f"{own.url}sessions/02-session.html")
        expect(page.locator(".rows")).to_be_visible()
        expect(page.get_by_role("status").filter(has_text="That page does not load now.")).to_be_visible()
        listener.visit.wrong.clear()


def answers(page: Page) -> bool:
    """Whether the worker answers for each part of what is saved as a server would."""
    status, size, _, kind = page.evaluate(ANSWER, None)
    assert (status, kind) == (200, "audio/mpeg")

    def part(asked: str) -> list[Any]:
        found: list[Any] = page.evaluate(ANSWER, asked)
        return found[:3]

    assert part("bytes=0-1") == [206, 2, f"bytes 0-1/{size}"]
    assert part("bytes=100-") == [206, size - 100, f"bytes 100-{size - 1}/{size}"]
    assert part("bytes=-10") == [206, 10, f"bytes {size - 10}-{size - 1}/{size}"]
    assert part(f"bytes={size - 5}-{size + 5}") == [206, 5, f"bytes {size - 5}-{size - 1}/{size}"]
    assert part(f"bytes={size}-") == [416, 0, f"bytes */{size}"]
    return True


def test_what_breaks_off_or_is_stopped_leaves_nothing_half_and_can_be_saved_again(
    own: OwnShow, visiting_own: Callable[[], Listener]
) -> None:
    listener = visiting_own().open()
    own.connection.hold_behind(200_000)
    button(listener).click()
    expect(button(listener)).to_have_text(re.compile(r"^[1-9]\d\s%, stop$"))
    expect(note(listener)).to_have_text(re.compile(r"^Saving, \d+\s%. Keep this page open.$"))
    own.connection.cut()
    expect(note(listener)).to_have_text("The connection broke off. Nothing is saved yet.")
    expect(button(listener)).to_have_text("Save")
    assert sounds_in(listener.page) == []
    own.connection.hold_behind(200_000)
    button(listener).click()
    expect(button(listener)).to_have_text(re.compile("stop$"))
    button(listener).click()
    expect(button(listener)).to_have_text("Save")
    expect(note(listener)).to_be_empty()
    own.connection.hold_behind(math.inf)
    saved(listener)
    assert len(sounds_in(listener.page)) == 1
    assert listener.page.evaluate("window.moved") == []
    listener.visit.wrong.clear()


def test_saving_goes_on_from_page_to_page_while_another_session_plays(
    own: OwnShow, visiting_own: Callable[[], Listener]
) -> None:
    listener = visiting_own().open(2).play()
    listener.page.get_by_role("link", name="All sessions").first.click()
    listener.page.locator(".rows a").first.click()
    listener.ready()
    own.connection.hold_behind(200_000)
    button(listener).click()
    listener.page.get_by_role("link", name="All sessions").first.click()
    expect(row(listener)).to_have_text(LENGTH)
    own.connection.hold_behind(math.inf)
    expect(row(listener)).to_have_text(f"{LENGTH}, saved")
    listener.hear()
    assert listener.visit.wrong == []


def test_two_windows_that_save_at_once_do_each_other_no_harm(listening: Callable[[], Listener]) -> None:
    listeners = [listening().open(number) for number in (1, 2)]
    for each in listeners:
        button(each).click()
    for each in listeners:
        expect(button(each)).to_have_text("Saved ✓")
    page = listeners[0].visit.open()
    expect(page.locator(".rows").get_by_text(f"{LENGTH}, saved")).to_have_count(2)
    kept = in_caches(page)
    assert len(kept) == 3
    assert len(kept["sounds"]) == 2


def test_the_page_as_an_app_opens_without_a_connection_where_nothing_is_saved(
    own: OwnShow, visiting_own: Callable[[], Listener]
) -> None:
    listener = visiting_own()
    listener.page.add_init_script(AS_AN_APP)
    listener.visit.open()
    until(listener.page, "caches", 2)
    own.stop()
    assert listener.visit.open().title() == "Evenings in a Bag"
    expect(row(listener)).to_have_text(LENGTH)
    listener.visit.wrong.clear()


def test_what_the_browser_has_taken_away_is_not_called_saved_and_comes_again_by_itself(
    own: OwnShow, visiting_own: Callable[[], Listener]
) -> None:
    listener = saved(visiting_own().open())
    listener.page.evaluate("caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))")
    own.connection.hold_behind(0)
    listener.visit.open()
    expect(row(listener)).to_have_text(LENGTH)
    # it plays from the network meanwhile
    own.connection.hold_behind(math.inf)
    expect(row(listener)).to_have_text(f"{LENGTH}, saved")
    assert listener.visit.wrong == []


def test_what_is_saved_is_called_so_at_once_however_slow_the_connection_is(
    visiting_own: Callable[[], Listener],
) -> None:
    saved(visiting_own().open()).page.close()
    listener = visiting_own()
    listener.page.add_init_script(HELD_UP)
    listener.visit.open()
    expect(row(listener)).to_have_text(f"{LENGTH}, saved")


def test_a_session_plays_on_while_the_show_is_published_anew_and_the_next_start_is_the_new_one_alone(
    own: OwnShow, made: Callable[[str], Path], visiting_own: Callable[[], Listener]
) -> None:
    first = saved(visiting_own().open()).play()
    [before] = sounds_in(first.page)
    own.publish_anew(made("kept-later") / "dist")
    second = visiting_own()
    second.visit.open()
    expect(row(second)).to_have_text(re.compile(r"^(1 min 6 sec|0:\d\d left), saved$"))
    first.move(50).hear(50)
    assert before in sounds_in(second.page)
    for each in (first, second):
        each.page.close()
    third = visiting_own()
    third.visit.open()
    # pages of the former show go before its sounds
    until(third.page, "caches", 3)
    until(third.page, "sounds", 1)
    third.page.close()
    own.stop()
    last = visiting_own()
    assert last.visit.open().title() == "Evenings in Two Bags"
    last.page.locator(".rows a").first.click()
    last.ready().play().move(63).hear(63)
    kept = in_caches(last.page)
    assert len(kept) == 3
    assert before not in kept["sounds"]
    assert {each for name in kept for each in kept[name] if "/app-" in each} == {
        each for name in kept for each in kept[name] if "/app-01234567/" in each
    }
    last.visit.wrong.clear()


def test_what_is_removed_is_gone_and_the_last_one_takes_the_worker_along(listening: Callable[[], Listener]) -> None:
    listener = saved(listening().open()).play()
    button(listener).evaluate("(button) => button.click()")
    listener.page.get_by_role("button", name="Remove from this phone").click()
    listener.page.keyboard.press("Escape")
    expect(button(listener)).to_have_text("Save")
    until(listener.page, "workers", 0)
    until(listener.page, "caches", 0)
    # it sounds on, from the network
    listener.move(50).hear(50)
    assert listener.visit.wrong == []


def test_the_last_one_can_be_removed_while_another_comes_in_another_window(
    own: OwnShow, visiting_own: Callable[[], Listener]
) -> None:
    first = saved(visiting_own().open())
    second = visiting_own().open(2)
    own.connection.hold_behind(200_000)
    button(second).click()
    expect(button(second)).to_have_text(re.compile(r"^[1-9]\d\s%, stop$"))
    button(first).click()
    first.page.get_by_role("button", name="Remove from this phone").click()
    until(first.page, "workers", 0)
    own.connection.hold_behind(math.inf)
    comes(second)
    [kept] = sounds_in(second.page)
    assert "02-session" in kept
    until(second.page, "workers", 1)


@pytest.mark.parametrize(
    ("without", "told"),
    [
        (WITHOUT_CACHES, "This browser keeps no sessions. You can download the file."),
        (WITHOUT_ROOM, "There is no room for it on this phone."),
    ],
)
def test_a_browser_that_keeps_nothing_says_so(listening: Callable[[], Listener], without: str, told: str) -> None:
    listener = listening()
    listener.page.add_init_script(without)
    listener.open()
    button(listener).click()
    expect(note(listener)).to_have_text(told)
    expect(button(listener)).to_have_text("Save")
    until(listener.page, "caches", 0)
    until(listener.page, "workers", 0)


def test_without_a_secure_address_more_says_why_nothing_can_be_saved(own: OwnShow, visitor: Visitor) -> None:
    visit = visitor.visit(own.url.replace("127.0.0.1", INSECURE_HOST), STILL, fresh=True)
    listener = Listener(visit).open()
    expect(button(listener)).to_be_hidden()
    listener.page.get_by_role("button", name="More").click()
    expect(listener.page.get_by_text("Saving needs a secure address (https).")).to_be_visible()
    visit.end()


def test_a_visitor_who_saves_nothing_gets_no_worker_and_nothing_that_is_for_saving_is_asked_for(
    own: OwnShow, visiting_own: Callable[[], Listener]
) -> None:
    listener = visiting_own().open().play()
    listener.page.get_by_role("link", name="All sessions").first.click()
    listener.page.locator(".rows a").nth(1).click()
    listener.ready()
    assert listener.page.evaluate("navigator.serviceWorker.getRegistrations().then(({ length }) => length)") == 0
    assert in_caches(listener.page) == {}
    assert not {"/sw.js", "/offline.json"} & {*own.served.asked}


def test_a_program_that_never_comes_holds_nobody_for_ever(visiting: Callable[..., Visit]) -> None:
    # a clock is that of all windows of a browser
    visit = visiting("kept", STILL, fresh=True)
    page = visit.page
    page.clock.install()
    page.route("**/companion.js", lambda _: None)
    visit.open()
    page.locator(".rows a").first.click()
    page.wait_for_function("() => document.querySelectorAll('link[data-colours]').length === 2")
    page.clock.fast_forward(11_000)
    page.wait_for_url(f"{visit.home}{SESSION}")
