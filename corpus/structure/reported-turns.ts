import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { classifyParty, readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import {
  GENERIC_OFFICES,
  isListedName,
  type Speaker,
  type SpeakerStart,
  speakerOfParty,
  speakerOfPerson,
} from "./speaker.ts";
import { readSpokenFor } from "./spoken-for.ts";
import { FINITE_VERBS, REPORTS_NOW } from "./verb-forms.ts";

const LONGEST_OPENING = 200;
const LONGEST_CONNECTOR = 45;

const ADVERB =
  /\s(?:also|further|then|again|additionally|subsequently|in turn|likewise|tambi[eé]n|igualmente|adem[aá]s|asimismo|luego|a su vez|tamb[eé]m|ainda|[eé]galement|aussi|ensuite)$/iu;

/** "Abrió la reunión la Ministra…", "Intervino el delegado de…": the verb comes first. */
const INVERTED =
  /^(?:abre|inaugura|clausura|interviene|toma|habla|cierra|abrio|inauguro|cerro|clausuro|inicio|tomo|intervino|hablo|siguio|presento|modero|abriu|iniciou|encerrou|interveio|usou|tomou|hizo uso de|fez uso d[ae])(?: (?:luego|despues|a continuacion|primero|tambien))?(?: (?:la|el|a|o|da|de la) (?:reunion|sesion|palabra|jornada|acto|debate|dialogo|encuentro|reuniao|sessao|palavra))?,? (?=(?:el|la|los|las|o|a|su|s\.|don|dona|dª|d\.|sr\.|sra\.) )/u;

/** "Reference was made by the observer for the ILO to…": the subject stands behind the verb. */
const PASSIVE =
  /^(?:an? )?\p{L}+(?: \p{L}+)? (?:was|were) (?:made|put forward|drawn|expressed|given|raised|submitted|presented|voiced) by (?=the |m[rs]s?\.? )/u;

/**
 * "The representative of Canada said that…": a new part where a party becomes the subject of a reporting verb, behind a
 * connector or not ("Por su parte, el delegado de Nicaragua indicó…").
 */
export function readReportedTurn(block: TextBlock, countries: CountryLexicon): SpeakerStart | null {
  if (block.form !== "prose" || block.headingLevel !== null) return null;
  // "1.La Sra. Bruno": a paragraph's number may stick to its first word.
  const opening = block.text.replace(/^\d{1,3}[.)](?=\p{Lu})/u, "").slice(0, LONGEST_OPENING);
  // A clause of a resolution tells what is considered, and opens no turn.
  if (ENACTED.test(opening)) return null;
  const inverted = INVERTED.exec(foldText(opening)) ?? PASSIVE.exec(foldText(opening));
  const after = inverted === null ? opening : opening.slice(inverted[0].length);
  if (inverted !== null) {
    const end = after.search(/,\s|\.\s|:\s|\s(?:y|e|quien|quienes|que|para|con|that|who|(?<!observer )to)\s/u);
    const speaker = readSubject(end === -1 ? after : after.slice(0, end), countries, true);
    return speaker === null ? null : { speaker, topic: null, headingBlocks: 0 };
  }
  const spokenFor = readSpokenFor(opening, countries, (text) => readSubjectFrom(text, countries));
  if (spokenFor !== null) return { speaker: spokenFor, topic: null, headingBlocks: 0 };
  for (const start of [0, connectorLength(opening)]) {
    const speaker = readSubjectFrom(opening.slice(start), countries);
    if (speaker !== null) return { speaker, topic: null, headingBlocks: 0 };
    if (connectorLength(opening) === 0) break;
  }
  return null;
}

const ENACTED = /^(?:Que|That|Visto|Vista|Considerando|Considering|Resultando|Recordando|Recalling|Vu)\s/u;

/** "Replying to the League, " may stand before a name without an article. */
const ANSWERING =
  /^(?:repl(?:ying|y)|respond(?:ing|iendo)|in (?:reply|response|turn)|for (?:its|his|her|their) part|taking the floor|speaking|summing up|en (?:respuesta|replica|reponse)|al responder|por su parte|a su vez|em resposta|por sua vez|respondendo|repondant|pour sa part|a son tour)(?!\p{L})[^,.;:]{0,60},/u;

