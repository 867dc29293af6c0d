import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import { findDates } from "../reading/dates.ts";
import { readableCase } from "./letter-case.ts";
import { readCourtesy } from "./narrated-subjects.ts";
import { isAgent } from "./office-line.ts";
import { readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import { bareSpeaker } from "./present.ts";
import { type Speaker, speakerOfParty, speakerOfPerson } from "./speaker.ts";
import { readSpeakerHeading } from "./speaker-heading.ts";
import { FINITE, PARTICLE, REPORTS_NOW } from "./verb-forms.ts";

const LONGEST_NAME_WORDS = 7;
const NAME_WORD = /^(?:(?:[dlDL]['’])?\p{Lu}[\p{L}\p{M}'’.-]*|\p{Lu}\.)$/u;
/** "CM", "MP", "TD": letters behind a name that tell a membership, without a vowel. */
const POST_NOMINAL = /\s(?:[B-DF-HJ-NP-TV-Z]{2,4})$/u;

interface NamedByForm {
  readonly name: string;
  readonly remark: string | null;
}

/** A proper name by its letters: capitals, with particles between them. */
export function isNameByForm(name: string): boolean {
  const words = name.split(/\s+/u);
  const own = words.filter((word) => !PARTICLE.test(word));
  // "Publicar el": cut off behind an article.
  if (own.length === 0 || own.at(-1) !== words.at(-1)) return false;
  if (words.length > LONGEST_NAME_WORDS || /\d/u.test(name)) return false;
  return own.every((word) => NAME_WORD.test(word.replace(/[,’']+$/u, "")));
}

/** Who the lexicons know a name to be; null for one that only its form tells. */
export function readKnown(written: string, remark: string | null, countries: CountryLexicon): Speaker | null {
  const courtesy = readCourtesy(written, countries);
  if (courtesy !== null) return withRemark(courtesy, remark, countries);
  const person = readHonorific(withoutArticle(written)) === null ? null : readPersonLine(written, countries);
  if (person !== null) {
    const speaker = speakerOfPerson(person, null, countries);
    const name = readableCase(speaker.speaker ?? "", { singleWord: true });
    return withRemark({ ...speaker, speaker: name }, speaker.isPerson === true ? remark : null, countries);
  }
  // "El Sr. Beltrán se muestra conforme: …", "A Fiscal Único chamou a atenção: …" tell what somebody did.
  if (foldText(` ${written}`).search(REPORTS_NOW) !== -1 || FINITE.test(written)) return null;
  const heading = readSpeakerHeading(written, countries);
  if (heading !== null && heading.form === "person") return null;
  if (heading === null || heading.form === null || heading.by !== "name" || heading.topic !== null) return null;
  return withRemark(speakerOfParty(heading, countries), remark, countries);
}

/** "(Chile)", "(Presidente)", "(Grupo Azul)": the state, office or body of who speaks; "(interrupting)" is none of them. */
function withRemark(speaker: Speaker, told: string | null, countries: CountryLexicon): Speaker {
  // "La Presidenta (Sra. Lucía Ferreira)": who holds the office.
  const holder = told === null || readHonorific(told) === null ? null : readPersonLine(told, countries);
  if (holder !== null && speaker.isPerson !== true && speaker.role !== null) {
    return { ...speakerOfPerson(holder, null, countries), role: speaker.role };
  }
  const [remark = ""] = told?.split(/\.\s/u) ?? [];
  if (!/^\p{Lu}/u.test(remark) || findDates(remark).length > 0) return speaker;
  // "Sr. Presidente (Oroño)": the office is in the chair's name.
  if (speaker.isPerson !== true && speaker.role !== null && isNameByForm(remark) && countries.codeOf(remark) === null) {
    return { ...speaker, speaker: readableCase(remark, { singleWord: true }), isPerson: true, organization: null };
  }
  const country = countries.codeOf(remark);
  // "Ecuador" ends like the noun of an agent.
  const isOffice = readOffice(remark) !== null || (country === null && isAgent(remark));
  if (isOffice) return { ...speaker, role: speaker.role ?? remark };
  return { ...speaker, organization: speaker.organization ?? remark, country: speaker.country ?? country };
}

export function speakerByForm({ name, remark }: NamedByForm, countries: CountryLexicon): Speaker {
  const bare = isUpperCase(name) ? name.replace(POST_NOMINAL, "") : name;
  return withRemark(bareSpeaker(readableCase(bare, { singleWord: true })), remark, countries);
}

/** Names of one speaker: with or without title, in capitals or not. */
export function nameKey(name: string): string {
  return foldText(name.replace(POST_NOMINAL, ""))
    .replace(/[^\p{L} ]/gu, "")
    .trim();
}
