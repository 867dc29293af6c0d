import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isBodyText } from "./block-features.ts";
import { isDeed } from "./deeds.ts";
import { isLabel, isOrdinal } from "./labels.ts";
import { readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { bareSpeaker, leadingInitials, readPresent } from "./present.ts";
import { AGENDA_ITEM, isProceeding } from "./proceedings.ts";
import type { Speaker } from "./speaker.ts";
import { isNameByForm, nameKey, readKnown } from "./speakers-by-form.ts";
import { PARTICLE, REPORTS_NOW } from "./verb-forms.ts";

/** What openings are read with. */
export interface Reading {
  readonly blocks: readonly TextBlock[];
  readonly countries: CountryLexicon;
  /** Who is meant by initials, as the list of those present tells them. */
  readonly initials: ReadonlyMap<string, string>;
  /** Labels of turns behind which the speaker stands in brackets, as `labelKey` gives them. */
  readonly labels: ReadonlySet<string>;
}

const LONGEST_NAME = 90;
/** "Chile: 34 %" is a line of a list. */
export const SHORTEST_STATEMENT = 20;

/** Of names with a time on a line of their own; as `makeOpening` gives it. */
const TIMED_SHAPE = "time  false 1";

/** "[00:03:10] ", "00:03 ": when it was said stands before the name or behind it. */
const TIME = "[\\[(]?\\d{1,2}:\\d{2}(?::\\d{2})?(?:[.,]\\d{1,3})?[\\])]?";
const ABBREVIATION = "(?<![\\p{L}’'-])\\p{L}{1,4}\\.[ªº]?(?=[\\s:,\\p{Lu}])(?!\\s?[-–—])";
/** A name with its form of address, a remark in brackets, and what parts them from the words. */
const OPENING = new RegExp(
  `^(?:${TIME}\\s+)?(?:Q\\d{1,3}\\.?\\s+|[QAPR]\\s?[–—]\\s)?((?:${ABBREVIATION}|[^:;.!?()[\\]\\n|–—→]){2,${LONGEST_NAME}}?)\\s*(?:[([]([^()[\\]]{1,120})[)\\]]\\s*){0,1}(?:\\([^()]{1,40}\\)\\s*)?(:|\\.\\s?[-–—]+|(?<=\\s|\\))[-–—→](?=\\s)|\\.)\\s+(?=\\S)`,
  "u",
);
/** "EN USO DE LA VOZ LA REGIDORA…": the floor is told before the name. */
const FLOOR =
  /^(?:(?:punto|ponto|point|item|asunto)\s\p{L}+\.\s)?(?:en uso de la (?:voz|palabra)|hace uso de la (?:voz|palabra)|usando da palavra|no uso da palavra),?\s+(?=\p{L})/iu;
/** A name and the time on a line of their own, above the words. */
const TIMED_LINE = new RegExp(
  `^(?:${TIME}\\s*[-–—|:,]?\\s+)?((?:${ABBREVIATION}|[^:;.!?()[\\]\\n|]){2,60}?)(?:\\s*[,|–—-])?(?:\\s+${TIME})?$`,
  "u",
);
const AT_EITHER_END = new RegExp(`(?:^${TIME}\\s)|(?:\\s${TIME}$)`, "u");
export const LEADING_TIME = new RegExp(`^${TIME}\\s+`, "u");
/** "P. ¿Desde cuándo…?", "A: Since May.": a letter that the record explains above. */
const LETTER = /^(\p{Lu})\s?[.:]\s+(?=\S)/u;
/** "<okapi> here", "<v Ana Ruiz>Good morning": chat logs and subtitles mark who speaks. */
const MARKED = new RegExp(`^(?:${TIME}\\s+)?<(?:v(?:\\.[^\\s>]+)?\\s+)?([^<>]{1,50})>\\s*(?=\\S)`, "u");
/** A name on a line of its own, with an office or a body behind a comma, a dash or in brackets. */
const NAME_LINE = new RegExp(
  `^((?:${ABBREVIATION}|[^:;.!?()[\\]\\n|–—,]){2,60}?)(?:,\\s(\\p{L}[^.;:]{2,80})|\\s[–—-]\\s(\\p{L}[^.;:]{2,80})|\\s?\\(([^()\\d]{2,80})\\))?$`,
  "u",
);

export interface Opening {
  readonly index: number;
  /** Blocks of one shape open turns together, or not at all. */
  readonly shape: string;
  /** As written, without form of address and remark. */
  readonly name: string;
  readonly key: string;
  readonly remark: string | null;
  /** Who the lexicons know it to be; null for a name that only its form tells. */
  readonly known: Speaker | null;
  readonly headingBlocks: number;
  /** Characters of what is said behind it. */
  readonly said: number;
  /** Words follow, and not another name, a date or a topic: they end as a sentence does, or stand in a list. */
  readonly isStatement: boolean;
  /** "THE WITNESS": an article and capitals, as no label has. */
  readonly isArticled: boolean;
  /** "**Ana Prieto, parent:** asked the Board…": a verb of saying or a quotation follows. */
  readonly isReported: boolean;
}

/** How a block opens: with a name parted from words, or alone above them; null where it does not open like a turn. */
export function openingAt(reading: Reading, index: number): Opening | null {
  const { blocks, countries, initials } = reading;
  const block = blocks[index];
  if (block === undefined || block.form !== "prose" || block.cell !== null) return null;
  const timed = TIMED_LINE.exec(block.text);
  const hasTime = AT_EITHER_END.test(block.text);
  if (timed?.[1] !== undefined && hasTime && !isNameByForm(timed[1]) && timed[1].split(/\s+/u).length <= 4) {
    return { ...markedOpening(index, timed[1], 0), shape: TIMED_SHAPE, headingBlocks: 1 };
  }
  if (timed?.[1] !== undefined && hasTime && isNameByForm(timed[1])) {
    return makeOpening(reading, index, {
      written: timed[1],
      remark: null,
      separator: "time",
      headingBlocks: 1,
      said: 0,
    });
  }
  const line = lineOpening(reading, index);
  if (line !== null || block.headingLevel !== null) return line;
  const marked = MARKED.exec(block.text);
  // "<minutebot> AGREED: …" is written down by nobody.
  if (marked?.[1] !== undefined && isProceeding(block)) return null;
  if (marked?.[1] !== undefined) return markedOpening(index, marked[1], block.text.length - marked[0].length);
  const led = leadingInitials(block.text, initials);
  if (led !== undefined) return initialsOpening(reading, index, led);
  const letter = LETTER.exec(block.text);
  if (letter?.[1] !== undefined && initials.has(letter[1])) {
    const parts = {
      written: letter[1],
      remark: null,
      separator: ":",
      headingBlocks: 0,
      said: block.text.length - letter[0].length,
    };
    return makeOpening(reading, index, parts);
  }
  if (isDeed(block, undefined, countries)) return null;
  const match = OPENING.exec(block.text.replace(FLOOR, ""));
  const [, written, remark, separator] = match ?? [];
  if (match === null || written === undefined || separator === undefined) return null;
  // "FOR THE PLAINTIFF: DINAH TEAGARDEN, ESQ.": a name in capitals behind a label is one of those present.
  const behind = block.text.slice(match[0].length);
  if (isUpperCase(behind) && /^(?:\p{Lu}[\p{Lu}\p{M}.’'-]+,?\s?){2,6}$/u.test(behind)) return null;
  const [inBrackets = "", ...office] = remark?.split(/,\s/u) ?? [];
  const isLabelled = inBrackets !== "" && reading.labels.has(labelKey(written));
  const parts = {
    written: isLabelled ? inBrackets : written,
    remark: isLabelled ? office.join(", ") || null : (remark ?? null),
    separator: separator.trim(),
    headingBlocks: 0,
    said: block.text.length - match[0].length,
  };
  return makeOpening(reading, index, parts);
}

/** Who speaks is marked, and needs no form of a name. */
function markedOpening(index: number, name: string, said: number): Opening {
  return {
    index,
    shape: "marked",
    name,
    key: `<${foldText(name)}>`,
    remark: null,
    known: bareSpeaker(name),
    headingBlocks: 0,
    said: said + SHORTEST_STATEMENT,
    isStatement: true,
    isArticled: false,
    isReported: false,
  };
}

/** "M. P. Lo primero es…", where a list explains the letters. */
function initialsOpening({ blocks, countries, initials }: Reading, index: number, letters: string): Opening {
  const name = initials.get(letters) ?? letters;
  const said = (blocks[index]?.text.length ?? 0) - letters.length;
  return { ...markedOpening(index, name, said), shape: "initials", name, known: readPresent(name, countries) };
}

/** "## Hans Oberhuber, hilandero", "KENJI NAKAMURA – Técnico": the words follow below. */
function lineOpening(reading: Reading, index: number): Opening | null {
  const block = reading.blocks[index];
  const next = reading.blocks[index + 1];
  if (block === undefined || next === undefined || !isBodyText(next) || block.mark !== null) return null;
  const match = NAME_LINE.exec(block.text);
  const [, written, ...behind] = match ?? [];
  if (written === undefined || /[.;:!?]$/u.test(block.text)) return null;
  const isSet = block.headingLevel !== null || block.emphasized || isUpperCase(written);
  const remark = behind.find((each) => each !== undefined) ?? null;
  if (!isSet || written.trim().split(/\s+/u).length < 2 || isUpperCase(written) === (block.headingLevel !== null))
    return null;
  if (remark === null && !isUpperCase(written) && block.headingLevel === null) return null;
  // "Hugo Rentería, Comité de Vigilancia": a body behind a comma only where the format tells a heading.
  if (match?.[2] !== undefined && /^\p{Lu}/u.test(match[2]) && block.headingLevel === null) return null;
  return makeOpening(reading, index, { written, remark, separator: "line", headingBlocks: 1, said: 0 });
}

const PRONOUN = /^(?:[éÉe]l|ella|ellos|ellas|il|elle|ils|elles|el[ea]s?|he|she|it|they|we|on|se|yo|eu|je|i)$/iu;

/** "EL SECRETARIO GENERAL INFORMA:", "Mme Ruiz répond :": the verb ends what names the speaker. */
function withoutVerb(written: string): string {
  // "Responde la Tesorera:".
  const [first = ""] = /^\p{Lu}\p{Ll}+\s(?=(?:el|la|o|a)\s\p{Lu})/u.exec(written) ?? [];
  if (first !== "" && foldText(` ${first.trim()}`).replace(REPORTS_NOW, "") === "") return written.slice(first.length);
  const last = written.lastIndexOf(" ");
  const isVerb = last > 0 && foldText(written.slice(last)).replace(REPORTS_NOW, "") === "";
  return isVerb ? written.slice(0, last).replace(/,$/u, "") : written;
}

interface Parts {
  readonly written: string;
  readonly remark: string | null;
  readonly separator: string;
  readonly headingBlocks: number;
  readonly said: number;
}

function makeOpening(
  { blocks, countries, initials }: Reading,
  index: number,
  { written, remark, separator, headingBlocks, said }: Parts,
): Opening | null {
  const block = blocks[index] as TextBlock;
  // "PARDO, don Luis": the first name stands behind.
  const bare = withoutArticle(withoutVerb(written.replace(LEADING_TIME, "").trim())).replace(
    /,\s(?:don|doña|dona|d\.)\s.*$/iu,
    "",
  );
  const address = readHonorific(bare);
  const told = (address === null ? bare : bare.slice(address.length)).trim();
  const described = DESCRIBED.exec(told)?.[1];
  const name = described !== undefined && isNameByForm(described) ? described : told;
  if (name === "" || isOrdinal(name) || PRONOUN.test(name) || findDates(written).length > 0) return null;
  const present = initials.get(bare);
  const known =
    present === undefined
      ? isLabel(bare)
        ? null
        : readKnown(bare, remark, countries)
      : readPresent(present, countries);
  const byForm = isNameByForm(name) && (address !== null || !PARTICLE.test(name.split(/\s/u)[0] ?? ""));
  if (known === null && !byForm) return null;
  const isLoud = isUpperCase(name);
  // A full stop ends sentences too: it parts a name from words only behind a title, a remark, or capitals.
  const isTitled = address !== null || known?.role != null;
  // "Señor Requejo, tiene usted razón…" is spoken to.
  const isLead = block.lead !== null && block.text.startsWith(block.lead) && !AGENDA_ITEM.test(block.text);
  const [, ...behind] = told.split(/,\s/u);
  // "The inspector, Dr. Reyes, who…": the stop is a title's.
  if (separator === "." && readHonorific(`${name.split(/\s/u).at(-1)}. Xu`) !== null) return null;
  if (separator === "." && !isLead && behind.some((part) => readOffice(part) === null && !isNameByForm(part)))
    return null;
  if (separator === "." && !isTitled && !(isLoud && (remark !== null || /\s/u.test(name)))) return null;
  const mark = block.mark === null ? "" : markFamily(block.mark);
  return {
    index,
    shape: [shapeOfSeparator(separator, block), mark, isLead, headingBlocks].join(" "),
    name,
    key: nameKey(name),
    remark,
    known,
    headingBlocks,
    said,
    isArticled: isLoud && DEFINITE.test(written.replace(LEADING_TIME, "").trim()),
    isReported: isReported(block.text.slice(block.text.length - said)),
    isStatement:
      headingBlocks > 0 || block.mark?.style === "bullet" || /[.!?…;][)\]»”"'’]*(?:\s?[-–—])*$/u.test(block.text),
  };
}

/** Before a name in capitals; "UN DELEGADO" breaks in, and has no turn. */
const DEFINITE = /^(?:THE|EL|LAS?|LOS|[OA]S?|LES?|L['’])(?:\s|(?<=['’]))\p{Lu}/u;
/** "Tomás Prieto, parent": who somebody is, in small letters or figures behind a name of two words. */
const DESCRIBED = /^(\p{Lu}[^,]*\s[^,]*),\s(?:\p{Ll}|\d)[^,]*$/u;

function isReported(said: string): boolean {
  return /^["“«]/u.test(said) || foldText(` ${said.slice(0, LONGEST_NAME)}`).search(REPORTS_NOW) === 0;
}

function shapeOfSeparator(separator: string, { mark }: TextBlock): string {
  // In a list the bullet opens the turn, whatever parts the name from the words.
  if (mark?.style === "bullet" && separator !== ".") return "item";
  if (/^[-–—]$/u.test(separator)) return "dash";
  return /[-–—]$/u.test(separator) ? "stop dash" : separator;
}

/** "PREGUNTA (Prof. Inés Galarraga): …": what a turn is, and who speaks behind it in brackets. */
export function findLabels(blocks: readonly TextBlock[]): ReadonlySet<string> {
  const persons = new Map<string, Set<string>>();
  for (const { text, form, cell } of blocks) {
    if (form !== "prose" || cell !== null) continue;
    const [, written = "", remark = ""] = OPENING.exec(text) ?? [];
    const [name = ""] = remark.split(/,\s/u);
    const address = readHonorific(name);
    if (written === "" || !isNameByForm(name.slice(address?.length ?? 0))) continue;
    if (address === null && !/\s/u.test(name)) continue;
    const key = labelKey(written);
    persons.set(key, (persons.get(key) ?? new Set()).add(foldText(name)));
  }
  const shared = [...persons].filter(([, names]) => names.size > 1);
  const speaking = new Set(shared.flatMap(([, names]) => [...names]));
  return new Set([
    ...shared.map(([key]) => key),
    ...[...persons].filter(([, names]) => [...names].some((name) => speaking.has(name))).map(([key]) => key),
  ]);
}

export function labelKey(text: string): string {
  return foldText(text.replace(LEADING_TIME, "")).trim();
}