/** "En la misma línea, " before a subject. */
function connectorLength(text: string): number {
  const answering = /^\p{Lu}/u.test(text) ? answeringLength(text) : 0;
  if (answering > 0) return answering;
  const connector = /^\p{Lu}[^,.;:]{2,}?,\s+(?=\p{Ll})/u.exec(text)?.[0].length ?? 0;
  return connector <= LONGEST_CONNECTOR ? connector : 0;
}

function answeringLength(text: string): number {
  const connector = /^[^,.;:]{2,90},\s+(?=\p{Lu})/u.exec(text)?.[0] ?? "";
  return ANSWERING.test(foldText(connector)) ? connector.length : 0;
}

function readSubjectFrom(text: string, countries: CountryLexicon): Speaker | null {
  const reporting = new Set([...foldText(text).matchAll(REPORTS_NOW)].map(({ index }) => index));
  const finite = new Set([...text.matchAll(FINITE_VERBS)].map(({ index }) => index));
  for (const place of [...new Set([...reporting, ...finite])].sort((a, b) => a - b)) {
    const speaker = readSubject(text.slice(0, place), countries, reporting.has(place));
    if (speaker !== null) return speaker;
    // Behind a verb of its own the subject is another clause's.
    if (finite.has(place)) return null;
  }
  return null;
}

/** The party that is the subject of a verb; `before` is the sentence up to the verb, which reports or may be any other. */
function readSubject(before: string, countries: CountryLexicon, reports: boolean): Speaker | null {
  const named = withoutArticle(before.trim());
  const person = readPersonLine(named, countries);
  if (person !== null && readHonorific(named) !== null) return speakerOfPerson(person, null, countries);
  const [first = ""] = before.split(/,\s(?!(?:\p{L}+\s)?(?:on behalf|en nombre|em nome|au nom))/u);
  const subject = isListedName(before, countries) ? before : first;
  const party = withoutArticle(
    subject
      .trim()
      .replace(/\s(?:se|s['’])$/u, "")
      .replace(ADVERB, "")
      .replace(/[\s,]+$/u, ""),
  );
  // "El Comité recomienda a la Secretaría que presente un": no name holds that, and the verb is another clause's.
  if (/\s(?:que|that)(?:\s|$)/iu.test(party)) return null;
  const form = classifyParty(party, countries);
  if (form === null || /[.;:]/u.test(party.replace(/\b\p{L}{1,4}\./gu, ""))) return null;
  // Countries and organizations do many things besides speaking; an acronym ends the name that it stands behind.
  if (!reports && (form === "country" || (form === "organization" && !/^secr[eé]tar/iu.test(party)))) return null;
  if (form === "organization" && /\([^)]*\)\s*\S/u.test(party)) return null;
  if (form === "office" && readOffice(party)?.length === party.length && GENERIC_OFFICES.test(foldText(party))) {
    return null;
  }
  return speakerOfParty({ party, form, topic: null, remark: null, by: "name" }, countries);
}

/** "… is eleven months. (Uruguay)": the party that said it stands in brackets at the end. */
export function readAttributedTurn(block: TextBlock, countries: CountryLexicon): SpeakerStart | null {
  const inside = /[.!?…][”"»]?\s*[([]([^()[\]]+(?:\([^()]+\))?)[)\]]\.?$/u.exec(block.text)?.[1]?.trim();
  if (inside === undefined || block.form !== "prose") return null;
  const person = readHonorific(inside) === null ? null : readPersonLine(inside, countries);
  if (person !== null) return { speaker: speakerOfPerson(person, null, countries), topic: null, headingBlocks: 0 };
  const form = classifyParty(inside, countries);
  if (form === null) return null;
  const speaker = speakerOfParty(
    { party: withoutArticle(inside), form, topic: null, remark: null, by: "name" },
    countries,
  );
  return { speaker, topic: null, headingBlocks: 0 };
}
