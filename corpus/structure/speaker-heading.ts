import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import {
  acronymOf,
  classifyParty,
  isAcronym,
  isProperName,
  type PartyForm,
  readHonorific,
  readLinked,
  readOffice,
  withoutArticle,
} from "./parties.ts";
import {
  OWNER_CONNECTORS,
  SESSION_NOUNS,
  SPEAKER_CONNECTORS,
  SPEAKER_LABELS,
  SPEECH_NOUNS,
  SPEECH_QUALIFIERS,
  TOPICAL_SPEECH,
  TURN_NOUNS,
} from "./speaker-lexicon.ts";

/** What a line that names a speaker says, before it is known whether a person's line follows. */
export interface SpeakerHeading {
  /** Who speaks, without article: "Delegation of Brazil", "Conferencia Regional Sobre Migración (CRM)". */
  readonly party: string;
  /** Null for a party that no lexicon knows but that a phrase such as "abordados por parte de" introduces. */
  readonly form: PartyForm | null;
  readonly topic: string | null;
  /** Remarks in brackets behind the party: "observador permanente", "second statement". */
  readonly remark: string | null;
  /** By a phrase ("Statement by …"), or by the party's name standing alone. */
  readonly by: "phrase" | "name";
}

const LONGEST_HEADING = 320;
/** "[00:12:48] ", "(09:30) – ": a transcript's time code stands in brackets. */
const TIME_CODE =
  /^[[(]\s?\d{1,2}[:.hH]\d{2}(?:[:.]\d{2})?(?:\s?[-–—]\s?\d{1,2}[:.hH]\d{2}(?:[:.]\d{2})?)?\s?[\])]\s*(?:[-–—:]\s*)?(?=\p{L})/u;
/** "Intervention no 2 — ", "Orador 3: ", "Turn 4 (09:45) – ": a turn is counted before its speaker is named. */
const COUNTED_TURN = new RegExp(
  `^(?:${TURN_NOUNS})\\s*(?:n[o°º.]{0,2}\\s*|#\\s*)?(?:\\d{1,3}|[ivxl]{1,6})\\s*(?:\\([^()]{1,40}\\)\\s*)?[—–:.|-]+\\s*(?=\\p{L})`,
  "u",
);
/** "Q1. ", "A3 (supplementary). ", "R2: ": questions and answers by their letters. */
const QUESTION_CODE = /^[QAPR]\.?\s?\d{1,3}(?:\s*\([^()]{1,40}\))?\s*[.:)–—-]+\s+(?=\p{L})/u;
/** "[3] EL SALVADOR". */
const BRACKETED_NUMBER = /^\[\d{1,3}\]\s*(?=\p{L})/u;
/** What stands in brackets behind a person and tells how the words reached the room, or which turn it is. */
const MANNER =
  /\s*\((?:parl|interpret|spoke|speaking|habl|fala|en |em |in |by |por |par |via |virtual|reply|replica|resp|second|segund|deux|cont|suite|through|traduc|transl)[^()]*\)$/u;
/** "09 h 15 – ", "10:40 a.m. - 11:00 a.m.: ": a programme gives the hour first. */
const TIME_OF_DAY =
  /^(?:\d{1,2}\s?(?:[hH:.]\s?\d{2}|[hH])(?:\s?(?:[ap]\.?\s?m\.?|horas|hrs?\.?|h))?\s*(?:[-–—]|a|to|à|:|\||\s)\s*){1,2}(?=\p{L})/u;
const SPEECH = `(?:(?:${SPEECH_QUALIFIERS.join("|")})\\s+)*(?:${SPEECH_NOUNS.join("|")})`;
const OPENING_WORDS =
  "(?:\\s+(?:de (?:apertura|bienvenida|cierre|clausura|fondo)|introductori[ao]s?|inicial(?:es)?|final(?:es)?|general(?:es)?|of welcome|de bienvenue|de boas-vindas|de abertura|de encerramento|escrit[oa]s?|especial(?:es)?))*";
/** "Closing remark. The Chair": what the turn is, set off from who takes it. */
const NAMED_TURN = new RegExp(`^${SPEECH}\\.\\s+(?=\\p{L})`, "u");
const BY_PHRASE = new RegExp(`^${SPEECH}(?![\\p{L}])`, "u");
const LABEL = new RegExp(`^(?:${SPEAKER_LABELS})\\s*:\\s+`, "u");
const CONNECTOR = new RegExp(`\\s(?:${SPEAKER_CONNECTORS.join("|")})\\s+`, "gu");
const BY_OWNER = new RegExp(`^(${SPEECH})${OPENING_WORDS}\\s+(?:${OWNER_CONNECTORS.join("|")})(?:\\s+|(?<=['’]))`, "u");
/** Things that are presented as often as they present: "Presentación del Programa…". */
const PRESENTED =
  /^(?:programa|programme|program|proceso|processo|conferencia|conference|marco|quadro|cadre|sistema|systeme|iniciativa|initiative|plataforma|mecanismo|dialogo|foro|forum|observatorio)(?!\p{L})/u;

