import { expect } from "vitest";
import type { Document } from "../../../../corpus/document.ts";
import type { AskResponse, Citation } from "../../../../server/protocol.ts";

function expectVerbatim(citation: Citation, documents: readonly Document[]): void {
  const document = documents.find(({ id }) => id === citation.documentId);
  expect(document?.revision).toBe(citation.revision);
  expect(document?.source.slice(citation.start, citation.end)).toBe(citation.quote);
  const spans = [...(citation.highlight === null ? [] : [citation.highlight]), ...citation.highlights];
  for (const { start, end } of spans) {
    expect(start).toBeGreaterThanOrEqual(citation.start);
    expect(end).toBeLessThanOrEqual(citation.end);
    expect(end).toBeGreaterThan(start);
  }
}

/** No passage twice, and no item together with its block. */
function expectDisjoint(citations: readonly Citation[]): void {
  const cited = citations.map(({ passageId }) => passageId);
  expect(new Set(cited).size).toBe(cited.length);
  for (const { parentId } of citations) if (parentId !== null) expect(cited).not.toContain(parentId);
}

/** What holds of every answer, whatever was asked. */
export function expectSound(response: AskResponse, documents: readonly Document[]): void {
  const { citations, borderline, nearest = [] } = response;
  for (const citation of [...citations, ...borderline, ...nearest]) expectVerbatim(citation, documents);
  expectDisjoint(citations);
  expect(citations.map(({ number }) => number)).toEqual(citations.map((_, position) => position + 1));
  const doubtful = new Set(borderline.map(({ passageId }) => passageId));
  for (const { passageId } of citations) expect(doubtful).not.toContain(passageId);
  expect(response.answer.trim()).not.toBe("");
  if (response.complete === true) expect(["fields", "mention"]).toContain(response.basis);
  if (response.outcome === "answered") {
    expect(citations.length).toBeGreaterThan(0);
    expect(response.reason).toBeUndefined();
    expect(response.nearest).toBeUndefined();
  } else {
    expect(citations).toEqual([]);
    expect(response.reason).toBeDefined();
    expect(response.nearest).toBeDefined();
  }
}
