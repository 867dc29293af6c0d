import type { SearchPassage } from "../retrieval/search-text.ts";
import { type AnswerDraft, citeWhole } from "./answer-draft.ts";
import { type AnswerRequest, distinctSpeakers, sectionId, withinSections } from "./answer-request.ts";
import { linesNaming } from "./document-lines.ts";
import { isContent } from "./record-collection.ts";
import { refuse } from "./refusal.ts";

/** Passages of each intervention shown in the overview of a document: its first, and what it recommends first. */
const passagesPerIntervention = 2;

function isBlock({ block }: SearchPassage): boolean {
  return block === null;
}

function isRecommendation({ passage }: SearchPassage): boolean {
  return passage.kind === "recommendation";
}

/** One speaker's intervention, whole and in order. */
function overviewOfSpeakers(request: AnswerRequest): AnswerDraft {
  const { collection, reading, frames, filter } = request;
  const inScope = withinSections(reading.scope);
  const entries = collection.passages.filter(
    (entry) => isContent(entry) && isBlock(entry) && inScope(entry) && filter(entry),
  );
  if (entries.length === 0) return refuse(request, []);
  return {
    outcome: "answered",
    intent: "overview",
    lead: frames.overviewSpeaker({
      name: distinctSpeakers(entries).join(", "),
      total: entries.length,
      recommendations: entries.filter(isRecommendation).length,
    }),
    citations: entries.map((entry) => citeWhole(entry)),
    total: entries.length,
    complete: true,
    basis: "fields",
  };
}

function groupBySection(entries: readonly SearchPassage[]): Map<string, SearchPassage[]> {
  const groups = new Map<string, SearchPassage[]>();
  for (const entry of entries) {
    const id = sectionId(entry);
    groups.set(id, [...(groups.get(id) ?? []), entry]);
  }
  return groups;
}

/** The document's title, then for each intervention its first passage and its first recommendation. */
function overviewOfDocuments(request: AnswerRequest): AnswerDraft {
  const { collection, frames, filter } = request;
  const entries = collection.passages.filter(filter);
  const frontMatter = entries.filter(({ passage }) => passage.kind === "front-matter");
  const content = entries.filter((entry) => isContent(entry) && isBlock(entry));
  const bySection = groupBySection(content);
  const main = [...bySection.values()].flatMap((intervention) => {
    const chosen = new Set([intervention[0], intervention.find(isRecommendation)]);
    return intervention.filter((entry) => chosen.has(entry)).slice(0, passagesPerIntervention);
  });
  const titled = collection.documents.flatMap((document) =>
    linesNaming(
      frontMatter.filter((entry) => entry.document === document),
      document.title,
    ),
  );
  const cited = [...titled, ...frontMatter.filter((entry) => !titled.includes(entry)), ...main];
  if (cited.length === 0) return refuse(request, []);
  return {
    outcome: "answered",
    intent: "overview",
    lead: frames.overviewDocument({
      title: [...new Set(entries.map(({ document }) => document.title))].join("; "),
      speakers: bySection.size,
      passages: content.length,
      recommendations: content.filter(isRecommendation).length,
    }),
    citations: cited.map((entry) => citeWhole(entry)),
    basis: "fields",
  };
}

export function answerOverview(request: AnswerRequest): AnswerDraft {
  return request.reading.scope === null ? overviewOfDocuments(request) : overviewOfSpeakers(request);
}
