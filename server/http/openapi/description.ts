import { pageRequestHeader } from "../../access/access-messages.ts";
import { isLimited } from "../../load/load-middleware.ts";
import { protocolVersion } from "../../protocol.ts";
import { accessOperations } from "./access.ts";
import { addingOperations } from "./adding.ts";
import { agentOperations } from "./agents.ts";
import { askingOperations } from "./asking.ts";
import { browsingOperations } from "./browsing.ts";
import { collectionOperations } from "./collections.ts";
import { correctionOperations } from "./corrections.ts";
import { feedbackOperations } from "./feedback.ts";
import { headerReferences, headers } from "./headers.ts";
import { openaiOperations } from "./openai.ts";
import type { Answer, Operation, Parameter, RequiredScope } from "./operation.ts";
import { permalinkOperations } from "./permalinks.ts";
import { problemAnswers } from "./problem-answers.ts";
import { recordOperations } from "./records.ts";
import { runningOperations } from "./running.ts";
import { describeSchemas } from "./schemas.ts";
import { tags } from "./tags.ts";

export const operations: readonly Operation[] = [
  ...askingOperations,
  ...recordOperations,
  ...permalinkOperations,
  ...browsingOperations,
  ...addingOperations,
  ...correctionOperations,
  ...collectionOperations,
  ...feedbackOperations,
  ...accessOperations,
  ...agentOperations,
  ...openaiOperations,
  ...runningOperations,
];

const about = `Answers questions about session records with verbatim excerpts, cited to their place.

**Quotes.** For every citation \`source.slice(start, end) === quote\`, half-open, in UTF-16 code units of the text that \`GET /api/v1/documents/{id}/text\` serves.

**Compatibility.** Within version 1 fields, values of enumerations, addresses and types of problems are added; none is renamed or removed. Take unknown fields and values as they come.

**Errors** are problem documents (RFC 9457) that say what to do; each \`type\` is an address of this server that explains it.

**Pages.** \`limit\` is the page size of every kind of answer; \`nextCursor\` leads to the next page.

**Keys.** Asking and reading are open on the machine itself. What changes anything needs a key (\`Authorization: Bearer\`) with the scope \`add\` or \`admin\`, there too. Beyond the machine all needs one with \`ask\`, but for health, what a problem means, and signing in. Without a key it is a 401, with one that may not a 403. No scope includes another.

**Load.** Each caller has an allowance (\`RateLimit\`; 429 beyond), and the server takes on a bound amount of work: beyond it 503 \`overloaded\`, at once. \`Retry-After\` says when to come again.

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
        session: {
          type: "apiKey",
          in: "cookie",
          name: "relator-session",
          description: `A browser that has signed in (\`POST /session\`), with the scopes of its key; over TLS the name begins with \`__Secure-\`. It changes something only from the server's own page, which sends the header \`${pageRequestHeader}\`.`,
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
  const answered = Object.entries(answers).map(([status, answer]) => [status, describeAnswer(answer, operation.path)]);
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

/** An empty requirement: on the machine itself no key is needed. What stands in the lists are the scopes. */
function securityOf(scope: RequiredScope): readonly object[] {
  if (scope === null) return [];
  const either = [{ key: [scope] }, { session: [scope] }];
  return scope === "ask" ? [{}, ...either] : either;
}

function describeParameter({ required, ...parameter }: Parameter): object {
  return { ...parameter, required: required ?? parameter.in === "path" };
}

function describeAnswer({ description, content, headers: own = [] }: Answer, path: string): object {
  const allowance = isLimited(path) ? ["RateLimit", "RateLimit-Policy"] : [];
  return {
    description,
    headers: headerReferences(["X-Request-Id", ...allowance, ...own]),
    ...(content && { content }),
  };
}
