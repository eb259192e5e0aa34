import { editionFor } from "./choice.js";
import { editionOf } from "./facts.js";
import { isHeard, placeIn } from "./memory.js";

/** @import { Edition, Session } from "./facts.js" */
/** @import { Record } from "./memory.js" */
/** @typedef {Edition & {kind: "begin" | "go-on" | "next" | "again", at_s: number}} Offer */

/**
 * What the large button of the show page does.
 *
 * What was left goes on, unless another session was heard to its end since; then the next follows that was not heard.
 * Sounds that the show no longer has count for nothing.
 *
 * @param {Session[]} sessions in the order in which they are meant to be heard; at least one
 * @param {Record} record
 * @returns {Offer}
 */
export function offer(sessions, record) {
  const { last, heard, places } = record;
  const finished = heard.includes(last) && !places.some(([guid]) => guid === last);
  return (!finished && leftIn(sessions, record)) || nextIn(sessions, record);
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
 * @returns {Offer}
 */
function nextIn(sessions, record) {
  const last = record.heard.findLast((guid) => editionOf(sessions, guid));
  const from = sessions.findIndex((session) => last && editionOf([session], last)) + 1;
  const next = [...sessions.slice(from), ...sessions.slice(0, from)].find((session) => !isHeard(record, session));
  const left = next && leftIn([next], record);
  const kind = next ? (last ? "next" : "begin") : "again";
  return left || { ...editionFor(next ?? sessions[0], record.choices), kind, at_s: 0 };
}
