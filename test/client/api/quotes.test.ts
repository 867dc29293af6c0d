import { expect, test } from "vitest";
import { shownQuote } from "../../../client/api/quotes.ts";
import { shownQuote as shownByServer } from "../../../server/protocol.ts";

test("a quote is shown as the server shows it: without marks, be they one in another", () => {
  const quote = "El **plan [de *salud*](https://x)** rige.";
  const markup = [...quote.matchAll(/\*+|\[|\]\(.*?\)/g)].map(({ 0: mark, index }) => ({
    start: 9 + index,
    end: 9 + index + mark.length,
  }));
  const within = { start: 9 + quote.indexOf("https"), end: 9 + quote.indexOf(")") };
  const citation = { quote, start: 9, markup: [...markup, within].sort((one, other) => one.start - other.start) };
  expect(shownQuote(citation)).toBe("El plan de salud rige.");
  expect(shownQuote(citation)).toBe(shownByServer(citation));
  expect(shownQuote({ quote, start: 9 })).toBe(quote);
});
