import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { openCountryLexicon } from "../../corpus/countries.ts";
import type { Document, Language, Passage, Section } from "../../corpus/document.ts";
import { createKindClassifier } from "../../corpus/reading/kinds.ts";
import type { EvaluationQuestion } from "./questions.ts";

/** A record in the form of the training data (`embeddings/training/WRITING.md`), with the questions written under it. */
export interface WrittenRecord {
  readonly document: Document;
  readonly questions: readonly EvaluationQuestion[];
  readonly descriptions: readonly SpeakerDescription[];
}

/** How a question calls one speaker of the record, as its writer marked it. */
export interface SpeakerDescription {
  readonly text: string;
  readonly language: EvaluationQuestion["language"];
  /** Numbers of the sections that hold what answers. */
  readonly sections: readonly number[];
}

interface Line {
  readonly speaker: string;
  readonly text: string;
}

const marks = /\[[stkdx] ([^\][]*)\]/gu;
const countries = openCountryLexicon();

/** "Marta Ibáñez (Ministerio de Pesca), Viceministra", "Autoridad Portuaria (AP), Gerencia". */
function speakerOf(label: string): Pick<Section, "speaker" | "organization" | "role" | "isPerson"> {
  const [, name = label, body, role] = /^(.*?)(?:\s*\(([^)]*)\))?(?:,\s*(.*))?$/u.exec(label) ?? [];
  const isAcronym = body !== undefined && /^[\p{Lu}\p{N}.-]{2,12}$/u.test(body);
  if (body !== undefined && !isAcronym) {
    return { speaker: name, organization: body, role: role ?? null, isPerson: true };
  }
  return { speaker: isAcronym ? `${name} (${body})` : name, organization: body ?? name, role: role ?? null };
}

function parse(text: string): {
  meta: Map<string, string>;
  passages: Line[];
  asked: { line: string; passage: number }[];
} {
  const meta = new Map<string, string>();
  const passages: Line[] = [];
  const asked: { line: string; passage: number }[] = [];
  let speaker = "";
  for (const line of text
    .normalize("NFC")
    .split("\n")
    .map((each) => each.trim())) {
    const field = /^#\s*(\w+):\s*(.+)/u.exec(line);
    const passage = /^\d+\)\s+(.+)/u.exec(line);
    if (field !== null) meta.set(field[1] ?? "", field[2] ?? "");
    else if (line.startsWith("@")) speaker = line.slice(1).trim();
    else if (passage !== null) passages.push({ speaker, text: passage[1] ?? "" });
    else if (/^[?!=]/u.test(line)) asked.push({ line, passage: passages.length - 1 });
  }
  return { meta, passages, asked };
}

function documentOf(id: string, meta: ReadonlyMap<string, string>, lines: readonly Line[]): Document {
  const language = (meta.get("language") ?? "es") as Language;
  const title = meta.get("title") ?? id;
  const classifier = createKindClassifier(language, countries);
  let source = `${title}\n\n`;
  const base = { topic: null, honorific: null, affiliation: null, country: null };
  const passageAt = (number: number, paragraph: number, text: string, kind: Passage["kind"]): Passage => {
    const start = source.length;
    source += `${text}\n\n`;
    return {
      id: `${id}/p${paragraph}`,
      parentId: null,
      item: null,
      paragraph,
      kind,
      section: number,
      start,
      end: start + text.length,
      text,
      context: "",
    };
  };
  const front: Passage = {
    id: `${id}/p1`,
    parentId: null,
    item: null,
    paragraph: 1,
    kind: "front-matter",
    section: 0,
    start: 0,
    end: title.length,
    text: title,
    context: "",
  };
  const sections: Section[] = [
    { ...base, number: 0, speaker: null, role: null, organization: null, passages: [front] },
  ];
  let paragraph = 2;
  for (const [position, line] of lines.entries()) {
    if (position === 0 || lines[position - 1]?.speaker !== line.speaker) {
      const number = sections.length;
      sections.push({
        ...base,
        ...speakerOf(line.speaker),
        number,
        passages: [passageAt(number, paragraph++, line.speaker, "heading")],
      });
    }
    const section = sections.at(-1);
    if (section === undefined) continue;
    const kind = classifier.isRecommendation(line.text) ? "recommendation" : "key-point";
    const passages = [...section.passages, passageAt(section.number, paragraph++, line.text, kind)];
    sections[sections.length - 1] = { ...section, passages };
  }
  const revision = `sha256:${createHash("sha256").update(source).digest("hex")}`;
  return {
    id,
    title,
    body: null,
    sessionDate: meta.get("date") ?? null,
    documentDate: null,
    language,
    symbol: null,
    revision,
    source,
    sections,
    exclusions: [],
    reading: "",
    translations: [],
  };
}

