import { frameLanguageSchema } from "../../protocol.ts";
import { answerOf, jsonOf, notModified, type Operation, reference } from "./operation.ts";

const questions = {
  fact: { summary: "A question of fact", value: { question: "How much of Haiti's GDP comes from remittances?" } },
  list: {
    summary: "A list, ten to a page, in Spanish",
    value: { question: "¿Qué recomendó Panamá?", language: "es", limit: 10, filters: { kinds: ["recommendation"] } },
  },
  conversation: {
    summary: "A question that leans on the one before",
    value: { question: "¿Y el BID?", history: [{ question: "¿Qué dijo la CSM sobre el clima?" }] },
  },
} as const;

const ask: Operation = {
  id: "ask",
  method: "post",
  path: "/api/v1/ask",
  tag: "Answers",
  summary: "Ask a question",
  description:
    "Answers from the records, or says that they do not answer and why. As JSON; as Markdown that stands by itself, with numbered quotes and links, where Accept prefers text/markdown; as the chat's events where it prefers text/event-stream.",
  scope: "ask",
  body: jsonOf("AskRequest", questions),
  answers: {
    200: {
      description: "The answer; `not-found` is one too.",
      headers: ["Content-Language"],
      content: {
        ...jsonOf("AskResponse"),
        "text/markdown": { schema: { type: "string", description: "The lead, then each citation with its link." } },
        "text/event-stream": {
          schema: {
            type: "string",
            description:
              "Server-sent events: `event` is the `type` of a ServerEvent, `id` its sequence, `data` the event as JSON. The last one is `answer-end`.",
          },
        },
      },
    },
  },
  problems: ["invalid-request", "unknown-value", "stale-cursor", "not-acceptable", "record-set-aside", "cancelled"],
};

const search: Operation = {
  id: "search",
  method: "post",
  path: "/api/v1/search",
  tag: "Answers",
  summary: "Find passages",
  description: "Ranked passages, without composing an answer and without refusal.",
  scope: "ask",
  body: jsonOf("SearchRequest", {
    words: { summary: "Five passages", value: { query: "remesas y desarrollo", limit: 5 } },
  }),
  answers: { 200: answerOf("SearchResponse", "The best passages, best first.") },
  problems: ["invalid-request", "unknown-value", "record-set-aside", "cancelled"],
};

const events = ["ClientEvent", "ServerEvent", "SessionClientEvent", "SessionEvent"] as const;

const chat: Operation = {
  id: "chat",
  method: "get",
  path: "/ws",
  tag: "Answers",
  summary: "Open the chat",
  description:
    "A WebSocket. Each text frame of the client is a ClientEvent, each of the server a ServerEvent, numbered from 1 for each request. With the sub-protocol `relator.v1` the chat outlives a cut line: SessionClientEvent, SessionEvent.",
  scope: "ask",
  parameters: [
    {
      name: "Sec-WebSocket-Protocol",
      in: "header",
      description: "`relator.v1`: the chat can be resumed. An offer without it is refused.",
      schema: { type: "string" },
    },
  ],
  answers: {
    101: {
      description: "Frames of JSON follow.",
      content: { "application/json": { schema: { anyOf: events.map(reference) } } },
    },
  },
  problems: ["not-found", "too-many-requests", "unservable-value"],
};

const examples: Operation = {
  id: "listExamples",
  method: "get",
  path: "/api/v1/examples",
  tag: "Answers",
  summary: "Find something to ask",
  description: "Questions that the records have been found to answer; five at most, none where there is no record.",
  scope: "ask",
  parameters: [
    {
      name: "language",
      in: "query",
      description: "Of the questions. Default: Accept-Language's, then es.",
      schema: { enum: frameLanguageSchema.options },
      example: "en",
    },
  ],
  answers: { 200: answerOf("ExampleList", "The questions.", ["ETag", "Content-Language"]), 304: notModified },
  problems: ["invalid-request"],
};

export const askingOperations: readonly Operation[] = [ask, search, examples, chat];
