// Reads a feed from standard input with a reader of other people's, and prints what that makes of it as JSON.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";

const [, , modules, reader] = process.argv;
const load = createRequire(`${modules}/`);
const text = readFileSync(0, "utf8");
const readers = {
  partytime: () => load("podcast-partytime").parseFeed(text, { allowMissingGuid: false }),
  feedsmith: () => load("feedsmith").parseRssFeed(text),
};
console.log(JSON.stringify(await readers[reader]()));
