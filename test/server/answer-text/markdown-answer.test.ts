import fc from "fast-check";
import type { Blockquote, Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { describe, expect, test } from "vitest";
import { composeMarkdown } from "../../../server/answer-text/markdown-answer.ts";
import type { AskResponse, Citation } from "../../../server/protocol.ts";
import { nothingUnderstood } from "../../fakes/fixture-answers.ts";

const revision = `sha256:${"a".repeat(64)}`;

function cite(over: Partial<Citation> = {}): Citation {
  return {
    number: 1,
    documentId: "ports-2024",
    documentTitle: "Ports and tariffs",
    body: null,
    sessionDate: "2024-03-05",
    documentDate: null,
    revision,
    passageId: "ports-2024/p12",
    parentId: null,
    item: null,
    paragraph: 12,
    kind: "key-point",
    section: 1,
    topic: null,
    speaker: "Ana Ruiz",
    honorific: "Ms.",
    role: null,
    organization: "Harbour Authority",
    country: null,
    language: "en",
    quote: "The harbour was dredged in 2019.",
    start: 100,
    end: 132,
    highlight: null,
    highlights: [],
    translation: null,
    score: null,
    ...over,
  };
}

function answered(over: Partial<AskResponse> = {}): AskResponse {
  return {
    outcome: "answered",
    language: "en",
    intent: "fact",
    answer: "“dredged in 2019” — Ana Ruiz (Harbour Authority), ¶12 [1].",
    citations: [cite()],
    borderline: [],
    silent: [],
    understood: nothingUnderstood,
    timing: { totalMs: 1 },
    ...over,
  };
}

const baseUrl = "https://records.example/relator/";
const compose = (over: Partial<AskResponse>, language: "es" | "en" = "en") =>
  composeMarkdown(answered(over), { baseUrl, language });

describe("an answer as Markdown", () => {
  test("stands by itself: the lead, the whole quote, who, the session, and a link below the base", () => {
    expect(compose({})).toBe(
      `“dredged in 2019” — Ana Ruiz (Harbour Authority), ¶12 [1].

**[1] Ms. Ana Ruiz (Harbour Authority)** · Ports and tariffs · March 5, 2024 · [¶12](https://records.example/relator/d/ports-2024@${revision}#p12)

> The harbour was dredged in 2019.
`,
    );
  });

  test("links an item of a paragraph at its own place", () => {
    expect(compose({ citations: [cite({ item: 3 })] })).toContain(
      `[¶12 (3)](https://records.example/relator/d/ports-2024@${revision}#p12.3)`,
    );
  });

  test("counts a list, says whether it is complete, and how to get the rest", () => {
    const list = { intent: "list", total: 9, complete: false, nextCursor: "abc_d" } as const;
    expect(compose(list)).toContain("1 to 1 of 9. The list may lack some.");
    expect(compose(list)).toContain("ask the same with this cursor: `abc_d`");
    expect(compose({ ...list, complete: true }, "es")).toContain("1 a 1 de 9. La lista está completa.");
  });

  test("says why nothing was found, and labels the nearest as not answering", () => {
    const silent = {
      outcome: "not-found",
      reason: "no-evidence",
      citations: [],
      nearest: [cite()],
      answer: "The record is silent.",
    } as const;
    const text = compose({ ...silent, citations: [], nearest: [cite()] });
    expect(text.indexOf("**Not found: the record does not answer this.**")).toBe(0);
    expect(text).toMatch(/\*\*The nearest passages, which do not answer the question:\*\*\n\n\*\*\[1\] Ms\. Ana/u);
    expect(compose({ ...silent, citations: [], nearest: [cite()] }, "es")).toContain("que no responden a la pregunta");
  });

  test("leaves a greeting without a reason", () => {
    const text = compose({
      outcome: "not-found",
      reason: "not-a-question",
      citations: [],
      nearest: [],
      answer: "Hello.",
    });
    expect(text).toBe("Hello.\n");
  });

  test("shows a translation below its original, marked as one", () => {
    const translation = { language: "es", text: "El puerto se dragó en 2019.", official: false };
    expect(compose({ citations: [cite({ translation })] }, "es")).toContain(
      "> The harbour was dredged in 2019.\n\nTraducción no oficial (es): El puerto se dragó en 2019.",
    );
  });

  test("names who was asked about and is silent", () => {
    expect(compose({ silent: [{ speaker: null, organization: "Port_Union" }] })).toContain(
      "silent in the records: Port\\_Union.",
    );
  });
});

/** Every node of a tree, with the nodes below it. */
function nodesOf(node: Nodes): Nodes[] {
  return "children" in node ? [node, ...node.children.flatMap(nodesOf)] : [node];
}

const textOf = (node: Nodes): string =>
  nodesOf(node)
    .map((each) => ("value" in each ? each.value : ""))
    .join("");

const harmless = new Set(["root", "paragraph", "text", "strong", "blockquote", "link", "inlineCode"]);
const spaced = (text: string): string => text.replace(/\s+/gu, " ").trim();

const hostile = fc.oneof(
  fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 40 }),
  fc
    .array(
      fc.constantFrom(
        ..."# |- |+ |* |1. |2) |> |```|~~~|`|``|![a](http://x.y)|[a](b)|[a]: http://x.y|[1]|][|](|<b>|<http://x.y>|&lt;|&#91;|\\|\\[|**|__|$|$$|=|===|---|    |\n|\n\n|www.evil.example|a@b.cd|http://evil.example/`x`|word"
          .split("|")
          .concat("|"),
      ),
      { minLength: 1, maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

describe("what a record says", () => {
  test("never becomes markup, whatever it holds, and reads as it is written", () => {
    fc.assert(
      fc.property(hostile, hostile, (quote, name) => {
        const text = compose({ answer: name, citations: [cite({ quote, documentTitle: name, speaker: name })] });
        const tree = fromMarkdown(text);
        const nodes = nodesOf(tree);
        expect(nodes.filter(({ type }) => !harmless.has(type))).toEqual([]);
        expect(nodes.filter(({ type }) => type === "link")).toHaveLength(1);
        const quoted = tree.children.filter((node): node is Blockquote => node.type === "blockquote");
        expect(
          spaced(
            quoted
              .flatMap(({ children }) => children)
              .map((child) => textOf(child))
              .join("\n"),
          ),
        ).toBe(spaced(quote));
      }),
      { numRuns: 150, seed: 11 },
    );
  });

  test("never becomes a link by being an address", () => {
    const text = compose({
      citations: [cite({ quote: "See https://evil.example/a_b or www.evil.example, ask me@evil.example." })],
    });
    expect(text).toContain("> See `https://evil.example/a_b` or `www.evil.example,` ask `me@evil.example.`");
  });
});
