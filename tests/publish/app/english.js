// Read before each file of tests: the words of the page in English, as the builder takes them from the catalogue.
import { readFileSync } from "node:fs";

import { speak } from "../../../audiogen/publish/app/words.js";

const CATALOGUE = new URL("../../../audiogen/publish/words/page.pot", import.meta.url);

const texts = {};
for (const entry of readFileSync(CATALOGUE, "utf8").split("\n\n")) {
  const field = (name) => {
    const found = entry.match(new RegExp(`^${name} ((?:"(?:[^"\\\\]|\\\\.)*"\n)+)`, "m"));
    return found && found[1].trim().split("\n").map((line) => JSON.parse(line)).join("");
  };
  const [name, one, other] = ["msgctxt", "msgid", "msgid_plural"].map(field);
  if (name) texts[name] = other ? { one, other } : one;
}
export const ENGLISH = { language: "en", direction: "ltr", digits: "en", texts };
speak(ENGLISH);
