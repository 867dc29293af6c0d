import { ConnectionError } from "./errors.ts";

/** The data of each server-sent event of a response, parsed. @throws ConnectionError when the stream breaks off. */
export async function* readServerEvents(response: Response): AsyncGenerator<unknown> {
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
  if (reader === undefined) return;
  let rest = "";
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return;
      const events = (rest + value).split("\n\n");
      rest = events.pop() ?? "";
      for (const event of events) {
        const data = event.split("\n").flatMap((line) => (line.startsWith("data: ") ? [line.slice(6)] : []));
        if (data.length > 0) yield JSON.parse(data.join("\n"));
      }
    }
  } catch (cause) {
    throw new ConnectionError("The stream of events broke off.", { cause });
  } finally {
    // Whoever stops reading lets the server know.
    await reader.cancel().catch(() => {});
  }
}
