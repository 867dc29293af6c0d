import * as z from "zod";
import type { ProblemMessages } from "./problem-messages.ts";
import type { FrameLanguage, Problem } from "./protocol.ts";
import type { CorrectionIssue, RequestIssue } from "./request-errors.ts";

/** Fields whose only rule of form is that something is asked, which the locales of zod would tell as a pattern. */
const questionFields: ReadonlySet<unknown> = new Set(["question", "query"]);

/** One request can be wrong in thousands of places; so many are named, each in so many characters. */
const namedErrors = 20;
const namedCharacters = 200;

const shorten = (text: string): string =>
  text.length <= namedCharacters ? text : `${text.slice(0, namedCharacters)}…`;

/** Where a request is wrong, and how, in the reader's language. */
export function describeIssues(
  issues: readonly RequestIssue[],
  messages: ProblemMessages,
  language: FrameLanguage,
): Problem["errors"] {
  const described = issues.slice(0, namedErrors).flatMap((issue) => {
    if (issue.code !== "unrecognized_keys") {
      return [{ path: shorten(writePath(issue.path)), message: shorten(describeIssue(issue, messages, language)) }];
    }
    return issue.keys.slice(0, namedErrors).map((key) => {
      const message = shorten(describeIssue({ ...issue, keys: [shorten(key)] }, messages, language));
      return { path: shorten(writePath([...issue.path, key])), message };
    });
  });
  return described.slice(0, namedErrors);
}

/** Which corrections are not of the record's text, and why. */
export function describeUnfitting(issues: readonly CorrectionIssue[], messages: ProblemMessages): Problem["errors"] {
  return issues.slice(0, namedErrors).map(({ path, flaw }) => ({ path, message: messages.unfitting[flaw] }));
}

function describeIssue(issue: RequestIssue, messages: ProblemMessages, language: FrameLanguage): string {
  if (issue.code === "invalid_format" && questionFields.has(issue.path.at(-1))) return messages.blank;
  if (issue.code === "invalid_union" && issue.path.at(-1) === "type") {
    // Of the body itself it is a chat event's; deeper, one of a correction's.
    return issue.path.length === 1 ? messages.unknownEventType : messages.unknownType;
  }
  const localized = z.locales[language]().localeError(issue as z.core.$ZodRawIssue);
  return (typeof localized === "string" ? localized : localized?.message) ?? messages.invalid;
}

/** `filters.kinds[0]`; empty for the body itself. */
function writePath(path: readonly PropertyKey[]): string {
  return path.reduce<string>((written, key) => {
    if (typeof key === "number") return `${written}[${key}]`;
    return written === "" ? String(key) : `${written}.${String(key)}`;
  }, "");
}
