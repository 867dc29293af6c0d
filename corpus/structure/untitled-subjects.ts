import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { NAME, VERB } from "./narrated-subjects.ts";
import { classifyParty, withoutArticle } from "./parties.ts";
import { bareSpeaker, LONGEST_FRONT } from "./present.ts";
import type { Speaker } from "./speaker.ts";
import { ROLE_NOUNS } from "./speaker-lexicon.ts";
import { isNameByForm } from "./speakers-by-form.ts";
import { FINITE_VERBS, REPORTS_NOW } from "./verb-forms.ts";

/** Who a verb of saying is told of, though neither title nor office stands first: "The tenant member for Weir Court asked". */
export interface UntitledSubjects {
  /** Null where the paragraph has no such subject, or the record does not know who that is. */
  speakerOf(index: number): Speaker | null;
  /** Whether the paragraph begins with such a subject, known or not. */
  isSubject(index: number): boolean;
}

const LONGEST_OPENING = 110;
/** Characters of a paragraph that may list those present. */
const LONGEST_LISTED = 4000;
const LONGEST_SUBJECT_WORDS = 9;
const ARTICLE = /^(?:(?:The|El|La|Le|O|A)\s|L['’])(?=\p{L})/u;
/** What persons are called in minutes of towns, boards and associations, beside the offices of `ROLE_NOUNS`. */
const MORE_OFFICES =
  "tesoureir[oa]|tresori[eè]re?|clerk|warden|auditor[ae]?|vogal|vocal|arquitect[oa]|archivist|librarian|bibliotecari[oa]|interventor[ae]?|provedor[ae]?|solicitor|surveyor|member|membro|miembro|membre|chief|registrar|bursar|guarda|conserje|maestr[oa]|docente|estudiante|vecin[oa]|munic[ií]pe|tecnic[oa]|architecte|gardien(?:ne)?|animat(?:eur|rice)|benevole|parent|applicant|agent|officer|trustee|convenor|teacher|nurse|doctor";
const OFFICE = new RegExp(`(?<!\\p{L})(?:${ROLE_NOUNS.join("|")}|${MORE_OFFICES})(?!\\p{L})`, "u");
/** "His Government", "This Committee": whoever was named before, or nobody. */
const DETERMINER =
  /^(?:His|Her|Its|Their|Our|This|That|These|Those|Su|Sus|Este|Esta|Ese|Esa|Dicho|Dicha|Son|Sa|Ses|Leur|Leurs|Cet|Cette|Ce|Seu|Sua|Seus|Suas|Esse|Essa)\s/u;
/** Verbs of talk among persons: papers and bodies say, note and recommend, but do not ask and answer. */
const TALK =
  /^\s(?:asked|replied|answered|responded|thanked|wondered|inquired|enquired|apologi[sz]ed|told|pregunta|pregunto|responde|respondio|contesta|contesto|replica|replico|agradece|agradecio|pide|pidio|pergunta|perguntou|respondeu|agradeceu|pediu|demande|repond|remercie|interroge)(?!\p{L})/u;
const BETWEEN =
  /(?:\s\([^()]{1,80}\)|,\s[^,.;:]{2,80},|\s(?:also|further|then|again|later|se|le|les|lhe|también|también le|também|además|luego))$/u;

interface Subject {
  readonly words: string;
  readonly isName: boolean;
  readonly says: boolean;
  readonly talks: boolean;
}

/** "Rui Pedro Assunção aceitou": a name before whatever verb; somebody where it is listed among those present. */
const NAME_AND_VERB = new RegExp(`^(${NAME})${VERB}`, "u");

/** What stands before the first verb of saying; null where that is no name and nothing with an article. */
function subjectBefore({ text }: TextBlock): Subject | null {
  const opening = text.slice(0, LONGEST_OPENING);
  const folded = foldText(opening);
  const saying = [...folded.matchAll(REPORTS_NOW)].find(
    ({ index }) => index > 2 && /^\s\p{Ll}/u.test(opening.slice(index)),
  );
  // Behind a verb of its own the subject of the saying is another's, or the same one's who did two things.
  const finite = [...opening.matchAll(FINITE_VERBS)][0];
  const verb = finite !== undefined && finite.index < (saying?.index ?? opening.length) ? finite : saying;
  const named = NAME_AND_VERB.exec(opening)?.[1];
  if (DETERMINER.test(opening)) return null;
  if (named !== undefined && /\s/u.test(named) && !ARTICLE.test(named)) {
    const says =
      saying !== undefined && /^(?:,[^,.;:]*,|\s?\([^()]*\))?$/u.test(opening.slice(named.length, saying.index).trim());
    return { words: named, isName: true, says, talks: says && TALK.test(folded.slice(saying.index)) };
  }
  if (verb === undefined) return null;
  const words = opening.slice(0, verb.index).replace(BETWEEN, "").replace(BETWEEN, "").trim();
  if (/[,;:!?¿¡«»"“”()]|\.\s/u.test(words) || words.split(/\s+/u).length > LONGEST_SUBJECT_WORDS) return null;
  const isName = /\s/u.test(words) && !ARTICLE.test(words) && isNameByForm(words);
  if (!isName && !ARTICLE.test(words)) return null;
  return {
    words: withoutArticle(words),
    isName,
    says: saying !== undefined,
    talks: TALK.test(folded.slice(verb.index)),
  };
}

/**
 * The subjects of a record's paragraphs. One is somebody where it is listed among those present, holds an office, or
 * comes again and talks as persons do; a shorter form of such a one is the same ("the auditor", "the external auditor").
 */
export function openUntitledSubjects(blocks: readonly TextBlock[], countries: CountryLexicon): UntitledSubjects {
  const subjects = new Map<number, Subject>();
  for (const [index, block] of blocks.entries()) {
    if (block.form !== "prose" || block.cell !== null || block.headingLevel !== null) continue;
    const subject = subjectBefore(block);
    if (subject !== null) subjects.set(index, subject);
  }
  const listed = blocks
    .slice(0, LONGEST_FRONT)
    .filter((_, index) => !subjects.has(index))
    .map(({ text }) => ` ${keyOf(text.slice(0, LONGEST_LISTED))} `)
    .join("|");
  const times = new Map<string, number>();
  const talking = new Set<string>();
  for (const { words, talks } of subjects.values()) {
    const key = keyOf(words);
    times.set(key, (times.get(key) ?? 0) + 1);
    if (talks) talking.add(key);
  }
  const known = new Map<string, Speaker>();
  for (const { words, isName, says } of subjects.values()) {
    const key = keyOf(words);
    if (!says && !listed.includes(` ${key} `) && !(OFFICE.test(foldText(words)) && !isName)) continue;
    if (known.has(key) || classifyParty(words, countries) === "organization") continue;
    const isListed = listed.includes(` ${key} `);
    // A full name that says something is somebody, be it of the public; a body or a state is told by the lexicons.
    const isPerson = isName
      ? countries.findMentions(words).length === 0
      : OFFICE.test(foldText(words)) || (isListed && /\s/u.test(key));
    if (isPerson || ((times.get(key) ?? 0) > 1 && talking.has(key))) known.set(key, speakerNamed(words, isName));
  }
  const shorter = shorterForms(known);
  const speakerOf = (index: number): Speaker | null => {
    const key = keyOf(subjects.get(index)?.words ?? "");
    return shorter.get(key) ?? known.get(key) ?? null;
  };
  return { speakerOf, isSubject: (index) => subjects.get(index)?.says === true };
}

function speakerNamed(words: string, isName: boolean): Speaker {
  const { isPerson: _, ...nobody } = bareSpeaker(words.charAt(0).toUpperCase() + words.slice(1));
  return isName ? bareSpeaker(words) : { ...nobody, role: nobody.speaker };
}

/** The last words of one known name only: "auditor" of "external auditor". */
function shorterForms(known: ReadonlyMap<string, Speaker>): ReadonlyMap<string, Speaker> {
  const shorter = new Map<string, Speaker | null>();
  for (const [key, speaker] of known) {
    const words = key.split(" ");
    for (let from = 1; from < words.length; from += 1) {
      const form = words.slice(from).join(" ");
      shorter.set(form, shorter.has(form) ? null : speaker);
    }
  }
  return new Map([...shorter].flatMap(([key, speaker]) => (speaker === null ? [] : [[key, speaker] as const])));
}

function keyOf(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}]+/gu, " ")
    .trim();
}
