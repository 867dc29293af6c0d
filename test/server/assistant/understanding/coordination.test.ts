import { expect, it } from "vitest";
import { tokenize } from "../../../../server/assistant/language/terms.ts";
import { isFunctionWordAnywhere } from "../../../../server/assistant/language/wordings.ts";
import { coordinatesOf } from "../../../../server/assistant/understanding/coordination.ts";

it.each([
  ["asylum or the refugee status", ["asylum", "refugee status"]],
  ["ports, ferries and pilots", ["ports", "ferries", "pilots"]],
  ["pesca e industria", ["pesca", "industria"]],
  ["minas u hornos", ["minas", "hornos"]],
  ["ports ou bateaux", ["ports", "bateaux"]],
  ["the price of fuel", ["price fuel"]],
])("things named one after another are told apart: %s", (text, expected) => {
  const tokens = tokenize(text);
  const content = tokens.filter(({ folded }) => !isFunctionWordAnywhere(folded));
  const parts = coordinatesOf(content, { text, tokens }).map((part) => part.map(({ folded }) => folded).join(" "));
  expect(parts).toEqual(expected);
});
