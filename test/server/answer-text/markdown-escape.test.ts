import { expect, test } from "vitest";
import { codeSpan } from "../../../server/answer-text/markdown-escape.ts";

test.each([
  ["words", "`words`"],
  ["a `b` c", "``a `b` c``"],
  ["`` and ```", "```` `` and ``` ````"],
])("code stands between more backticks than it holds in a row: %s", (text, expected) => {
  expect(codeSpan(text)).toBe(expected);
});

test("code of backticks alone is as long as three times its length, however long it is", () => {
  const text = "`".repeat(200_000);
  expect(codeSpan(text)).toHaveLength(3 * text.length + 4);
});
