import { ConnectionError } from "./errors.ts";
import { createEventReader } from "./event-reader.ts";

/** The data of each server-sent event of a response, parsed. @throws ConnectionError when the stream breaks off. */
export async function* readServerEvents(response: Response): AsyncGenerator<unknown> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  const readEvents = createEventReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      for (const { data } of readEvents(value)) yield JSON.parse(data);
    }
  } catch (cause) {
    throw new ConnectionError("The stream of events broke off.", { cause });
  } finally {
    // Whoever stops reading lets the server know.
    await reader.cancel().catch(() => {});
  }
}
