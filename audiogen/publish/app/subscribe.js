import { say } from "./words.js";

/**
 * The feed's address to copy, and the apps that take it. Where the builder could not know under which address others
 * find the page, the one in the browser holds.
 *
 * @param {HTMLElement} main
 * @param {string} folder of the show's page
 * @param {AbortSignal} signal
 */
export function subscribe(main, folder, signal) {
  const feed = /** @type {HTMLInputElement | null} */ (main.querySelector("#feed"));
  const copy = /** @type {HTMLElement | null} */ (main.querySelector("[data-copy]"));
  if (!feed || !copy) return;
  if ("followBrowser" in feed.dataset && folder.startsWith("http")) {
    const address = new URL("feed.xml", folder).href;
    for (const link of main.querySelectorAll("[data-app-link]")) {
      link.setAttribute("href", readdressed(link.getAttribute("href") ?? "", feed.value, address));
    }
    feed.value = address;
  }
  copy.hidden = false;
  copy.addEventListener("click", async () => {
    feed.select();
    try {
      await navigator.clipboard.writeText(feed.value);
    } catch {
      // without a secure address browsers copy in the old way alone
      document.execCommand("copy");
    }
    const told = main.querySelector("[data-copied]");
    if (told) told.textContent = say("copied");
  }, { signal });
}

/**
 * A link to an app that takes a feed, with another feed: apps take its address whole and
 * encoded, or without `https://`.
 *
 * @param {string} link
 * @param {string} from
 * @param {string} to
 */
export function readdressed(link, from, to) {
  const bare = (/** @type {string} */ address) => address.replace(/^https?:\/\//, "");
  return link.replace(encodeURIComponent(from), encodeURIComponent(to)).replace(bare(from), bare(to));
}
