import type { Operation } from "./operation.ts";
import { problemDocument } from "./problem-answers.ts";

const id = { type: ["string", "integer"] } as const;
const version = { const: "2.0" } as const;

const message = {
  type: "object",
  description: "A request, or a notification where there is no `id` (JSON-RPC 2.0).",
  required: ["jsonrpc", "method"],
  properties: { jsonrpc: version, id, method: { type: "string" }, params: { type: "object" } },
} as const;

const refusal = {
  type: "object",
  description: "What the protocol itself refuses: another version, a message that is none, an Accept that lacks one.",
  required: ["jsonrpc", "error"],
  properties: {
    jsonrpc: version,
    id: { type: ["string", "integer", "null"] },
    error: {
      type: "object",
      required: ["code", "message"],
      properties: { code: { type: "integer" }, message: { type: "string" } },
    },
  },
} as const;

const mcp: Operation = {
  id: "callTool",
  method: "post",
  path: "/mcp",
  tag: "Other protocols",
  summary: "Speak the Model Context Protocol",
  description:
    "The streamable HTTP of MCP, for agents: the tools `ask`, `search`, `fetch`, `list_records`, `list_recommendations` and `compare_positions`, records and passages as resources. Its messages are those of its own specification (modelcontextprotocol.io), from 2024-10-07 to 2026-07-28. It holds no session: GET and DELETE are a 405. A message spends an allowance of reading; each call of a tool that asks or searches spends that of its kind and waits for its turn, and is refused in its own result.",
  scope: "ask",
  parameters: [
    {
      name: "Accept",
      in: "header",
      description: "Must hold both, as the protocol demands.",
      required: true,
      schema: { type: "string" },
      example: "application/json, text/event-stream",
    },
  ],
  body: {
    "application/json": {
      schema: { oneOf: [message, { type: "array", items: message, maxItems: 10 }] },
      examples: {
        tools: { summary: "Which tools there are", value: { jsonrpc: "2.0", id: 1, method: "tools/list" } },
        ask: {
          summary: "Ask, with the tool of this name",
          value: {
            jsonrpc: "2.0",
            id: 2,
            method: "tools/call",
            params: { name: "ask", arguments: { question: "How much of Haiti's GDP comes from remittances?" } },
          },
        },
      },
    },
  },
  answers: {
    200: {
      description: "The response, or the error, of JSON-RPC.",
      content: {
        "text/event-stream": {
          schema: { type: "string", description: "`data` of the event `message` is the response." },
        },
        "application/json": { schema: { type: "object" } },
      },
    },
    202: { description: "A notification was taken." },
  },
  problems: ["not-acceptable"],
  refusals: { ...problemDocument, "application/json": { schema: refusal } },
};

export const agentOperations: readonly Operation[] = [mcp];
