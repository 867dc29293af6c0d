/** How text is laid out on one terminal. */
export interface TerminalStyle {
  readonly columns: number;
  /** Whether bold is understood. */
  readonly styled: boolean;
}

const widestColumns = 100;
const boldOn = "\u001b[1m";
const boldOff = "\u001b[22m";

export function terminalStyle(stream: NodeJS.WriteStream, environment: NodeJS.ProcessEnv): TerminalStyle {
  const styled = stream.isTTY === true && !environment.NO_COLOR && environment.TERM !== "dumb";
  return { columns: Math.min(stream.columns ?? widestColumns, widestColumns), styled };
}

/** Text from records and questions must not steer the terminal: control characters and bidirectional overrides show as �. */
export function plainText(text: string): string {
  return text.replace(/(?![\n\t])[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu, "\ufffd");
}

export interface BoldSpan {
  readonly start: number;
  readonly end: number;
}

/** Breaks text at spaces into indented lines; spans, in the text's own offsets, are set in bold where that is understood. */
export function layOut(
  text: string,
  {
    indent,
    bold,
    style,
  }: { readonly indent: string; readonly bold: readonly BoldSpan[]; readonly style: TerminalStyle },
): string {
  const lines: string[] = [];
  let line = "";
  let lineLength = 0;
  for (const match of text.matchAll(/\S+/g)) {
    const word = style.styled ? emphasize(match[0], match.index, bold) : plainText(match[0]);
    if (lineLength > 0 && indent.length + lineLength + 1 + match[0].length > style.columns) {
      lines.push(line);
      line = "";
      lineLength = 0;
    }
    line += lineLength > 0 ? ` ${word}` : word;
    lineLength += match[0].length + (lineLength > 0 ? 1 : 0);
  }
  if (line !== "") lines.push(line);
  return lines.map((each) => indent + each).join("\n");
}

/** The parts of a word that lie in a span, in bold. */
function emphasize(word: string, start: number, spans: readonly BoldSpan[]): string {
  const end = start + word.length;
  let written = "";
  let position = start;
  for (const span of spans.toSorted((left, right) => left.start - right.start)) {
    const from = Math.max(span.start, position);
    const to = Math.min(span.end, end);
    if (from >= to) continue;
    written += plainText(word.slice(position - start, from - start));
    written += `${boldOn}${plainText(word.slice(from - start, to - start))}${boldOff}`;
    position = to;
  }
  return written + plainText(word.slice(position - start));
}
