import { McpServer } from "@modelcontextprotocol/server";
import { readPackageVersion } from "../process/package-directory.ts";
import { addAnswerTools } from "./answer-tools.ts";
import { addRecordTools } from "./record-tools.ts";
import { addResearchTools } from "./research-tools.ts";
import { addResources } from "./resources.ts";
import type { ToolScope } from "./tool-calls.ts";

const instructions =
  "Relator answers questions about what was said and recommended in recorded sessions, from the records alone, and " +
  "proves every answer with verbatim quotes. Use `ask` for questions, `list_recommendations` and `compare_positions` " +
  "for these, `search` and `fetch` to read on. Quote word for word, name the speaker, give the link. An outcome of " +
  "`not-found` means that the records are silent: say so, and never present `nearest` passages as an answer. A list " +
  "is complete only where `complete` is true.";

const version = readPackageVersion(import.meta.url);

/** One client's view of Relator. It is made anew for every request over HTTP, so that it holds nothing between them. */
export function createRelatorMcp(scope: ToolScope): McpServer {
  const server = new McpServer(
    { name: "relator", title: "Relator: ask the record", version },
    { instructions, maxToolInputElements: mostInputElements },
  );
  addAnswerTools(server, scope);
  addResearchTools(server, scope);
  addRecordTools(server, scope);
  addResources(server, scope);
  return server;
}

/** Of all lists of names together. */
const mostInputElements = 1_000;
