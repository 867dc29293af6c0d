import { randomUUID } from "node:crypto";
import { cutIntoPieces } from "../chat/answer-pieces.ts";
import type { AskRequest } from "../protocol.ts";
import type { CitedText } from "./cited-text.ts";
import type { ModelResponse, OutputMessage, OutputText } from "./openai-responses.ts";
import { countTokens } from "./usage.ts";

export interface CreatedResponse {
  readonly asked: AskRequest;
  readonly model: string;
  readonly cited: CitedText;
}

interface Identity {
  readonly responseId: string;
  readonly messageId: string;
  readonly createdAt: number;
}

function identify(): Identity {
  const name = () => randomUUID().replaceAll("-", "");
  return { responseId: `resp_${name()}`, messageId: `msg_${name()}`, createdAt: Math.floor(Date.now() / 1_000) };
}

/** The whole of it, as one object. */
export function describeResponse(response: CreatedResponse): ModelResponse {
  return completed(response, identify());
}

/** The same as a stream of events, numbered from 0, which ends with the whole. */
export function* streamResponse(response: CreatedResponse): Generator<string> {
  const identity = identify();
  const { messageId } = identity;
  const { text } = response.cited;
  const annotations = annotationsOf(response.cited);
  let number = 0;
  const event = (type: string, fields: object): string => {
    const data = JSON.stringify({ type, sequence_number: number, ...fields });
    number += 1;
    return `event: ${type}\ndata: ${data}\n\n`;
  };
  const place = { item_id: messageId, output_index: 0, content_index: 0 };
  const begun = describe(response, identity, { status: "in_progress", output: [], usage: null, completed_at: null });

  yield event("response.created", { response: begun });
  yield event("response.in_progress", { response: begun });
  yield event("response.output_item.added", { output_index: 0, item: messageOf(identity, "in_progress", []) });
  yield event("response.content_part.added", { ...place, part: partOf("", []) });
  for (const delta of cutIntoPieces(text)) yield event("response.output_text.delta", { ...place, delta, logprobs: [] });
  for (const [index, annotation] of annotations.entries()) {
    yield event("response.output_text.annotation.added", { ...place, annotation_index: index, annotation });
  }
  const part = partOf(text, annotations);
  yield event("response.output_text.done", { ...place, text, logprobs: [] });
  yield event("response.content_part.done", { ...place, part });
  yield event("response.output_item.done", { output_index: 0, item: messageOf(identity, "completed", [part]) });
  yield event("response.completed", { response: completed(response, identity) });
}

function completed(response: CreatedResponse, identity: Identity): ModelResponse {
  const { asked, cited } = response;
  const input = countTokens(asked.question, ...(asked.history ?? []).map(({ question }) => question));
  const output = countTokens(cited.text);
  return describe(response, identity, {
    status: "completed",
    completed_at: Math.floor(Date.now() / 1_000),
    output: [messageOf(identity, "completed", [partOf(cited.text, annotationsOf(cited))])],
    usage: {
      input_tokens: input,
      input_tokens_details: { cached_tokens: 0 },
      output_tokens: output,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: input + output,
    },
  });
}

type State = Pick<ModelResponse, "status" | "output" | "usage" | "completed_at">;

/** Nothing is stored: the fields by which a client could come back to it say so. */
function describe({ model }: CreatedResponse, { responseId, createdAt }: Identity, state: State): ModelResponse {
  return {
    id: responseId,
    object: "response",
    created_at: createdAt,
    model,
    error: null,
    incomplete_details: null,
    instructions: null,
    metadata: {},
    parallel_tool_calls: false,
    previous_response_id: null,
    store: false,
    temperature: null,
    text: { format: { type: "text" } },
    tool_choice: "none",
    tools: [],
    top_p: null,
    ...state,
  };
}

function messageOf({ messageId }: Identity, status: OutputMessage["status"], content: OutputText[]): OutputMessage {
  return { type: "message", id: messageId, status, role: "assistant", content };
}

function partOf(text: string, annotations: OutputText["annotations"]): OutputText {
  return { type: "output_text", text, annotations, logprobs: [] };
}

function annotationsOf({ annotations }: CitedText): OutputText["annotations"] {
  return annotations.map(({ annotation }) => ({ type: "url_citation", ...annotation }));
}
