import { answerOf, jsonOf, noContent, type Operation } from "./operation.ts";

const keep: Operation = {
  id: "keepFeedback",
  method: "post",
  path: "/api/v1/feedback",
  tag: "Feedback",
  summary: "Keep an opinion on an answer",
  description: "Only with the reader's consent: it becomes a case that Relator is evaluated with.",
  scope: "ask",
  body: jsonOf("FeedbackRequest", {
    useful: {
      summary: "A useful answer",
      value: {
        question: "Who spoke?",
        language: "en",
        verdict: "useful",
        consent: true,
        passageIds: ["resumen-sesion-tematica-cam-2023-05-09/p3"],
      },
    },
  }),
  answers: { 201: answerOf("FeedbackReceipt", "Kept. Whoever holds the token may delete it.", ["Location"]) },
  problems: ["invalid-request", "unservable-value", "no-room"],
};

const remove: Operation = {
  id: "deleteFeedback",
  method: "delete",
  path: "/api/v1/feedback/{id}",
  tag: "Feedback",
  summary: "Delete an opinion",
  description: "By the deletion token that was received when it was kept: in the header, or in a body of JSON.",
  scope: "ask",
  parameters: [
    { name: "id", in: "path", description: "Id of the opinion.", schema: { type: "string" } },
    {
      name: "Deletion-Token",
      in: "header",
      description: "Received when the opinion was kept.",
      schema: { type: "string" },
    },
  ],
  body: jsonOf("FeedbackDeletion"),
  bodyIsOptional: true,
  answers: { 204: noContent("Deleted.") },
  problems: ["not-found", "invalid-request", "malformed-request", "no-room"],
};

export const feedbackOperations: readonly Operation[] = [keep, remove];
