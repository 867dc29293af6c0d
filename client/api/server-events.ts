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
 * Takes server-sent events out of pieces of text as they arrive: an event is told once the empty line behind it is there.
 * Ids and waits of the format are not used here. (An EventSource sends no headers, and tells no status.)
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventReader(): (piece: string) => readonly ServerSentEvent[] {
  let rest = "";
  let endsInReturn = false;
  let type = "";
  let data: string[] = [];

  const takeLines = (piece: string): readonly string[] => {
    // A carriage return ended its line already: a line feed that begins the next piece belongs to it.
    const text = endsInReturn && piece.startsWith("\n") ? piece.slice(1) : piece;
    if (piece !== "") endsInReturn = piece.endsWith("\r");
    const lines = (rest + text).split(/\r\n|\n|\r/);
    rest = lines.pop() ?? "";
    return lines;
  };

  return (piece) => {
    const events: ServerSentEvent[] = [];
    for (const line of takeLines(piece)) {
      if (line === "") {
        if (data.length > 0) events.push({ type: type || "message", data: data.join("\n") });
        type = "";
        data = [];
        continue;
      }
      // Of a comment the field is empty.
      const [, field, value = ""] = /^([^:]*)(?:: ?(.*))?$/s.exec(line) ?? [];
      if (field === "data") data.push(value);
      if (field === "event") type = value;
    }
    return events;
  };
}
