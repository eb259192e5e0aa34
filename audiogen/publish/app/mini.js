import { one, write } from "./dom.js";
import { isolated, say } from "./words.js";

/** @import { Player } from "./player.js" */
/** @import { Facts } from "./facts.js" */

/**
 * The small player at the lower edge of the window, wherever the keys of what is loaded are out of sight.
 *
 * @param {Player} player
 * @returns {(facts: Facts) => void} looks at the page that is shown now
 */
export function mini(player) {
  const edge = one(document, ".edge");
  const [small, button, link, title] = ["", "-play", "-link", "-title"].map((part) => one(edge, `[data-mini${part}]`));
  let inView = false;
  /** @type {Facts | null} */
  let facts = null;
  const draw = () => {
    const { edition, wanted } = player;
    const own = facts?.page === "session" && facts.sessions[0].slug === edition?.session.slug;
    small.hidden = !isMidway(player) || (own && inView);
    // beside the keys of another session it takes the place of the page's foot, and nothing runs beneath it
    edge.classList.toggle("is-foot", inView);
    small.classList.toggle("is-on", wanted);
    if (!edition) return;
    const values = { title: edition.session.title };
    write(title, isolated(values.title));
    button.setAttribute("aria-label", say(wanted ? "pause_title" : "play_title", values));
    link.setAttribute("href", edition.session.page);
  };
  const observer = new IntersectionObserver((entries) => {
    inView = entries[entries.length - 1].isIntersecting;
    draw();
  }, { threshold: 0.5 });
  // with large text it takes two lines; what has the focus comes into sight above it, and a page's foot beside it
  const { style } = document.documentElement;
  const help = () => one(edge, "[data-help]");
  const sizes = new ResizeObserver(() => {
    style.setProperty("--edge", `${edge.offsetHeight}px`);
    style.setProperty("--help", `${help().offsetWidth}px`);
  });
  sizes.observe(edge);
  button.addEventListener("click", () => player.toggle());
  player.addEventListener("change", draw);
  return (shown) => {
    facts = shown;
    sizes.observe(help());
    observer.disconnect();
    const keys = document.querySelector("main [data-play]");
    inView = keys !== null;
    if (keys) observer.observe(keys);
    draw();
  };
}

/** @param {Player} player */
export function isMidway({ edition, state }) {
  return edition !== null && state !== "idle" && state !== "ended";
}
