import { editionFor } from "./choice.js";
import { editionOf } from "./facts.js";
import { isHeard, placeIn } from "./memory.js";

/** @import { Edition, Session } from "./facts.js" */
/** @import { Record } from "./memory.js" */
/** @typedef {Edition & {kind: "begin" | "go-on" | "next" | "again", at_s: number}} Offer */

/**
 * What the large button of the show page does.
 *
 * What was left goes on, unless another session was heard to its end since. Then comes the session of the day; where
 * it was heard, or none has a day, the next that was not heard. One whose day is still to come is not offered, unless
 * none has come yet. Sounds that the show no longer has count for nothing.
 *
 * @param {Session[]} sessions in the order in which they are meant to be heard; at least one
 * @param {Record} record
 * @param {string} today where the listener is, like 2026-11-02; asked for where sessions have days
 * @returns {Offer}
 */
export function offer(sessions, record, today = "") {
  const { last, heard, places } = record;
  const finished = heard.includes(last) && !places.some(([guid]) => guid === last);
  const left = finished ? null : leftIn(sessions, record);
  if (left) return left;
  const due = sessions.filter(({ day = "" }) => day <= today);
  const todays = due.find(({ day }) => day === today);
  if (todays && !isHeard(record, todays)) return offerOf(todays, "begin", record);
  // where they come a week apart, it is the last one that is heard again until the next
  const latest = due.reduce((one, other) => ((other.day ?? "") > (one.day ?? "") ? other : one), due[0]);
  return nextIn(due.length ? due : sessions, record, todays ?? latest);
}

/**
 * The session that was left last.
 *
 * @param {Session[]} sessions
 * @param {Record} record
 * @returns {Offer | null}
 */
function leftIn(sessions, record) {
  for (const [guid] of [...record.places].reverse()) {
    const edition = editionOf(sessions, guid);
    const at_s = edition && placeIn(record, edition.track);
    if (at_s) return { ...edition, kind: "go-on", at_s };
  }
  return null;
}

/**
 * The session behind the one that was heard last, and on from the first once there are no more.
 *
 * @param {Session[]} sessions
 * @param {Record} record
 * @param {Session} [first] the one to hear again once all were heard, where it is not the first
 * @returns {Offer}
 */
function nextIn(sessions, record, first = sessions[0]) {
  const last = record.heard.findLast((guid) => editionOf(sessions, guid));
  const from = sessions.findIndex((session) => last && editionOf([session], last)) + 1;
  const next = [...sessions.slice(from), ...sessions.slice(0, from)].find((session) => !isHeard(record, session));
  return next ? offerOf(next, last ? "next" : "begin", record) : offerOf(first, "again", record);
}

/**
 * @param {Session} session goes on where it was left
 * @param {Offer["kind"]} kind where it begins
 * @param {Record} record
 * @returns {Offer}
 */
function offerOf(session, kind, record) {
  return leftIn([session], record) || { ...editionFor(session, record.choices), kind, at_s: 0 };
}
