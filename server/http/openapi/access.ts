import { answerOf, jsonOf, type Operation } from "./operation.ts";

const setsCookie = "Set-Cookie";

const session: Operation = {
  id: "getSession",
  method: "get",
  path: "/session",
  tag: "Access",
  summary: "Ask who the server takes you for",
  description: "The name of the key, or of the person whom a proxy names, and what may be done.",
  scope: null,
  answers: { 200: answerOf("Session", "Who calls.") },
};

const signIn: Operation = {
  id: "signIn",
  method: "post",
  path: "/session",
  tag: "Access",
  summary: "Sign a browser in",
  description:
    "By a one-time link's token or by a key. The session may what its key may, for seven days, and ends with it.",
  scope: null,
  body: jsonOf("SignIn", {
    link: { summary: "What stands behind `#link=` of a one-time link", value: { link: "Wx3d0nT9" } },
    key: { summary: "A key", value: { key: "the-text-of-a-key" } },
  }),
  answers: { 204: { description: "Signed in, by a cookie.", headers: [setsCookie] } },
  problems: ["invalid-request", "unauthorized"],
};

const signOut: Operation = {
  id: "signOut",
  method: "delete",
  path: "/session",
  tag: "Access",
  summary: "Sign a browser out",
  description: "The session is over, and its cookie is taken back.",
  scope: null,
  answers: { 204: { description: "Signed out.", headers: [setsCookie] } },
};

const link: Operation = {
  id: "makeSignInLink",
  method: "post",
  path: "/api/v1/sign-in-links",
  tag: "Access",
  summary: "Make a one-time link",
  description: "It signs one browser in, once, within the hour, with what the caller's own key may.",
  scope: "admin",
  answers: { 201: answerOf("SignInLink", "The `path` goes behind the server's address.") },
};

const audit: Operation = {
  id: "getAuditLog",
  method: "get",
  path: "/api/v1/audit-log",
  tag: "Access",
  summary: "See who changed what",
  description: "Newest first. It holds ids of records, and neither texts nor names of files.",
  scope: "admin",
  parameters: [
    {
      name: "limit",
      in: "query",
      description: "Most entries; 100 without it.",
      schema: { type: "integer", minimum: 1, maximum: 1000 },
      example: 10,
    },
  ],
  answers: { 200: answerOf("AuditLog", "The entries.") },
  problems: ["unservable-value"],
};

export const accessOperations: readonly Operation[] = [session, signIn, signOut, link, audit];
