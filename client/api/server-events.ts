import { ConnectionError } from "./errors.ts";

export interface ServerSentEvent {
  /** `message` where the server names none. */
  readonly type: string;
  readonly data: string;
}

/** The server-sent events of a response as they come. @throws ConnectionError when the stream breaks off. */
export async function* readServerEvents(response: Response): AsyncGenerator<ServerSentEvent> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  const read = createEventReader();
  try {
    for (;;) {
      const { done, value } = await reader.read().catch((cause: unknown) => {
        throw new ConnectionError("The stream of events broke off.", { cause });
      });
      if (done) return;
      yield* read(value);
    }
  } finally {
    // Whoever stops reading lets the server know.
    await reader.cancel().catch(() => {});
  }
}

/**
 * Takes server-sent events out of pieces of text as they arrive. (An EventSource can neither send headers nor tell a
 * status.) Ids and waits of the format are not used here.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventReader(): (piece: string) => readonly ServerSentEvent[] {
  let rest = "";
  let type = "message";
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    const events: ServerSentEvent[] = [];
    for (const line of lines) {
      if (line === "") {
        if (data.length > 0) events.push({ type, data: data.join("\n") });
        type = "message";
        data = [];
        continue;
      }
      const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === "data") data.push(value);
      if (field === "event") type = value;
    }
    return events;
  };
}
