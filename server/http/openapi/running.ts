import { type Answer, notModified, type Operation } from "./operation.ts";

const anObject = (description: string, properties: object): Answer => ({
  description,
  content: { "application/json": { schema: { type: "object", properties } } },
});
const text = { type: "string" } as const;

const health: Operation = {
  id: "getHealth",
  method: "get",
  path: "/healthz",
  tag: "Running",
  summary: "Is the process up?",
  description: "Answered as long as the process runs, whatever the index does.",
  scope: null,
  answers: { 200: anObject("It is up.", { status: text, instanceId: text }) },
};

const ready: Operation = {
  id: "getReadiness",
  method: "get",
  path: "/readyz",
  tag: "Running",
  summary: "Are questions answered?",
  description:
    "503 with the `progress` while the index is opened. `documents` and `setAside` are told only to who may ask.",
  scope: null,
  answers: {
    200: anObject("They are.", {
      status: text,
      documents: { type: "integer" },
      setAside: {
        type: "object",
        description: "Records that are not answered from; a hundred are named. No reason to restart.",
        required: ["count", "ids"],
        properties: { count: { type: "integer" }, ids: { type: "array", items: text } },
      },
    }),
  },
  problems: ["unavailable"],
};

const metrics: Operation = {
  id: "getMetrics",
  method: "get",
  path: "/metrics",
  tag: "Running",
  summary: "Read the metrics",
  description: "For Prometheus: counts and times, and nothing of any question or record.",
  scope: "ask",
  answers: { 200: { description: "In the text format of Prometheus.", content: { "text/plain": { schema: text } } } },
};

const description: Operation = {
  id: "getDescription",
  method: "get",
  path: "/api/v1/openapi.json",
  tag: "Running",
  summary: "Read this description",
  description: "OpenAPI 3.1, made of the schemas that requests are checked with.",
  scope: "ask",
  answers: {
    200: { ...anObject("The description.", {}), headers: ["ETag"] },
    304: notModified,
  },
};

const problem: Operation = {
  id: "getProblemType",
  method: "get",
  path: "/problems/{type}",
  tag: "Running",
  summary: "Read what a problem's type means",
  description: "The `type` of every problem document is such an address.",
  scope: null,
  parameters: [
    {
      name: "type",
      in: "path",
      description: "Last part of the type.",
      schema: { type: "string" },
      example: "stale-cursor",
    },
  ],
  answers: { 200: anObject("What it means.", { type: text, status: { type: "integer" }, title: text }) },
  problems: ["not-found"],
};

export const runningOperations: readonly Operation[] = [health, ready, metrics, description, problem];
