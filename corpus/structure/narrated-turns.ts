import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import { plainWords, visibleText } from "../invisible-characters.ts";
import type { TextBlock } from "../text-extractor.ts";
import { readSubject, titledSubject, VERB } from "./narrated-subjects.ts";
import {
  bareSpeaker,
  isOfSeveral,
  LETTERS,
  leadingInitials,
  readInitials,
  readPresent,
  surnames,
  titledSurnames,
} from "./present.ts";
import { isProceeding } from "./proceedings.ts";
import { partyKey, type Speaker, type SpeakerStart } from "./speaker.ts";
import { partsOf } from "./split-turns.ts";
import { meansTheSpeaker } from "./turn-continuations.ts";
import { openUntitledSubjects } from "./untitled-subjects.ts";
import { REPORTS_NOW, saysI } from "./verb-forms.ts";

const FEWEST_TURNS = 2;
const FEWEST_SPEAKERS = 2;

/** Turns, and paragraphs that begin with another subject, who cannot be told: "Un vecino pregunta…", "Según el Sr. Gil, …". */
export interface NarratedTurns {
  readonly starts: ReadonlyMap<number, SpeakerStart>;
  readonly doubtful: ReadonlySet<number>;
}

/**
 * Turns of minutes that narrate ("El Sr. Romero manifiesta que…", "M. le Maire explique…", "KO observed that…"): paragraphs
 * that open with a titled name, an office or the initials of one of those present before a verb, whichever verb. They are
 * the record's way where two parties do; then whoever else a verb of saying is told of speaks too, if the record knows
 * them (see `openUntitledSubjects`). What the body decides, or is done without a subject, is nobody's.
 */
export function findNarratedTurns(blocks: readonly TextBlock[], countries: CountryLexicon): NarratedTurns {
  const initials = readInitials(blocks);
  const starts = new Map<number, Speaker>();
  const untitled = openUntitledSubjects(blocks, countries);
  const delegations = delegationsNamed(blocks);
  const lastNames = surnames(blocks);
  const titled = titledSurnames(blocks);
  for (const [index, block] of blocks.entries()) {
    // "M. P. Lo primero es…" is said by whom the letters mean, and no "M." is told of.
    const own = byInitials(block.text, initials, countries);
    if (own === null && leadingInitials(block.text, initials) !== undefined) continue;
    if (!isTelling(block) || (starts.size > 0 && meansTheSpeaker(block.text))) continue;
    const speaker =
      own ??
      titledSubject(block.text, countries) ??
      byTitle(block.text, titled, countries) ??
      untitled.speakerOf(index) ??
      delegationSubject(block.text, delegations) ??
      bySurname(block.text, lastNames, countries);
    if (speaker !== null) starts.set(index, speaker);
  }
  const parties = new Set([...starts.values()].map(partyKey));
  const isHabit = starts.size >= FEWEST_TURNS && parties.size >= FEWEST_SPEAKERS;
  if (!isHabit) return { starts: new Map(), doubtful: new Set() };
  const from = Math.min(...starts.keys());
  const doubtful = [...blocks.keys()].filter((index) => {
    const block = blocks[index];
    const isText = block?.form === "prose" && block.cell === null && block.headingLevel === null;
    if (!isText || index <= from || starts.has(index)) return false;
    if (isOfSeveral(block.text, initials)) return true;
    // Numbered paragraphs go on with the one before, but not where they begin with somebody's name.
    if (block.mark !== null) return block.mark.style === "decimal" && TITLED.test(block.text);
    return OTHER_SUBJECT.test(block.text) || untitled.isSubject(index);
  });
  return {
    starts: new Map([...starts].map(([index, speaker]) => [index, { speaker, topic: null, headingBlocks: 0 }])),
    doubtful: new Set(doubtful),
  };
}

function isTelling(block: TextBlock): boolean {
  return (
    block.form === "prose" &&
    block.cell === null &&
    block.headingLevel === null &&
    !isProceeding(block) &&
    !saysI(block.text)
  );
}

const INITIALS = new RegExp(`^((?:\\p{Lu}\\.?){2,5}|(?:\\p{Lu}\\.\\s){1,4}\\p{Lu}\\.|${LETTERS})\\s+(?=\\p{Ll})`, "u");

/** "KO observed that…", "C.O.L. quiere saber…": one of those present, by the initials that the list of them explains. */
function byInitials(text: string, initials: ReadonlyMap<string, string>, countries: CountryLexicon): Speaker | null {
  const letters = INITIALS.exec(text)?.[1] ?? "";
  const name = initials.get(letters);
  // "League for Open Government (LOG)" explains no person's initials.
  const isOwn = name?.split(/\s+/u).some((word) => foldText(word.charAt(0)) === foldText(letters.charAt(0)));
  if (name === undefined || isOwn !== true) return null;
  return readPresent(name, countries);
}

const TITLED_SURNAME = new RegExp(`^(\\p{Lu}\\p{Ll}+)\\s(\\p{Lu}[\\p{L}’'-]+)${VERB}`, "u");

