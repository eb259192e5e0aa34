import { dayInWords, dayOf, dayOn, isLater, todays } from "./days.js";
import { all, one, write } from "./dom.js";
import { drawButton, drawRow, home, largeButton, offered, sentence } from "./show.js";
import { isolated, say } from "./words.js";

/** @import { Offer } from "./course.js" */
/** @import { Facts, Session } from "./facts.js" */
/** @import { Base } from "./main.js" */

/**
 * The page of one client: the session of the day, and the others as rows below, those to come apart.
 *
 * @param {HTMLElement} main
 * @param {Facts} facts
 * @param {Base} app
 * @param {() => Date} clock
 * @returns {() => void} takes it away
 */
export function clientView(main, { sessions }, app, clock = () => new Date()) {
  const now = () => offered(sessions, app, dayOn(clock()));
  const draw = () => {
    main.classList.add("is-known");
    const today = dayOn(clock());
    drawNext(main, sessions.length, today);
    if (!sessions.length) return;
    const offer = now();
    drawToday(main, offer, todays(sessions, app.memory.record, today), today, app);
    drawRows(main, sessions, offer.session, today, app);
  };
  const away = home(main, app, now, draw);
  // a page that is left open overnight
  document.addEventListener("visibilitychange", draw, { signal: away.signal });
  return () => away.abort();
}

/**
 * What the large button says, and what stands under it; the title stands above them.
 *
 * @param {Offer} offer
 * @param {boolean} sounds
 */
export function clientButton(offer, sounds) {
  const begun = offer.kind === "go-on" && !sounds;
  const { words, note } = largeButton(offer.kind === "next" ? { ...offer, kind: "begin" } : offer, sounds);
  const bold = begun ? "" : sentence(offer.track.length);
  return { above: "", words: sounds ? say("playing_now") : words, bold, note };
}

/**
 * When another session comes. On that day, a page that has grown old says nothing of it any more.
 *
 * @param {ParentNode} main
 * @param {number} count of the sessions that are there
 * @param {string} today
 */
export function drawNext(main, count, today) {
  for (const line of all(main, "[data-next-day]")) {
    const { nextDay = "" } = line.dataset;
    line.hidden = count > 0 && nextDay <= today;
    const day = dayInWords(nextDay);
    write(line, count ? say("next_comes", { day }) : say("first_comes", { day }));
  }
}

/**
 * @param {HTMLElement} main
 * @param {Offer} offer
 * @param {Session | null} other the session of the day; a way to it is shown where another one goes on
 * @param {string} today
 * @param {Base} app
 */
function drawToday(main, offer, other, today, app) {
  const { session } = offer;
  const of = dayOf(offer, app.memory.record, today);
  const days = {
    today: say("day_is", { day: say("today") }), "to come": say("day_is", { day: dayInWords(session.day ?? today) }),
    missed: say("whenever_you_like"), "": "",
  };
  const day = one(main, "[data-today-day]");
  day.hidden = !of;
  write(day, days[of]);
  write(one(main, "[data-today-title]"), isolated(session.title));
  drawButton(main, offer, app, clientButton(offer, app.player.wanted));
  // what is to come, or was heard, may be heard, and does not ask for it
  if (of === "to come" || offer.kind === "again") one(main, "[data-begin]").classList.add("open");
  const link = one(main, "[data-todays]");
  link.hidden = !other || other.slug === session.slug;
  if (!other) return;
  link.setAttribute("href", other.page);
  write(link, say("today_there_is", { title: other.title }));
}

/**
 * @param {HTMLElement} main
 * @param {Session[]} sessions
 * @param {Session} offered it has no row, as it stands above
 * @param {string} today
 * @param {Base} app
 */
function drawRows(main, sessions, offered, today, app) {
  const { record } = app.memory;
  const groups = { earlier: /** @type {Element[]} */ ([]), later: /** @type {Element[]} */ ([]) };
  for (const session of sessions) {
    const { day = "" } = session;
    drawRow(main, session, app, day === today ? say("today") : day > today ? dayInWords(day, "short") : "");
    const item = /** @type {HTMLElement} */ (one(main, `[data-slug="${session.slug}"]`).closest("li"));
    item.hidden = session.slug === offered.slug;
    groups[isLater(session, record, today) ? "later" : "earlier"].push(item);
  }
  for (const [name, items] of Object.entries(groups)) {
    const group = one(main, `[data-group=${name}]`);
    const list = one(group, "ol");
    if (items.some((item, at) => list.children[at] !== item)) list.append(...items);
    group.hidden = all(list, "li").every((item) => item.hidden);
  }
}
