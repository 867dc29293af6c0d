import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import type { FormTurns } from "./form-turns.ts";
import { readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import { partyKey, type Speaker, type SpeakerStart, speakerOfParty, speakerOfPerson } from "./speaker.ts";

const FEWEST_TURNS = 2;
const FEWEST_SPEAKERS = 2;

const CAPITALIZED = "\\p{Lu}[\\p{L}\\p{M}'’.-]*";
const PARTICLES = "(?:d[aeio]s?|del|la|las|los|y|e|van|von|der|den|du|le)";
const NAME = `${CAPITALIZED}(?:\\s(?:${PARTICLES}\\s){0,2}${CAPITALIZED})*`;
/** "of the Council", "del Concejo": what an office is an office of. */
const OWNER = `(?:\\s(?:de la|de los|del|de|of the|of|d[ao]s?|du|des)\\s${NAME})?`;
/** What follows a subject: a remark in brackets or between commas, and a verb in small letters. */
const VERB =
  "(?:\\s\\([^()]{1,80}\\))?(?:,\\s[^,.;:]{2,80},)?\\s(?!(?:y|e|and|et|und|de|del|of|con|with|avec|com|para|for|pour|en|in)\\s)(?=\\p{Ll})";

const NAMED = new RegExp(`^(${NAME})${VERB}`, "u");
const HOLDER = new RegExp(`^(${OWNER}(?:\\s${NAME})?)${VERB}`, "u");
/** What the body itself does, or is done without a subject, is no speaker's: "Se levanta la sesión", "Le conseil adopte…". */
const IMPERSONAL =
  /^(?:se \p{L}+(?: |$)|(?:el|la|the|le|o|a) (?:pleno|concejo|consejo|comision|comite|junta|asamblea|corporacion|mesa|conseil|assemblee|commission|council|committee|board|meeting|assembly|camara|conselho|plenario|assembleia)(?!\p{L}))/u;

/** "M. le Maire", "Mme la Présidente": an office is addressed. */
const COURTESY = /^(?:M\.|Mme|Monsieur|Madame)\s(?=l[ea]\s)/u;

/** The party that a paragraph begins with as the subject of a verb, told by its form of address or its office. */
function subjectOf({ text }: TextBlock, countries: CountryLexicon): Speaker | null {
  const numbered = text.replace(/^\d{1,3}[.)](?=\s?\p{Lu})\s?/u, "");
  const opening = withoutArticle(numbered.replace(COURTESY, ""));
  const address = readHonorific(opening);
  const rest = address === null ? opening : opening.slice(address.length);
  const name = address === null ? undefined : NAMED.exec(rest)?.[1];
  if (name !== undefined && address !== null) {
    const person = readPersonLine(`${opening.slice(0, address.length)}${name}`, countries);
    if (person !== null) return speakerOfPerson(person, null, countries);
  }
  const named = address === null ? opening : withoutArticle(rest);
  const office = readOffice(named, { addressed: address !== null });
  if (office === null) return null;
  const holder = HOLDER.exec(named.slice(office.length))?.[1];
  if (holder === undefined) return null;
  const party = `${named.slice(0, office.length)}${holder}`;
  return speakerOfParty({ party, form: "office", topic: null, remark: null, by: "name" }, countries);
}

/**
 * Turns of minutes that narrate ("El Sr. Romero manifiesta que…", "M. le Maire explique…"): paragraphs that open with a
 * titled name or an office before a verb, whichever verb. They are the record's way where two parties do. What
 * the body decides, or is done without a subject, is nobody's.
 */
export function findNarratedTurns(blocks: readonly TextBlock[], countries: CountryLexicon): FormTurns {
  const starts = new Map<number, SpeakerStart>();
  const unread = new Set<number>();
  for (const [index, block] of blocks.entries()) {
    if (block.form !== "prose" || block.cell !== null || block.headingLevel !== null) continue;
    const speaker = subjectOf(block, countries);
    if (speaker !== null) starts.set(index, { speaker, topic: null, headingBlocks: 0 });
    else if (IMPERSONAL.test(foldText(block.text))) unread.add(index);
  }
  const parties = new Set([...starts.values()].map(({ speaker }) => partyKey(speaker)));
  const isHabit = starts.size >= FEWEST_TURNS && parties.size >= FEWEST_SPEAKERS;
  return isHabit ? { starts, unread } : { starts: new Map(), unread: new Set() };
}
