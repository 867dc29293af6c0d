import type { McpServer } from "@modelcontextprotocol/server";
import { titlePassage } from "../answer-text/passage-title.ts";
import { withBase } from "../answer-text/permalinks.ts";
import type { DocumentDetail } from "../document-protocol.ts";
import { NotFoundError } from "../request-errors.ts";
import { pageUrl, splitPassageId } from "./addresses.ts";
import type { Archive } from "./archive.ts";
import { findPassage } from "./passages.ts";
import { runTool, type ToolScope } from "./tool-calls.ts";
import { fetchInput, searchInput, toFilters } from "./tool-inputs.ts";
import { fetchOutput, searchOutput } from "./tool-outputs.ts";

const readsOnly = { readOnlyHint: true, idempotentHint: true, openWorldHint: false };

/**
 * `search` and `fetch`, with the names and shapes that research clients look for. Those read one text content that
 * holds the same JSON as the structured content, so there are no resource links beside it.
 */
export function addResearchTools(server: McpServer, scope: ToolScope): void {
  const { archive } = scope;
  server.registerTool(
    "search",
    {
      title: "Search passages",
      description:
        "Passages of the records ranked by how well they fit, each verbatim and whole, without an answer or a refusal. " +
        "For a question use `ask`.",
      inputSchema: searchInput,
      outputSchema: searchOutput,
      annotations: readsOnly,
    },
    ({ query, limit, ...narrowing }, context) =>
      runTool(scope, context, async (signal) => {
        const request = { query, ...(limit !== undefined && { limit }), ...toFilters(narrowing) };
        const { results } = await archive.search(request, signal);
        return asJson({
          results: results.map((citation) => ({
            id: citation.passageId,
            title: titlePassage(citation),
            url: pageUrl(citation, archive.linkBase),
            text: citation.quote,
          })),
        });
      }),
  );
  server.registerTool(
    "fetch",
    {
      title: "Fetch a passage or a record",
      description:
        "The whole text of a passage, with who said it, where, and the passages around it; or the text of a whole " +
        "record, a long one in parts.",
      inputSchema: fetchInput,
      outputSchema: fetchOutput,
      annotations: readsOnly,
    },
    ({ id, offset = 0 }, context) =>
      runTool(scope, context, async (signal) => {
        const place = splitPassageId(id);
        if (place === null) return asJson(await fetchRecord(archive, { id, offset, signal }));
        return asJson(await fetchPassage(archive, await archive.record(place.documentId, signal), id));
      }),
  );
}

/** Above it a record comes in parts: what an agent reads at once is limited. */
const charactersPerPart = 100_000;

async function fetchRecord(
  archive: Archive,
  { id, offset, signal }: { readonly id: string; readonly offset: number; readonly signal: AbortSignal },
) {
  const [record, source] = [await archive.record(id, signal), await archive.source(id, signal)];
  const { title, body, sessionDate, documentDate, language, revision, speakers, passageCount } = record;
  const end = endOfPart(source, offset);
  return {
    id,
    title,
    text: source.slice(offset, end),
    url: withBase(archive.linkBase, `/d/${encodeURIComponent(id)}`),
    metadata: {
      ...{ body, sessionDate, documentDate, language, revision, speakers, passageCount },
      offset,
      totalCharacters: source.length,
      nextOffset: end < source.length ? end : null,
    },
  };
}

/** A part ends at the end of a line where it can, and never within a character. */
function endOfPart(source: string, offset: number): number {
  const furthest = offset + charactersPerPart;
  if (furthest >= source.length) return source.length;
  const line = source.lastIndexOf("\n", furthest - 1) + 1;
  if (line > offset) return line;
  const isLowSurrogate = (source.charCodeAt(furthest) & 0xfc00) === 0xdc00;
  return isLowSurrogate ? furthest - 1 : furthest;
}

async function fetchPassage(archive: Archive, record: DocumentDetail, id: string) {
  const found = findPassage(record, id);
  if (found === null) throw new NotFoundError("passage", id);
  const { section, passage, before, after } = found;
  const { text, start, end, paragraph, kind, translations } = passage;
  const { topic, speaker, role, organization, country } = section;
  const { revision, sessionDate, language } = record;
  const told = { ...section, ...passage, revision, documentId: record.id, documentTitle: record.title };
  return {
    id,
    title: titlePassage(told),
    text,
    url: pageUrl(told, archive.linkBase),
    metadata: {
      ...{ record: record.id, revision, sessionDate, paragraph, kind, topic },
      ...{ speaker, role, organization, country, language, start, end },
      translations,
      before: before?.id ?? null,
      after: after?.id ?? null,
    },
  };
}

function asJson<Content extends object>(structuredContent: Content) {
  return { content: [{ type: "text" as const, text: JSON.stringify(structuredContent) }], structuredContent };
}
