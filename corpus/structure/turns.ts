import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { isDeed } from "./deeds.ts";
import { type SpeakerStart, speakerOfParty } from "./speaker.ts";
import { readSpeakerHeading, withoutQuestionCode } from "./speaker-heading.ts";
import { REPORTING_VERBS } from "./speaker-lexicon.ts";
import { REPORTS_NOW } from "./verb-forms.ts";

const LONGEST_OPENING = 160;
const SHORTEST_STATEMENT = 80;
/** "Guyana, speaking again, said": what may stand between a subject and its verb. */
const LONGEST_APPOSITION = 60;
const REPORTS = new RegExp(`\\s(?:${REPORTING_VERBS})(?![\\p{L}])`, "u");
/** "The delegation recommended:", "La Secretaría propuso a los Estados:": a party, its verb, and a list to come. */
export function isStem(text: string): boolean {
  if (!/:$/u.test(text)) return false;
  const folded = foldText(text);
  return [...folded.matchAll(REPORTS_NOW)].some(({ index, 0: verb }) => {
    const written = text.slice(index, index + verb.length);
    const before = folded.slice(0, index);
    return /^\s\p{Ll}/u.test(written) && !/(?:^|\s)(?:de|del|d[aeo]s?|of|the|du|des)$/u.test(before);
  });
}

/** "El Sr. Ministro de Salud dio la bienvenida…" tells what a person did; a line that names one holds no such verb. */
export function isReport(text: string): boolean {
  return REPORTS.test(foldText(text)) && text.split(/\s+/u).length > 6;
}

/** What sets a speaker apart from what is said: a colon, the ".-" of Spanish records, or a dash. */
const SEPARATOR = /:\s|\.\s?[-–—]+\s|\s[–—]\s/u;
/** "Question (Chile)", "Answer (Ms. …)": the speaker stands in brackets. */
const BRACKETED =
  /^(?:question|pregunta|pergunta|answer|respuesta|resposta|reponse|reply|comment|comentario|commentaire|intervencion|intervencao|intervention|statement)s?(?: (?:n[o°º.]* ?)?\d+)?\s*\(/u;

/**
 * "The Delegation of Brazil: thanked…". A country or an organization opens a part only where it is in capitals, or where
 * a verb of saying follows, or in records that name no speaker in another way (`bare`): "Chile: 34%" is a line of a list
 * elsewhere. By the `habit` of a record whose delegations open parts like this, an organization opens one too.
 */
export function colonTurnAt(
  block: TextBlock,
  countries: CountryLexicon,
  trust: "sure" | "habit" | "bare",
): SpeakerStart | null {
  const bare = trust === "bare";
  const text = withoutQuestionCode(block.text);
  const separator = SEPARATOR.exec(text.slice(0, LONGEST_OPENING + 4));
  if (separator === null || separator.index === 0 || block.form !== "prose" || block.cell !== null) return null;
  if (isDeed(block, undefined, countries)) return null;
  const opening = openingOf(text.slice(0, separator.index));
  const said = text.slice(separator.index + separator[0].length).trim();
  if (said.length < 20 || (said.length < 100 && !/[.!?…:;][)\]»”"'’*]*$/u.test(said))) return null;
  const told = foldText(` ${opening}`).search(REPORTS_NOW) !== -1;
  const heading = told ? null : readSpeakerHeading(opening, countries);
  if (heading === null || heading.form === null || heading.by !== "name" || heading.topic !== null) return null;
  const colon = separator[0].startsWith(":");
  const sure = heading.form === "representation" || heading.form === "office" || heading.form === "person";
  const verb = REPORTS.exec(` ${foldText(said)}`);
  const reports = colon && verb !== null && verb.index <= 12 && /^\p{Ll}/u.test(said);
  const emphasized = block.lead !== null && opening.startsWith(block.lead.replace(/[\s:]+$/u, ""));
  const bracketed = BRACKETED.test(foldText(block.text));
  const named =
    (colon && (sure || bracketed)) ||
    isSpelledLoud(opening) ||
    (bare && colon && said.length >= SHORTEST_STATEMENT) ||
    (trust === "habit" && colon && heading.form === "organization");
  const marked = block.mark?.style === "bullet" && !bare;
  if (!emphasized && !reports && (marked || !named)) return null;
  return { speaker: speakerOfParty(heading, countries), topic: null, headingBlocks: 0 };
}

function openingOf(text: string): string {
  const bracketed = BRACKETED.exec(foldText(text));
  return bracketed === null ? text : text.slice(bracketed[0].length).replace(/\)\s*$/u, "");
}

/**
 * "**Guyana** reported that…": a party set in bold at the start of a paragraph, before a verb of saying or, with `bare`,
 * before any text.
 */
export function leadTurnAt(block: TextBlock, countries: CountryLexicon, bare: boolean): SpeakerStart | null {
  if (block.lead === null || block.mark !== null || block.form !== "prose" || !block.text.startsWith(block.lead))
    return null;
  const rest = block.text.slice(block.lead.length);
  const heading = readSpeakerHeading(block.lead, countries);
  if (heading === null || heading.form === null || heading.by !== "name" || !/^,?\s\p{Ll}/u.test(rest)) return null;
  const verb = foldText(rest).search(REPORTS_NOW);
  if (!bare && (verb === -1 || verb > LONGEST_APPOSITION)) return null;
  return { speaker: speakerOfParty(heading, countries), topic: null, headingBlocks: 0 };
}

/** The block begins with a few words in bold or italics. */
export function opensByLead(block: TextBlock): boolean {
  return block.lead !== null && block.mark === null && block.text.startsWith(block.lead);
}

/** In capitals and more than an acronym: "ESTADOS UNIDOS", not "OEA". */
function isSpelledLoud(opening: string): boolean {
  return isUpperCase(opening) && opening.length >= 4;
}
