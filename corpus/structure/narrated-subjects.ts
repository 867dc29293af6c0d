import type { CountryLexicon } from "../countries.ts";
import { readHonorific, readOffice, withoutArticle } from "./parties.ts";
import { readPersonLine } from "./person-line.ts";
import { bareSpeaker } from "./present.ts";
import { AGENDA_ITEM } from "./proceedings.ts";
import { type Speaker, speakerOfParty, speakerOfPerson } from "./speaker.ts";

/** A stop ends an initial or a short title, and longer words only at the end of a sentence. */
const CAPITALIZED = "(?:[dl]['’])?\\p{Lu}(?:[\\p{L}\\p{M}'’-]|(?<=(?<!\\p{L})\\p{L}{1,3})\\.(?!\\s?[-–—]))*";
const PARTICLES = "(?:d[aeio]s?|del|la|las|los|y|e|van|von|der|den|du|le)";
/** At most eight words: two open ends beside each other would be divided in every way. */
export const NAME = `${CAPITALIZED}(?:\\s(?:${PARTICLES}\\s){0,2}${CAPITALIZED}){0,7}`;
/** "of the Council", "del Concejo": what an office is an office of. */
const OWNER = `(?:\\s(?:de la|de los|del|de|of the|of|d[ao]s?|du|des)\\s${NAME})?`;
/** What follows a subject: a remark in brackets or between commas, and a verb in small letters. */
export const VERB =
  "(?:\\s\\([^()]{1,80}\\))?(?:,\\s(?:[^,.;:]|(?<=(?<!\\p{L})\\p{L}{1,4})\\.){2,80},)?\\s(?!(?:having|being|absent|étant|ayant|habiendo|estando|siendo|tendo|sendo|(?:was|were) (?:asked|told|thanked|invited)|y(?!\\s(?:est|sont|ont)\\s)|e|and|et|und|de|del|of|con|with|avec|com|para|for|pour|en|in)\\s)(?=\\p{Ll})";

const NAMED = new RegExp(`^(${NAME})${VERB}`, "u");
const TITLE = "(?:\\s(?:(?:Sr|Sra|Srta|D|Dr|Dra|Mr|Mrs|Ms|Mx|M|Mme|Eng|Prof)\\.?ª?|don|doña|señora?|senhora?))?";
const LEADING_TITLE = /^(?:Sra?|Srta|D|Dra?|Mr|Mrs|Ms|Mx|M|Mme|Eng|Prof)\.?ª?\s/u;
const HOLDER = new RegExp(`^(${OWNER})(?:${TITLE}\\s((?:${PARTICLES}\\s){0,2}${NAME}))?${VERB}`, "u");
/** "Responde la Sra. Alcaldesa que…", "Toma la palabra D. Teodoro…": a verb before its subject, in the singular as it is. */
const VERB_FIRST =
  /^(?:A continuación,?\s|Seguidamente,?\s)?(?!(?:Que|Visto|Considerando|Resultando|Al|Ao|À|Un|Una|Um|Uma|Une|En|Por|Para|Según|Segundo|Com|Con|De|A|Como|Sobre|Em)\s|\p{L}+[aeiou]n\s)\p{L}\p{Ll}+(?:\s(?!(?:de|del|que|por|para|según|con|como|com|ante|a|al|do|da)\s(?!nuevo|novo|continuación|palavra))\p{Ll}+){0,3}?\s(?=(?:el|la|o|a)\s(?:\p{Ll}{4,}\s)?(?:Sra?\.|Senhora?\s|senhora?\s|señora?\s|[Dd]on\s|[Dd]oña\s|D\.|Dra?\.|\p{Lu})|D\.|[Dd]on\s|[Dd]oña\s|Sra?\.)/u;