/** With up to two words before it that count the session: "thirty-first meeting", "VII Reunión". */
const SESSION = new RegExp(`^(?:[\\p{L}\\d.ªº°-]+\\s){0,2}(?:${SESSION_NOUNS})(?![\\p{L}])`, "u");

/** "Comments by delegations" names no speaker. */
const EVERYBODY =
  /^(?:(?:other|otr[ao]s|autres|outr[ao]s|all|todos los|todas las) )?(?:delegations|delegaciones|delegacoes|member states|states(?: members)?|estados(?: miembros| membros)?|etats(?: membres)?|countries|paises|pays|participants|participantes|panelistas|panelists|panellists|ponentes|speakers|oradores|members|miembros|membros|membres|observers|observadores(?: permanentes)?|observateurs|permanent observers|civil society|sociedad civil|sociedade civil|societe civile)$/u;

/** The text without the letter and number of a question or answer before it. */
export function withoutQuestionCode(text: string): string {
  return text.slice(QUESTION_CODE.exec(text)?.[0].length ?? 0);
}

/** Reads a heading or an opening that names a speaker; null where the text is not one. */
export function readSpeakerHeading(text: string, countries: CountryLexicon): SpeakerHeading | null {
  const bilingual = firstOfTwoLanguages(text, countries);
  if (bilingual !== null) return bilingual;
  const line = withoutCount(
    withoutQuestionCode(text.trim().replace(BRACKETED_NUMBER, "")).replace(TIME_CODE, "").replace(TIME_OF_DAY, ""),
  ).replace(/[\s.:;]+$/u, "");
  if (line === "" || line.length > LONGEST_HEADING) return null;
  return (
    (text.trimEnd().endsWith(":") ? readDeclaration(line, countries) : null) ??
    readLabel(line, countries) ??
    readPhrase(line, countries) ??
    readName(line, countries)
  );
}

/** "INTERVENCIÓN DEL PERÚ / STATEMENT BY PERU": one heading in two languages, of which the first is read. */
function firstOfTwoLanguages(text: string, countries: CountryLexicon): SpeakerHeading | null {
  const halves = text.split(/\s[/|]\s/u);
  const [first, second] = halves;
  if (halves.length !== 2 || first === undefined || second === undefined) return null;
  const [one, other] = [first, second].map((half) => readSpeakerHeading(half, countries));
  return one !== null && one !== undefined && other !== null && other?.by === one.by ? one : null;
}

function withoutCount(line: string): string {
  const folded = foldText(line);
  return line.slice((COUNTED_TURN.exec(folded) ?? NAMED_TURN.exec(folded))?.[0].length ?? 0);
}

/** "Mme … (Cuba) (parle en espagnol)" without the second bracket. */
function withoutManner(person: string): string {
  const manner = MANNER.exec(foldText(person));
  return manner === null ? person : person.slice(0, manner.index);
}

/** "La Comisión (CIM) SE COMPROMETE A:", "The Bank DECLARES:": a party and what it does, in capitals. */
function readDeclaration(line: string, countries: CountryLexicon): SpeakerHeading | null {
  const party = /^(.{3,160}?)\s+(?:(?:SE|NOS)\s+)?\p{Lu}{5,}(?:\s+(?:A|EN|QUE|TO|THAT|DE))?$/u.exec(line)?.[1];
  if (party === undefined || (isUpperCase(party) && !isAcronym(withoutArticle(party)))) return null;
  const heading = splitHeading(party, countries, "phrase");
  return heading === null || heading.form === null ? null : heading;
}

/** "Orador: Delegación de Honduras", "Speaker: Ms. …". */
function readLabel(line: string, countries: CountryLexicon): SpeakerHeading | null {
  const label = LABEL.exec(foldText(line));
  const heading = label === null ? null : splitHeading(line.slice(label[0].length), countries, "phrase");
  return heading !== null && (heading.form !== null || isProperName(heading.party)) ? heading : null;
}

