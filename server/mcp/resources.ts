import { type McpServer, ProtocolError, ProtocolErrorCode, ResourceTemplate } from "@modelcontextprotocol/server";
import { NotFoundError } from "../request-errors.ts";
import { passageTemplate, recordTemplate, recordUri } from "./addresses.ts";
import { findPassage } from "./passages.ts";
import { refusalOf, type ToolScope, tellProblem, withinTime } from "./tool-calls.ts";

const plainText = "text/plain";

/** Records as resources, listed; passages by their template. */
export function addResources(server: McpServer, scope: ToolScope): void {
  const { archive } = scope;
  server.registerResource(
    "record",
    new ResourceTemplate(recordTemplate, {
      list: ({ mcpReq }) =>
        tell(scope, mcpReq.signal, async (signal) => ({
          resources: (await archive.records(signal)).map(({ id, title, body, sessionDate }) => ({
            uri: recordUri(id),
            name: id,
            title,
            description: [body, sessionDate].filter((part) => part !== null).join(", "),
            mimeType: plainText,
          })),
        })),
      complete: {
        id: async (begun) => {
          const records = await tell(scope, null, (signal) => archive.records(signal));
          return records.map(({ id }) => id).filter((id) => id.startsWith(begun));
        },
      },
    }),
    { title: "A record's source text", mimeType: plainText },
    (uri, { id }, { mcpReq }) =>
      tell(scope, mcpReq.signal, async (signal) => textOf(uri, await archive.source(readVariable(id), signal))),
  );
  server.registerResource(
    "passage",
    new ResourceTemplate(passageTemplate, { list: undefined }),
    { title: "A passage, verbatim", mimeType: plainText },
    (uri, { id, place }, { mcpReq }) =>
      tell(scope, mcpReq.signal, async (signal) => {
        const record = await archive.record(readVariable(id), signal);
        const passageId = `${record.id}/${readVariable(place)}`;
        const found = findPassage(record, passageId);
        if (found === null) throw new NotFoundError("passage", passageId);
        return textOf(uri, found.passage.text);
      }),
  );
}

function textOf(uri: URL, text: string) {
  return { contents: [{ uri: uri.href, mimeType: plainText, text }] };
}

function readVariable(value: string | readonly string[] | undefined): string {
  const text = typeof value === "string" ? value : (value?.[0] ?? "");
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A resource that cannot be read is an error of the protocol, told in the same words as everywhere. */
async function tell<Result>(
  scope: ToolScope,
  takenBack: AbortSignal | null,
  work: (signal: AbortSignal) => Promise<Result>,
): Promise<Result> {
  try {
    return await withinTime(scope.timeoutMs, takenBack, work);
  } catch (error) {
    const problem = refusalOf(error, scope, takenBack);
    const code = problem.status >= 500 ? ProtocolErrorCode.InternalError : ProtocolErrorCode.InvalidParams;
    throw new ProtocolError(code, tellProblem(problem));
  }
}