/** What ends a subject that stands behind its verb. */
const BEHIND = /(?=\s(?:que|para|por|si|sobre|con|y|e|quien|em|en|a|al|dizendo)\s|[,:;]|(?<=\p{Ll}{3})\.|$)/u;
const LONGEST_CONNECTOR = 60;
/** "M. le Maire", "Mme la Présidente": an office is addressed. */
const COURTESY = /^(?:M\.|Mme|Monsieur|Madame)\s(?=l(?:[ea]\s|['’]))/u;

/** Whether a verb stands before a subject that is titled or has a capital. */
export function putsSubjectBehind(text: string): boolean {
  return VERB_FIRST.test(text);
}

/** The party that a paragraph begins with as the subject of a verb, told by its form of address or its office. */
export function titledSubject(text: string, countries: CountryLexicon): Speaker | null {
  const numbered = text.replace(AGENDA_ITEM, "").replace(/^\d{1,3}[.)](?=\s?\p{Lu})\s?/u, "");
  const connector = /^\p{Lu}(?:[^,.:;]|(?<=(?<!\p{L})\p{L}{1,4})\.){2,60}?,\s(?=\S)/u.exec(numbered)?.[0] ?? "";
  const inverted = VERB_FIRST.exec(numbered)?.[0];
  if (inverted !== undefined) {
    const behind = numbered.slice(inverted.length);
    const end = behind.search(BEHIND);
    // "Manifiesta don Abel que…": a title begins in a small letter inside a sentence.
    const named = (end === -1 ? behind : behind.slice(0, end)).replace(/^do(?=(?:n|ña)\s)/u, "Do");
    const subject = readSubject(`${named} dice`, countries);
    if (subject !== null) return subject;
  }
  const subject = readSubject(numbered, countries);
  if (subject !== null || connector === "" || connector.length > LONGEST_CONNECTOR) return subject;
  return readSubject(numbered.slice(connector.length), countries);
}

/** "El Sr. del Olmo": a surname that begins with a particle. */
const PARTICLED = new RegExp(
  `^(Sra?\\.|D\\.ª?|Don|Doña|Mr\\.?|Ms\\.?|Mrs\\.?|Cllr\\.?|M\\.|Mme|Dra?\\.?)\\s((?:(?:(?:de la|de los|de['’]?|del|da|do|van|von|der|den|le|la|ap)\\s){1,2}|(?=[dl]['’]))${NAME})${VERB}`,
  "u",
);
/** "O freguês Silvino dos Santos perguntou": what somebody is, in small letters, and a name of two words. */
const DESCRIBED = new RegExp(
  `^(?:[Ee]l|[Ll]a|[Oo]|[Aa]|[Ll]e|[Ll]['’]|[Tt]he)\\s?(\\p{Ll}{4,})${TITLE}\\s(${CAPITALIZED}(?:\\s(?:${PARTICLES}\\s){0,2}${CAPITALIZED})+)${VERB}`,
  "u",
);

/** "O Ver. João Batista agradeceu": an abbreviation behind an article and before a name of two words is a title. */
const ABBREVIATED = new RegExp(
  `^(?:[Ee]l|[Ll]a|[Oo]|[Aa]|[Ll]e|[Tt]he)\\s(\\p{Lu}\\p{Ll}{1,4}\\.ª?)\\s(${CAPITALIZED}(?:\\s(?:${PARTICLES}\\s){0,2}${CAPITALIZED})+)${VERB}`,
  "u",
);

/** "La délégation norroise a fait valoir", "Les délégations carante et morave ont appuyé": a state by its adjective. */
const DELEGATION =
  /^(?:[Ll]a|[Ll]es|[Tt]he|[Aa]s?|[Ll]as)\s((?:délégations?|delegaci[oó]n|delegaciones|delegaç(?:ão|ões))\s(?!(?:d[aeou]s?|del|des|du|que|qui|a|ont|ha|han)\s)\p{Ll}{4,}(?:\s(?:et|y|e)\s\p{Ll}{4,})?)\s(?=(?:a|ont|ha|han|s['’]est|se|est|[\p{Ll}]+(?:[óoe]u?|aron|ieron|aram|eram|iram|a))\s)/u;

export function readSubject(text: string, countries: CountryLexicon): Speaker | null {
  const delegation = DELEGATION.exec(text)?.[1];
  if (delegation !== undefined) {
    const { isPerson: _, ...party } = bareSpeaker(delegation.charAt(0).toUpperCase() + delegation.slice(1));
    return { ...party, organization: party.speaker };
  }
  const [, noun, described] = DESCRIBED.exec(text) ?? [];
  if (described !== undefined && noun !== undefined)
    return { ...bareSpeaker(described.replace(LEADING_TITLE, "")), role: noun };
  const opening = withoutArticle(text.replace(COURTESY, ""));
  const [, title, abbreviated] = ABBREVIATED.exec(text) ?? [];
  if (abbreviated !== undefined && title !== undefined && readHonorific(opening) === null)
    return { ...bareSpeaker(abbreviated), honorific: title };
  const [, honorific, particled] = PARTICLED.exec(opening) ?? [];
  if (particled !== undefined && honorific !== undefined) return { ...bareSpeaker(particled), honorific };
  const address = readHonorific(opening);
  const rest = address === null ? opening : opening.slice(address.length);
  const name = address === null ? undefined : NAMED.exec(rest)?.[1];
  if (name !== undefined && address !== null && readOffice(name, { addressed: true }) === null) {
    const person = readPersonLine(`${opening.slice(0, address.length)}${name}`, countries);
    if (person !== null) return speakerOfPerson(person, null, countries);
  }
  const named = address === null ? opening : withoutArticle(rest);
  const office = readOffice(named, { addressed: address !== null });
  if (office === null) return null;
  const [whole, owner = "", titled] = HOLDER.exec(named.slice(office.length)) ?? [];
  if (whole === undefined) return null;
  const holder = titled?.replace(LEADING_TITLE, "");
  const party = `${named.slice(0, office.length)}${owner}`;
  const speaker = speakerOfParty({ party, form: "office", topic: null, remark: null, by: "name" }, countries);
  return holder === undefined ? speaker : { ...speaker, speaker: holder, isPerson: true, role: speaker.role ?? party };
}

/** "M. le rapporteur", "Mme la présidente Odile Maréchaux": an office, with its holder or not, behind a courtesy. */
export function readCourtesy(text: string, countries: CountryLexicon): Speaker | null {
  return COURTESY.test(text) ? readSubject(`${text} dit`, countries) : null;
}
