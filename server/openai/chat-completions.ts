import { randomUUID } from "node:crypto";
import { cutIntoPieces } from "../chat/answer-pieces.ts";
import { type AskRequest, shownQuote } from "../protocol.ts";
import type { CitedPlace, CitedText } from "./cited-text.ts";
import type { ChatAnnotation, ChatCompletion, ChatUsage } from "./openai-responses.ts";
import { countTokens } from "./usage.ts";

export interface Completion {
  readonly asked: AskRequest;
  readonly model: string;
  readonly cited: CitedText;
}

function headOf<Name extends "chat.completion" | "chat.completion.chunk">(model: string, object: Name) {
  return {
    id: `chatcmpl-${randomUUID()}`,
    object,
    created: Math.floor(Date.now() / 1_000),
    model,
    system_fingerprint: null,
    service_tier: "default",
  };
}

/** The whole of it, as one object. */
export function describeCompletion({ asked, model, cited }: Completion): ChatCompletion {
  return {
    ...headOf(model, "chat.completion"),
    choices: [
      {
        index: 0,
        message: {
          role: "assistant",
          content: cited.text,
          refusal: null,
          annotations: cited.annotations.map(annotate),
        },
        logprobs: null,
        finish_reason: "stop",
      },
    ],
    usage: usageOf(asked, cited),
  };
}

/** The same as a stream: the text in pieces, then each citation, then the end. */
export function* streamCompletion(
  { asked, model, cited }: Completion,
  options: { readonly includeUsage: boolean },
): Generator<string> {
  const head = headOf(model, "chat.completion.chunk");
  // With usage asked for, every chunk but the last tells none (OpenAI's reference, `stream_options`).
  const usage = options.includeUsage ? { usage: null } : {};
  const chunk = (delta: object, finishReason: "stop" | null = null, own: object = {}): string => {
    const choices = [{ index: 0, delta, logprobs: null, finish_reason: finishReason }];
    return `data: ${JSON.stringify({ ...head, choices, ...usage, ...own })}\n\n`;
  };
  yield chunk({ role: "assistant", content: "", refusal: null });
  for (const content of cutIntoPieces(cited.text)) yield chunk({ content });
  for (const place of cited.annotations) {
    yield chunk({ annotations: [annotate(place)] }, null, { event: sourceEvent(place) });
  }
  yield chunk({}, "stop");
  if (options.includeUsage) {
    yield `data: ${JSON.stringify({ ...head, choices: [], usage: usageOf(asked, cited) })}\n\n`;
  }
  yield "data: [DONE]\n\n";
}

function annotate({ annotation }: CitedPlace): ChatAnnotation {
  return { type: "url_citation", url_citation: annotation };
}

/** What Open WebUI shows as a source, quote included; others pass over a field that they do not know. */
function sourceEvent({ citation, annotation: { title, url } }: CitedPlace): object {
  const name = `[${citation.number}] ${title}`;
  return {
    type: "source",
    data: { source: { name, url }, document: [shownQuote(citation)], metadata: [{ source: url, name }] },
  };
}

function usageOf({ question, history = [] }: AskRequest, { text }: CitedText): ChatUsage {
  const prompt = countTokens(question, ...history.map((earlier) => earlier.question));
  const completion = countTokens(text);
  return {
    prompt_tokens: prompt,
    completion_tokens: completion,
    total_tokens: prompt + completion,
    prompt_tokens_details: { cached_tokens: 0 },
    completion_tokens_details: { reasoning_tokens: 0 },
  };
}
