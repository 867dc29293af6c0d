import { protocolVersion } from "../../protocol.ts";
import { addingOperations } from "./adding.ts";
import { askingOperations } from "./asking.ts";
import { browsingOperations } from "./browsing.ts";
import { collectionOperations } from "./collections.ts";
import { correctionOperations } from "./corrections.ts";
import { feedbackOperations } from "./feedback.ts";
import { headerReferences, headers } from "./headers.ts";
import type { Answer, Operation, Parameter, Scope } from "./operation.ts";
import { problemAnswers } from "./problem-answers.ts";
import { recordOperations } from "./records.ts";
import { runningOperations } from "./running.ts";
import { describeSchemas } from "./schemas.ts";
import { tags } from "./tags.ts";

export const operations: readonly Operation[] = [
  ...askingOperations,
  ...recordOperations,
  ...browsingOperations,
  ...addingOperations,
  ...correctionOperations,
  ...collectionOperations,
  ...feedbackOperations,
  ...runningOperations,
];

const about = `Answers questions about session records with verbatim excerpts, cited to their place.

**Quotes.** For every citation \`source.slice(start, end) === quote\`, half-open, in UTF-16 code units of the text that \`GET /api/v1/documents/{id}/text\` serves.

**Compatibility.** Within version 1 fields, values of enumerations, addresses and types of problems are added; none is renamed or removed. Take unknown fields and values as they come.

**Errors** are problem documents (RFC 9457) that say what to do; each \`type\` is an address of this server that explains it.

**Pages.** \`limit\` is the page size of every kind of answer; \`nextCursor\` leads to the next page.

**Keys.** Asking is open on the machine itself. Adding, correcting, removing and administration need a key (\`Authorization: Bearer\`), and beyond the machine so does everything but health.

**Permalinks and twins.** A citation's \`link\` opens for a person; \`/d/{name}.json\` and \`/d/{name}.txt\` are the same for a program.

**Chat.** The WebSocket \`/ws\` takes \`ClientEvent\` and sends \`ServerEvent\`: \`answer-start\`, \`answer-part\`…, \`citation\`…, then \`answer-end\` with the whole \`AskResponse\`, or \`request-error\`. \`POST /api/v1/ask\` streams the same events with \`Accept: text/event-stream\`.`;

/** Without `servers`: by which address it is reached, a request tells. */
export function describeInterface(): object {
  return {
    openapi: "3.1.0",
    info: {
      title: "Relator",
      version: `${protocolVersion}.0.0`,
      summary: "Ask the record: answers with verbatim, cited excerpts.",
      description: about,
      license: { name: "MIT", identifier: "MIT" },
    },
    tags: Object.entries(tags).map(([name, description]) => ({ name, description })),
    paths: describePaths(),
    components: {
      schemas: describeSchemas(),
      headers,
      securitySchemes: {
        key: {
          type: "http",
          scheme: "bearer",
          description:
            "A key of this server, with the scopes ask, add or admin. The first one lies in DATA_DIR/admin.key.",
        },
      },
    },
  };
}

function describePaths(): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const operation of operations) {
    paths[operation.path] = { ...paths[operation.path], [operation.method]: describeOperation(operation) };
  }
  return paths;
}

function describeOperation(operation: Operation): object {
  const { id, tag, summary, description, scope, parameters = [], body, bodyIsOptional, answers } = operation;
  const answered = Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer, scope)]);
  return {
    operationId: id,
    tags: [tag],
    summary,
    description:
      scope === "add" || scope === "admin" ? `${description} Needs a key with the scope ${scope}.` : description,
    security: securityOf(scope),
    parameters: parameters.map(describeParameter),
    ...(body && { requestBody: { required: bodyIsOptional !== true, content: body } }),
    responses: { ...Object.fromEntries(answered), ...problemAnswers(operation) },
  };
}

/** An empty requirement: on the machine itself no key is needed. */
function securityOf(scope: Scope): readonly object[] {
  if (scope === null) return [];
  return scope === "ask" ? [{}, { key: [] }] : [{ key: [] }];
}

function describeParameter({ required, ...parameter }: Parameter): object {
  return { ...parameter, required: required ?? parameter.in === "path" };
}

function describeAnswer({ description, content, headers: own = [] }: Answer, scope: Scope): object {
  const allowance = scope === null ? [] : ["RateLimit", "RateLimit-Policy"];
  return {
    description,
    headers: headerReferences(["X-Request-Id", ...allowance, ...own]),
    ...(content && { content }),
  };
}
