import { isHeard } from "./memory.js";
import { digits } from "./words.js";

/** @import { Offer } from "./course.js" */
/** @import { Session } from "./facts.js" */
/** @import { Record } from "./memory.js" */

/** @param {Date} date the day of it where the listener is, like 2026-11-02 */
export function dayOn(date) {
  const parts = [date.getFullYear(), date.getMonth() + 1, date.getDate()];
  return parts.map((part, at) => String(part).padStart(at ? 2 : 4, "0")).join("-");
}

/**
 * A day with the day of the week, and without the year.
 *
 * @param {string} day like 2026-11-02
 * @param {"long" | "short"} names
 */
export function dayInWords(day, names = "long") {
  const form = { weekday: names, day: /** @type {const} */ ("numeric"), month: names, timeZone: "UTC" };
  return new Intl.DateTimeFormat(digits(), form).format(new Date(day));
}

/**
 * The session of the day, for as long as it was not heard: that of the date, or the first where no session has a day.
 *
 * @param {Session[]} sessions in their order
 * @param {Record} record
 * @param {string} today
 */
export function todays(sessions, record, today) {
  return sessions.find((session) => !isHeard(record, session) && (session.day ?? today) === today) ?? null;
}

/**
 * Whether a session is still to come: by its day, of which all that was not heard is; or, without days, by that alone.
 *
 * @param {Session} session
 * @param {Record} record
 * @param {string} today
 */
export function isLater(session, record, today) {
  const { day = today } = session;
  return day > today || (day === today && !isHeard(record, session));
}

/**
 * Of which day an offer is: what was missed may come whenever somebody likes, what was begun needs no day.
 *
 * @param {Offer} offer
 * @param {Record} record
 * @param {string} today
 * @returns {"today" | "to come" | "missed" | ""}
 */
export function dayOf({ kind, session }, record, today) {
  const { day } = session;
  if (day ? day === today : !isHeard(record, session)) return "today";
  if (!day || kind === "go-on" || kind === "again") return "";
  return day > today ? "to come" : "missed";
}