function readPhrase(line: string, countries: CountryLexicon): SpeakerHeading | null {
  const folded = foldText(line);
  const speech = BY_PHRASE.exec(folded);
  if (speech === null) return null;
  const topical = new RegExp(`^(?:\\p{L}+\\s)?(?:${TOPICAL_SPEECH})(?!\\p{L})`, "u").test(folded);
  const speechTopic = topical ? line.slice(0, speech[0].length) : null;
  const owner = BY_OWNER.exec(folded);
  if (owner !== null) {
    const rest = line.slice(owner[0].length);
    const presented = /present|exposi|expose/u.test(owner[1] ?? "") && PRESENTED.test(foldText(withoutArticle(rest)));
    const heading = presented || isSession(rest) ? null : splitHeading(rest, countries, "phrase");
    if (heading !== null && heading.form !== null) return { ...heading, topic: heading.topic ?? speechTopic };
  }
  for (const connector of folded.matchAll(CONNECTOR)) {
    if (connector.index > 200) break;
    const rest = line.slice(connector.index + connector[0].length);
    const heading = splitHeading(rest, countries, "phrase");
    if (heading === null) continue;
    if (heading.form === null && !isProperName(heading.party)) continue;
    const subject = presentedSubject(line.slice(speech[0].length, connector.index));
    return { ...heading, topic: heading.topic ?? subject ?? speechTopic };
  }
  return null;
}

/** "The meeting", "la VII Sesión Ordinaria": the session itself is opened and closed, and speaks no word. */
function isSession(text: string): boolean {
  return acronymOf(text) === null && SESSION.test(foldText(withoutArticle(text.trim())));
}

/** "Presentación del informe anual a cargo de…": what was presented is the topic. */
function presentedSubject(between: string): string | null {
  const linked = readLinked(between.trim());
  return linked === null || linked.length < 6 ? null : linked;
}

function readName(line: string, countries: CountryLexicon): SpeakerHeading | null {
  const heading = splitHeading(line, countries, "name");
  if (heading === null || heading.form === null) return null;
  // "Programa de…" alone is a subject as often as a speaker, unless its acronym says that it is a body.
  if (heading.form === "organization" && PRESENTED.test(foldText(heading.party)) && acronymOf(heading.party) === null)
    return null;
  return isSentence(line) ? null : heading;
}

/** A full stop in the middle, before a capital and behind a word, tells of running text. */
function isSentence(line: string): boolean {
  return /\p{Ll}{3,}[.;?!]\s+\p{Lu}/u.test(line);
}

function splitHeading(text: string, countries: CountryLexicon, by: SpeakerHeading["by"]): SpeakerHeading | null {
  const whole = withoutArticle(text.trim());
  const { head, topic } = splitTopic(whole, countries);
  const person = readHonorific(head) !== null;
  const { party, remark } = person ? { party: withoutManner(head), remark: null } : splitRemark(head, countries);
  if (party === "" || EVERYBODY.test(foldText(party))) return null;
  return { party, form: classifyParty(party, countries), topic, remark, by };
}

/** A dash or colon sets the topic apart; "sobre" and "on" do so only behind a country, as they are part of bodies' names. */
function splitTopic(text: string, countries: CountryLexicon): { head: string; topic: string | null } {
  const separator = /\s[–—―-]\s+|\s?[:：]\s+|\s\|\s/u.exec(text);
  if (separator !== null && separator.index > 0) {
    const topic = text.slice(separator.index + separator[0].length).trim();
    return { head: text.slice(0, separator.index).trim(), topic: topic === "" ? null : topic };
  }
  for (const about of foldText(text).matchAll(/\s+(?:sobre|on|acerca de|regarding|concerning|sur|em relacao a)\s+/gu)) {
    const head = text.slice(0, about.index);
    const last = countries.findMentions(head).at(-1);
    if (last === undefined || last.end !== head.length) continue;
    return { head, topic: withoutLinks(text.slice(about.index + about[0].length)) };
  }
  return { head: text, topic: null };
}

/** "sobre la de la Declaración" keeps only what is named: links and articles in front are dropped. */
function withoutLinks(text: string): string {
  let rest = text.trim();
  const links = isUpperCase(rest)
    ? /^(?:DE LA|DE LOS|DEL|DE|LA|EL|THE|OF|DO|DA|DU)\s+/u
    : /^(?:de la|de los|de las|del|de|la|el|los|las|the|of|o|a|os|as|do|da|le|les|du)\s+/u;
  for (let turn = 0; turn < 4; turn += 1) {
    const match = links.exec(rest);
    if (match === null) break;
    rest = rest.slice(match[0].length);
  }
  return rest;
}

/** Brackets at the end that hold neither an acronym nor a state's name are a remark on the party. */
function splitRemark(head: string, countries: CountryLexicon): { party: string; remark: string | null } {
  const match = /^(.+?)\s*\(([^()]+)\)$/u.exec(head);
  const [, party = "", inside = ""] = match ?? [];
  const acronym = /^\p{Lu}[\p{L}\d.&/-]{1,14}$/u.test(inside.trim());
  if (match === null || acronym || countries.codeOf(inside) !== null) return { party: head, remark: null };
  const remark = /\d/u.test(inside) && readOffice(inside) === null ? null : inside.trim();
  return { party: party.trim(), remark };
}
