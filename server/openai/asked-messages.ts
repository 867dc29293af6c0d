import { checkShape } from "../http/json-body.ts";
import { type AskRequest, askRequestSchema, limits } from "../protocol.ts";
import { UnservableValueError } from "../request-errors.ts";
import type { MessageContent } from "./openai-requests.ts";

interface Message {
  readonly role?: string | undefined;
  readonly content?: MessageContent;
}

/**
 * The last thing that the user said is the question, what the user said before it the history. Other roles are passed
 * over: instructions to a model change nothing in what the records say.
 * @param field Where the messages stand in the request, for what is told of them.
 */
export function askedBy(messages: readonly Message[], field: string, own: Partial<AskRequest> = {}): AskRequest {
  const said = messages.filter(({ role }) => role === "user").map(({ content }) => textOf(content, field));
  const question = said.at(-1) ?? "";
  if (question.trim() === "") throw new UnservableValueError(field, "no-user-message");
  const history = said
    .slice(0, -1)
    .filter((text) => text.trim() !== "" && text.length <= limits.questionCharacters)
    .slice(-limits.historyQuestions)
    .map((text) => ({ question: text }));
  return checkShape({ ...own, question, history }, askRequestSchema);
}

/** Texts of a message; pictures, sound and files cannot be asked about. */
function textOf(content: MessageContent, field: string): string {
  if (typeof content === "string") return content;
  return (content ?? [])
    .map(({ text }) => {
      if (typeof text !== "string") throw new UnservableValueError(field, "not-text");
      return text;
    })
    .join("\n");
}
