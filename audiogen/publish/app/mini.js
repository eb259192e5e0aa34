import { one, write } from "./dom.js";
import { say } from "./words.js";

/** @typedef {import("./player.js").Player} Player */
/** @typedef {import("./facts.js").Facts} Facts */

/**
 * The lower edge of the window: the small player, wherever the keys of what is loaded are out of sight, and Help now,
 * wherever the page's own is.
 *
 * @param {Player} player
 * @returns {(facts: Facts) => void} looks at the page that is shown now
 */
export function mini(player) {
  const edge = one(document, ".edge");
  const [small, button, link, title] = ["", "-play", "-link", "-title"].map((part) => one(edge, `[data-mini${part}]`));
  const inView = new Set();
  /** @type {Facts | null} */
  let facts = null;
  const draw = () => {
    const { edition, wanted } = player;
    const isHere = edition && facts?.page === "session" && facts.sessions[0].slug === edition.session.slug;
    small.hidden = !isMidway(player) || Boolean(isHere && [...inView].some((each) => each.matches("[data-play]")));
    const help = one(edge, "[data-help]");
    help.hidden = !help.hasAttribute("href") || [...inView].some((each) => each.matches("[data-help]"));
    small.classList.toggle("is-on", wanted);
    if (!edition) return;
    const values = { title: edition.session.title };
    write(title, values.title);
    button.setAttribute("aria-label", say(wanted ? "pauseTitle" : "playTitle", values));
    link.setAttribute("href", edition.session.page);
  };
  const observer = new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) inView[isIntersecting ? "add" : "delete"](target);
    draw();
  }, { threshold: 0.5 });
  button.addEventListener("click", () => player.toggle());
  player.addEventListener("change", draw);
  return (shown) => {
    facts = shown;
    observer.disconnect();
    inView.clear();
    for (const each of document.querySelectorAll("main [data-play], main [data-help]")) observer.observe(each);
    draw();
  };
}

/** @param {Player} player */
export function isMidway({ edition, state }) {
  return edition !== null && state !== "idle" && state !== "ended";
}