const types: Readonly<Record<string, EvaluationQuestion["type"]>> = {
  who: "who",
  when: "when",
  where: "where",
  whatis: "definition",
  keyword: "keyword",
  list: "list",
  count: "count",
  compare: "compare",
};

function questionsOf(
  id: string,
  document: Document,
  lines: readonly Line[],
  asked: ReturnType<typeof parse>["asked"],
): EvaluationQuestion[] {
  const unique = (text: string, passage: string): string => (document.source.split(text).length === 2 ? text : passage);
  return asked.flatMap(({ line, passage }, position): EvaluationQuestion[] => {
    const [head = "", question = "", told = ""] = line
      .slice(1)
      .split("|")
      .map((part) => part.trim());
    const [asking = "", type = ""] = head.split(/\s+/u);
    if (asking !== "es" && asking !== "en") return [];
    const base = {
      id: `${id}-${position}`,
      document: id,
      language: asking,
      question: question.replace(marks, "$1"),
    } as const;
    const own = lines[passage]?.text ?? "";
    if (line.startsWith("!")) return [{ ...base, type: "unanswerable-close", evidence: [] }];
    if (line.startsWith("?")) return [{ ...base, type: types[type] ?? "fact", evidence: [unique(told, own)] }];
    const numbers = told.split(/[ ,]+/u).map(Number);
    const evidence = [...new Set(numbers)].flatMap((number) => lines[number - 1]?.text ?? []);
    return [{ ...base, type: types[type] ?? "list", evidence }];
  });
}

const markedSpeaker = /\[s ([^\][]*)\]/gu;

/** Of the questions that call one speaker; those that compare several do not tell which answer is whose. */
function descriptionsOf(
  document: Document,
  lines: readonly Line[],
  asked: ReturnType<typeof parse>["asked"],
): SpeakerDescription[] {
  const sectionOf = (number: number): number | undefined =>
    document.sections.find(({ passages }) => passages.some(({ text }) => text === lines[number]?.text))?.number;
  return asked.flatMap(({ line, passage }): SpeakerDescription[] => {
    const marked = [...line.matchAll(markedSpeaker)].map(([, text = ""]) => text);
    const [head = "", , told = ""] = line.split("|");
    const [text] = marked;
    const language = /\b(?:es|en)\b/u.exec(head)?.[0];
    if (text === undefined || marked.length > 1 || line.startsWith("!")) return [];
    if (language !== "es" && language !== "en") return [];
    const numbers = line.startsWith("=")
      ? told
          .trim()
          .split(/[ ,]+/u)
          .map((each) => Number(each) - 1)
      : [passage];
    const sections = [...new Set(numbers.flatMap((number) => sectionOf(number) ?? []))];
    return sections.length === 0 ? [] : [{ text, language, sections }];
  });
}

/** Reads a folder of written records, in the order of their names. */
export async function readWrittenRecords(folder: string, prefix = ""): Promise<WrittenRecord[]> {
  const names = (await readdir(folder, { recursive: true })).filter(
    (name) => name.endsWith(".txt") && (name.split("/").at(-1) ?? "").startsWith(prefix),
  );
  const records: WrittenRecord[] = [];
  for (const name of names.sort()) {
    const id = (name.split("/").at(-1) ?? name).replace(/\.txt$/u, "");
    const { meta, passages, asked } = parse(await readFile(join(folder, name), "utf8"));
    const document = documentOf(id, meta, passages);
    records.push({
      document,
      questions: questionsOf(id, document, passages, asked),
      descriptions: descriptionsOf(document, passages, asked),
    });
  }
  return records;
}
