import fc from "fast-check";

/** What a generated record should be read as. */
export interface GeneratedSpeaker {
  readonly country: string;
  readonly paragraphs: readonly string[];
}

export interface GeneratedRecord {
  readonly source: string;
  readonly speakers: readonly GeneratedSpeaker[];
}

const COUNTRIES = ["Chile", "Peru", "Jamaica", "Saint Lucia", "Trinidad and Tobago", "Costa Rica"] as const;

const word = fc.constantFrom(
  "water",
  "school",
  "ports",
  "budget",
  "region",
  "training",
  "network",
  "energy",
  "harvest",
  "river",
);

const sentence = fc
  .tuple(fc.array(word, { minLength: 6, maxLength: 14 }), fc.nat({ max: 900 }))
  .map(([words, number]) => `The ${words.join(" ")} reached ${number} per cent.`);

const paragraph = fc.array(sentence, { minLength: 1, maxLength: 4 }).map((sentences) => sentences.join(" "));

const speaker: fc.Arbitrary<GeneratedSpeaker> = fc.record({
  country: fc.constantFrom(...COUNTRIES),
  paragraphs: fc.array(paragraph, { minLength: 1, maxLength: 4 }),
});

interface Layout {
  readonly heading: (country: string) => string;
  readonly mark: string;
  readonly columns: number | null;
  readonly newline: string;
}

const layout: fc.Arbitrary<Layout> = fc.record({
  heading: fc.constantFrom<Layout["heading"]>(
    (country) => `Statement by the Delegation of ${country}`,
    (country) => `The Delegation of ${country}:`,
    (country) => `STATEMENT BY THE DELEGATION OF ${country.toUpperCase()}`,
    (country) => `Delegation of ${country}`,
  ),
  mark: fc.constantFrom("", "- ", "· ", "• "),
  columns: fc.constantFrom(null, 60, 76),
  newline: fc.constantFrom("\n", "\r\n"),
});

/** Session records with known speakers and paragraphs, in the layouts that secretariats use. */
export const generatedRecord: fc.Arbitrary<GeneratedRecord> = fc
  .tuple(fc.array(speaker, { minLength: 2, maxLength: 5 }), layout)
  .map(([speakers, form]) => ({ speakers, source: render(speakers, form) }));

/** The text of generated records alone. */
export const recordText: fc.Arbitrary<string> = generatedRecord.map(({ source }) => source);

function render(speakers: readonly GeneratedSpeaker[], form: Layout): string {
  const parts = ["SUMMARY OF THE MEETING OF THE COMMITTEE ON WATER", "Kingston, 6 October 2021"];
  for (const { country, paragraphs } of speakers) {
    parts.push(form.heading(country));
    for (const text of paragraphs) parts.push(wrap(`${form.mark}${text}`, form));
  }
  parts.push("Washington, D.C., 25 October 2021");
  return parts.join(form.newline + form.newline) + form.newline;
}

function wrap(text: string, { columns, newline, mark }: Layout): string {
  if (columns === null) return text;
  const lines: string[] = [];
  let line = "";
  for (const part of text.split(" ")) {
    if (line !== "" && line.length + 1 + part.length > columns) {
      lines.push(line);
      line = " ".repeat(mark.length) + part;
    } else line = line === "" ? part : `${line} ${part}`;
  }
  return [...lines, line].join(newline);
}

/** Text full of what marks, headings, rules and page furniture are made of. */
export const markedText: fc.Arbitrary<string> = fc
  .array(
    fc.constantFrom(
      "\n",
      "\n\n",
      "\r\n",
      "\f",
      " ",
      "\t",
      "- ",
      "· ",
      "1. ",
      "(a) ",
      "# ",
      "> ",
      "**",
      "_",
      "---",
      "- 2 -",
      "| a | b |",
      "7",
      "net-",
      "Chile",
      "The Chair:",
      "fin.",
      "[x](y)",
      "<b>",
      "`",
      "<!--",
      "-->",
      "\\",
      "A&B",
      "1) x; 2) y",
      "Recomendaciones:",
      "\u00a0",
      "\u200b",
    ),
    { maxLength: 40 },
  )
  .map((parts) => parts.join(""));
