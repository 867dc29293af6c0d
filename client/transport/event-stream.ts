export interface StreamedEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Takes server-sent events out of pieces of text as they arrive. (An EventSource cannot say in which language
 * problems are wanted, nor be told a status.) Ids and waits of the format are not used here.
 * @see https://html.spec.whatwg.org/multipage/server-sent-events.html
 */
export function createEventReader(): (piece: string) => readonly StreamedEvent[] {
  let rest = "";
  let type = "message";
  let data: string[] = [];
  return (piece) => {
    const lines = (rest + piece).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? "";
    const events: StreamedEvent[] = [];
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
