import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { classifyParty, readOffice, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import { type Speaker, type SpeakerStart, speakerOfParty, speakerOfPerson } from "./speaker.ts";
import { readSpeakerHeading } from "./speaker-heading.ts";
import { PRESENT_REPORTING_VERBS, REPORTING_VERBS } from "./speaker-lexicon.ts";

const LONGEST_OPENING = 160;
const SHORTEST_STATEMENT = 80;
/** "Guyana, speaking again, said": what may stand between a subject and its verb. */
const LONGEST_APPOSITION = 60;
const REPORTS = new RegExp(`\\s(?:${REPORTING_VERBS})(?![\\p{L}])`, "u");
const REPORTS_NOW = new RegExp(`\\s(?:${REPORTING_VERBS}|${PRESENT_REPORTING_VERBS})(?![\\p{L}])`, "gu");

/** "El Sr. Ministro de Salud dio la bienvenida…" tells what a person did; a line that names one holds no such verb. */
export function isReport(text: string): boolean {
  return REPORTS.test(foldText(text)) && text.split(/\s+/u).length > 6;
}

/**
 * "The Delegation of Brazil: thanked…". A country or an organization with a colon opens a part only where it is in
 * capitals or, with `bare`, in records that name no speaker in another way: "Chile: 34%" is a line of a list elsewhere.
 */
export function colonTurnAt(block: TextBlock, countries: CountryLexicon, bare: boolean): SpeakerStart | null {
  const colon = block.text.search(/:\s/u);
  if (colon <= 0 || colon > LONGEST_OPENING || block.form !== "prose") return null;
  const opening = block.text.slice(0, colon);
  const said = block.text.slice(colon + 1).trim();
  if (said.length < 20 || (said.length < 100 && !/[.!?…:;][)\]»”"'’*]*$/u.test(said))) return null;
  const told = block.cell !== null || foldText(` ${opening}`).search(REPORTS_NOW) !== -1;
  const heading = told ? null : readSpeakerHeading(opening, countries);
  if (heading === null || heading.form === null || heading.by !== "name" || heading.topic !== null) return null;
  const sure = heading.form === "representation" || heading.form === "office" || heading.form === "person";
  // A country with a colon is a line of a list, unless a verb of saying or a statement of some length follows.
  const verb = REPORTS.exec(` ${foldText(said)}`);
  const reports = verb !== null && verb.index <= 12 && /^\p{Ll}/u.test(said);
  const emphasized = block.lead !== null && opening.startsWith(block.lead.replace(/[\s:]+$/u, ""));
  const named = sure || isSpelledLoud(opening) || (bare && said.length >= SHORTEST_STATEMENT);
  const marked = block.mark?.style === "bullet" && !bare;
  if (!emphasized && !reports && (marked || !named)) return null;
  return { speaker: speakerOfParty(heading, countries), topic: null, headingBlocks: 0 };
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

/** In capitals and more than an acronym: "ESTADOS UNIDOS", not "OEA". */
function isSpelledLoud(opening: string): boolean {
  return isUpperCase(opening) && opening.length >= 4;
}

const GENERIC_OFFICES = /^(?:representa|observ|delegad|delegate|delegue|expert|especialist|specialist|panelist)/u;

const ADVERB =
  /\s(?:also|further|then|again|additionally|subsequently|in turn|likewise|tambi[eé]n|igualmente|adem[aá]s|asimismo|luego|a su vez|tamb[eé]m|ainda|[eé]galement|aussi|ensuite)$/iu;

/** "The representative of Canada said that…": a new part where another party becomes the subject of a reporting verb. */
export function readReportedTurn(block: TextBlock, countries: CountryLexicon): SpeakerStart | null {
  if (block.form !== "prose" || block.headingLevel !== null) return null;
  for (const verb of foldText(block.text.slice(0, LONGEST_OPENING)).matchAll(REPORTS_NOW)) {
    const speaker = readSubject(block.text.slice(0, verb.index), countries);
    if (speaker !== null) return { speaker, topic: null, headingBlocks: 0 };
  }
  return null;
}

/** The party that is the subject of a reporting verb; `before` is the sentence up to the verb. */
function readSubject(before: string, countries: CountryLexicon): Speaker | null {
  const named = withoutArticle(before.trim());
  const person = readPersonLine(named, countries);
  if (person !== null) return speakerOfPerson(person, null, countries);
  const [subject = ""] = before.split(/,\s(?!(?:\p{L}+\s)?(?:on behalf|en nombre|em nome|au nom))/u);
  const party = withoutArticle(
    subject
      .trim()
      .replace(ADVERB, "")
      .replace(/[\s,]+$/u, ""),
  );
  const form = classifyParty(party, countries);
  if (form === null || /[.;:]/u.test(party.replace(/\b\p{L}{1,4}\./gu, ""))) return null;
  if (form === "office" && readOffice(party)?.length === party.length && GENERIC_OFFICES.test(foldText(party)))
    return null;
  return speakerOfParty({ party, form, topic: null, remark: null, by: "name" }, countries);
}
