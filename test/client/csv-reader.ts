/** Reads RFC 4180 text with a header into one object a row, independently of the code that writes it. */
export function parseCsv(text: string): readonly Readonly<Record<string, string>>[] {
  const lines: string[][] = [[]];
  let field = "";
  let quoted = false;
  for (let index = text.startsWith("\uFEFF") ? 1 : 0; index < text.length; index++) {
    const character = text[index];
    if (quoted) {
      if (character !== '"') field += character;
      else if (text[index + 1] === '"') {
        field += '"';
        index++;
      } else quoted = false;
    } else if (character === '"' && field === "") quoted = true;
    else if (character === ",") {
      lines.at(-1)?.push(field);
      field = "";
    } else if (character === "\r" && text[index + 1] === "\n") {
      lines.at(-1)?.push(field);
      field = "";
      lines.push([]);
      index++;
    } else field += character;
  }
  const [header = [], ...rows] = lines.filter((line) => line.length > 0);
  return rows.map((row) => Object.fromEntries(header.map((name, column) => [name, row[column] ?? ""])));
}
