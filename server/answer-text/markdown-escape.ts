/** Characters that open or close markup within a line, and that a backslash makes plain (CommonMark 0.31, section 2.4). */
const markup = new Set("\\`*_<>#|~&$");

/** At the beginning of a line these open a list, a heading's underline or a rule. */
const lineOpeners = new Set("-+=");

/**
 * Text in which nothing is markup: what others wrote is shown as they wrote it, and never becomes a heading, a link, an
 * image or HTML of ours. Lines stay lines; spaces at their ends, which Markdown gives a meaning, go.
 */
export function escapeMarkdown(text: string): string {
  const lines = text.replaceAll("\r\n", "\n").replaceAll("\r", "\n").split("\n");
  return lines.map(escapeLine).join("\n");
}

function escapeLine(line: string): string {
  const escaped = line.trim().split(" ").map(escapeWord).join(" ");
  let digits = 0;
  while (isDigit(escaped[digits])) digits += 1;
  const opener = escaped[digits] ?? "";
  if (digits > 0 && (opener === "." || opener === ")")) {
    return `${escaped.slice(0, digits)}\\${escaped.slice(digits)}`;
  }
  return lineOpeners.has(escaped[0] ?? "") ? `\\${escaped}` : escaped;
}

function isDigit(character: string | undefined): boolean {
  return character !== undefined && character >= "0" && character <= "9";
}

/**
 * Many readers make a link of every bare address, escaped or not: code is what none of them looks into
 * (GFM 0.29, section 6.9, and remark-gfm, which searches the text after escapes are gone).
 */
function escapeWord(word: string): string {
  const isAddress = word.includes("://") || word.includes("@") || word.toLowerCase().includes("www.");
  return isAddress ? codeSpan(word) : [...word].map(escapeCharacter).join("");
}

function escapeCharacter(character: string, position: number, word: readonly string[]): string {
  if (markup.has(character)) return `\\${character}`;
  // A bracket that ends a link's text. "\]" would be read as mathematics by many chat programs.
  if (character === "]" && opensTarget(word[position + 1])) return "&#93;";
  return character;
}

function opensTarget(next: string | undefined): boolean {
  return next === "(" || next === "[" || next === ":";
}

/** Text as code: between more backticks than it holds in a row. */
export function codeSpan(text: string): string {
  let longest = 0;
  let row = 0;
  for (const character of text) {
    row = character === "`" ? row + 1 : 0;
    longest = Math.max(longest, row);
  }
  const fence = "`".repeat(longest + 1);
  const padding = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return `${fence}${padding}${text}${padding}${fence}`;
}

/** Every line of escaped text as a quotation. */
export function quoteLines(escaped: string): string {
  return escaped
    .split("\n")
    .map((line) => (line === "" ? ">" : `> ${line}`))
    .join("\n");
}
