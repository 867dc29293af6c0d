import type { McpServer } from "@modelcontextprotocol/server";
import { withBase } from "../answer-text/permalinks.ts";
import { recordUri } from "./addresses.ts";
import { runTool, type ToolScope } from "./tool-calls.ts";
import { listRecordsInput } from "./tool-inputs.ts";
import { linkRecord, recordsOutput } from "./tool-outputs.ts";

const recordsPerPage = 100;

/** `list_records`: what can be asked about. */
export function addRecordTools(server: McpServer, scope: ToolScope): void {
  const { archive } = scope;
  server.registerTool(
    "list_records",
    {
      title: "List records",
      description: "The records of sessions that are held: title, body, date, language and who speaks in each.",
      inputSchema: listRecordsInput,
      outputSchema: recordsOutput,
      annotations: { readOnlyHint: true, idempotentHint: true, openWorldHint: false },
    },
    ({ offset = 0, limit = recordsPerPage }, context) =>
      runTool(scope, context, async (signal) => {
        const all = await archive.records(signal);
        const page = all.slice(offset, offset + limit);
        const end = offset + page.length;
        const records = page.map(({ id, title, body, sessionDate, language, speakers, passageCount }) => ({
          ...{ id, title, body, sessionDate, language, speakers, passageCount },
          url: withBase(archive.linkBase, `/d/${encodeURIComponent(id)}`),
          resource: recordUri(id),
        }));
        const lines = records.map(({ id, title, sessionDate }) => `- ${id}: ${title} (${sessionDate ?? "?"})`);
        const extent = `${page.length} of ${all.length}.`;
        return {
          content: [
            { type: "text" as const, text: [extent, ...lines].join("\n") },
            ...records.map((record) => linkRecord(record)),
          ],
          structuredContent: { records, total: all.length, nextOffset: end < all.length ? end : null },
        };
      }),
  );
}
