import { answerOf, documentId, jsonOf, type Operation } from "./operation.ts";

const path = "/api/v1/documents/{id}/corrections";

const list: Operation = {
  id: "listCorrections",
  method: "get",
  path,
  tag: "Corrections",
  summary: "List the corrections of a record",
  description: "What people have said of its reading, oldest first, and whether it reads so.",
  scope: "ask",
  parameters: [documentId],
  answers: { 200: answerOf("CorrectionList", "The corrections.") },
  problems: ["not-found", "record-set-aside"],
};

const correct: Operation = {
  id: "correctDocument",
  method: "post",
  path,
  tag: "Corrections",
  summary: "Correct a record's reading",
  description: "All that are sent hold, or none.",
  scope: "add",
  parameters: [documentId],
  body: jsonOf("CorrectionsRequest", {
    title: { summary: "Another title", value: { corrections: [{ type: "metadata", title: "Session on ports" }] } },
  }),
  answers: { 200: answerOf("CorrectionsReport", "The record as it reads now.") },
  problems: [
    "not-found",
    "record-set-aside",
    "invalid-request",
    "unfitting-correction",
    "unreadable-record",
    "no-room",
  ],
};

const undoAll: Operation = {
  id: "undoCorrections",
  method: "delete",
  path,
  tag: "Corrections",
  summary: "Undo all corrections of a record",
  description: "The record reads as it did at first.",
  scope: "add",
  parameters: [documentId],
  answers: { 200: answerOf("CorrectionsReport", "The record as it reads now.") },
  problems: ["not-found", "record-set-aside", "unreadable-record", "no-room"],
};

const undoOne: Operation = {
  ...undoAll,
  id: "undoCorrection",
  path: `${path}/{correctionId}`,
  summary: "Undo one correction",
  description: "The others hold on.",
  parameters: [
    documentId,
    {
      name: "correctionId",
      in: "path",
      description: "Id of a correction, as the list gives it.",
      schema: { type: "string" },
    },
  ],
};

export const correctionOperations: readonly Operation[] = [list, correct, undoAll, undoOne];