/** "Trustee Maldonado commented that…": a title that no lexicon knows. */
function byTitle(text: string, titled: ReadonlyMap<string, string>, countries: CountryLexicon): Speaker | null {
  const [, title = "", surname = ""] = TITLED_SURNAME.exec(text) ?? [];
  const name = titled.get(`${title} ${surname}`);
  if (name === undefined) return null;
  const speaker = readPresent(name, countries);
  return { ...speaker, role: speaker.role ?? title };
}

const LONE_SURNAME = /^(\p{Lu}[\p{L}’'-]{2,})(?=\s\p{Ll})/u;

/** "Haskins reported that…": a surname alone before a verb of saying, of one person whom the record names in full. */
function bySurname(text: string, names: ReadonlyMap<string, string>, countries: CountryLexicon): Speaker | null {
  const surname = LONE_SURNAME.exec(text)?.[1] ?? "";
  const name = names.get(surname);
  if (name === undefined || countries.findMentions(name).length > 0) return null;
  const verb = foldText(text.slice(0, surname.length + LONGEST_VERB)).search(REPORTS_NOW);
  return verb === surname.length ? readPresent(name, countries) : null;
}

const LONGEST_VERB = 24;

const SENT_BY =
  /(?<!\p{L})(?:delegate|delegation|representative|delegado|delegada|delegación|representante|delegação|délégué|déléguée|délégation|représentante?)\s(?:of|from|for|de|d[aou]|del|du)\s(\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+){0,2})/gu;
const LONE_NAME =
  /^(\p{Lu}[\p{L}’'-]+(?:\s\p{Lu}[\p{L}’'-]+){0,2})\s(?=\p{Ll}+(?:ed|ó|ou|eu|iu|said|a)\s|(?:said|a|ha|did|gave|put|told|spoke|dijo|disse)\s)/u;

/** States and bodies that the record says delegates of: elsewhere their name alone may be a subject. */
function delegationsNamed(blocks: readonly TextBlock[]): ReadonlySet<string> {
  return new Set(blocks.flatMap(({ text }) => [...text.matchAll(SENT_BY)].map(([, name = ""]) => name)));
}

/** "Tuamaru introduced its proposal…", where the record also tells of the delegate of Tuamaru. */
function delegationSubject(text: string, delegations: ReadonlySet<string>): Speaker | null {
  const name = LONE_NAME.exec(text)?.[1] ?? "";
  if (!delegations.has(name)) return null;
  const { isPerson: _, ...party } = bareSpeaker(name);
  return { ...party, organization: name };
}

const OTHER_SUBJECT =
  /^(?:(?:Un[oa]?s?|Um|Uma|Une|An?|Another|Otr[oa]s?|Vari[oa]s|Several|Some|Plusieurs|Alguns?|Algumas?)\s(?:hon\.\s|Hon\.\s)?(?:vecin|resident|speaker|participa|miembro|[Mm]ember|asistente|attendee|orador|delegad|delegate|person|señor|mujer|hombre|man(?!\p{L})|woman|voz|voice|munícipe|habitant|citizen|ciudadan|cidad|usuari|user|councillor|concejal|vereador|député)|(?:Pel[ao]s?|Por (?:la|el|los|las|parte)|Par (?:la|le|les)|By (?:the|Mr|Ms))\s|(?:A juicio de|En opinión de|Según|Selon|According to|In the view of|Preguntad[oa] por|Al|Ao|On behalf of|En nombre de)\s(?:l[ao]s?\s|the\s)?(?:Sra?\.|M\.|Mme|Mr|Mrs|Ms|D\.|\p{Lu}\p{Ll}+\s\p{Lu}))/u;

const TITLED =
  /^(?:(?:El|La|O|A|The)\s)?(?:Sra?\.|Señora?|señora?|Senhora?|D\.|D\.ª|Don|Doña|Dra?\.|Mr\.?|Mrs\.?|Ms\.?|M\.|Mme|Cllr\.?)\s/u;

/**
 * Paragraphs that tell of several persons' turns, parted where a sentence begins with another titled name before a verb
 * ("La Sra. Olmedo propuso… El Sr. Quiroga se opuso…"), in minutes that narrate.
 */
export function splitNarrated(blocks: readonly TextBlock[], source: string, countries: CountryLexicon): TextBlock[] {
  if (findNarratedTurns(blocks, countries).starts.size === 0) return [...blocks];
  return blocks.flatMap((block) => {
    const raw = source.slice(block.start, block.end);
    const isPlain = block.form === "prose" && block.cell === null && block.headingLevel === null;
    if (!isPlain || plainWords(raw) !== block.text) return [block];
    const seen = visibleText(raw);
    const cuts = [...seen.text.matchAll(/(?<=\p{Ll}{3}[.;]|\d[.;]|[»”"]\.)\s+(?=\p{Lu})/gu)].flatMap(
      ({ index, 0: gap }) => {
        const from = index + gap.length;
        const sentence = plainWords(seen.text.slice(from, from + LONGEST_OPENING));
        return TITLED.test(sentence) && readSubject(sentence, countries) !== null ? [seen.offsetOf(from)] : [];
      },
    );
    return cuts.length === 0 ? [block] : partsOf(block, raw, [0, ...cuts]);
  });
}

const LONGEST_OPENING = 160;
