import type { Document, Language } from "../../corpus/document.ts";
import { languages, stem, type Token, tokenize } from "../retrieval/terms.ts";
import {
  countedRecommendations,
  countedSpeakers,
  countedTurns,
  metadataCues,
  overviewCue,
  recommendationNounCue,
  recordNouns,
} from "./cues.ts";
import { isFunctionWord } from "./function-words.ts";
import type { Mention } from "./mention.ts";
import { paperNouns } from "./scaffolding.ts";

/** Facts of a document that its front matter, headings and closing tell. */
export type MetadataField =
  | "title"
  | "session-date"
  | "document-date"
  | "dates"
  | "issuer"
  | "body"
  | "symbol"
  | "place"
  | "speakers"
  | "speaker-count"
  | "speaker-identity"
  | "turn-count"
  | "recommendation-count"
  | "language"
  | "agenda"
  | "time"
  | "modality"
  | "attendance";

export interface MetadataContext {
  readonly folded: string;
  readonly tokens: readonly Token[];
  readonly language: Language | null;
  readonly mentions: readonly Mention[];
  readonly documents: readonly Document[];
}

const recordNoun = new RegExp(`\\b(?:${recordNouns})\\b`, "u");

/** Words of a question about the document itself, folded; anything else makes it a question about its content. */
const ownVocabulary = new RegExp(
  `^(?:${recordNouns}|titul\\w*|title\\w*|nombre\\w*|name\\w*|fecha\\w*|date\\w*|dia|day|cuando|when|ano|year|mes|month|emiti\\w*|emision|public\\w*|expid\\w*|issu\\w*|releas\\w*|sign\\w*|firm\\w*|elabor\\w*|redact\\w*|produc\\w*|produj\\w*|prepar\\w*|escrib\\w*|wr(?:o|i)t\\w*|draft\\w*|author\\w*|autor\\w*|compil\\w*|hizo|made|celebr\\w*|realiz\\w*|held|hold|took|take|place|lugar|llev\\w*|cabo|tuvo|happen\\w*|quien\\w*|who|whom|que|what|which|cual\\w*|organo\\w*|organ|organism\\w*|entidad|body|office|oficina|unit|unidad|secretar\\w*|comision|comite|committee|commission|conven\\w*|convoc\\w*|organiz\\w*|host\\w*|signatura|simbolo|symbol|codigo|code|number|numero|reference|referencia|sala|room|ciudad|city|edificio|building|venue|sede|donde|where|habl\\w*|interv\\w*|particip\\w*|expus\\w*|spoke\\w*|speak\\w*|floor|orador\\w*|ponent\\w*|present\\w*|panel\\w*|asist\\w*|attend\\w*|delega\\w*|list\\w*|all|todos|todas|many|cuant\\w*|idioma|lengua|language|original|agenda|orden|temario|items?|puntos?|order|business|tematic\\w*|thematic|official|oficial|llama|called|written|escrit\\w*|lleva|carry|carries|bear\\w*|tiene|have|has|responsable|responsible|people|persons?|personas?|tom\\w*|palabra|uso|part|different|distint\\w*|total|celebracion|meet\\w*|take|estuv\\w*|speeches|discursos|bear\\w*|carr\\w*|end|final|sesion\\w*|ordinari\\w*|special|especial|extraordinari\\w*|tercera?|third|recom\\w*|propuest\\w*|proposal\\w*|contien\\w*|contain\\w*|hay|there|include\\w*|incluye\\w*|full|complet\\w*|exact\\w*|en|hora\\w*|time|times|empez\\w*|acab\\w*|termin\\w*|inici\\w*|comenz\\w*|start\\w*|beg[aiu]n\\w*|finish\\w*|close\\w*|adjourn\\w*|open\\w*|abri\\w*|levant\\w*|claus\\w*|presencial\\w*|virtual\\w*|linea|online|line|person|remot\\w*|hibrid\\w*|hybrid\\w*|videoconferenc\\w*|modalidad|modality|format\\w*|observador\\w*|observers?|permanent\\w*|attendance|asistencia|countries|paises|member|members|estados|states|miembros?|hubo|were|tienes?|tema|theme|topic|subject|reuni\\w*|gather\\w*|congreg\\w*|occur\\w*|ocurri\\w*|sat|sits?|met|salio|came|comes?|out|put|together|drew|behind|saco|sacaron|papel|paper|write|writeup|printed|impres\\w*|archivo|archive|long|after|antes|despues|transcurri\\w*|lema|motto|slogan|subtitul\\w*|subtitle\\w*|section|sections|apartado\\w*|belong\\w*|pertenec\\w*|regular|extraordinary|circul\\w*|distribu\\w*|version\\w*|revis\\w*|pages?|paginas?|took|takes|intervention\\w*|intervinientes?|were|present|names|nombres|register\\w*|registr\\w*|chosen|exactly|exactamente|precise\\w*|know|saber|tell|dime|decir|thing|signed|up|registered|acreditad\\w*|miembros?|estuvier\\w*)$`,
  "u",
);

function titleStems(documents: readonly Document[]): Set<string> {
  const words = documents.flatMap((document) => tokenize(`${document.title} ${document.body ?? ""}`));
  return new Set(words.flatMap((token) => languages.map((language) => stem(token.folded, language))));
}

/** The record at hand, and no other document that it may speak of. */
const thisPaper = new RegExp(
  `\\b(?:this|este|esta) (?:${paperNouns}|thing)\\b|\\b(?:the|el|la) (?:paper|papel|acta|minutes|record|write up|writeup|minuta|proceedings)\\b`,
  "u",
);

const thisMeeting =
  /\b(?:la|el|the|this|esta|este) (?:reunion|sesion|encuentro|evento|taller|foro|meeting|session|event|workshop|gathering|hearing|audiencia)\b/u;
/** Records speak of other meetings than their own. */
const anotherMeeting =
  /\b(?:proxim[oa]|siguiente|anterior|pasad[oa]|previa|previo|ministerial|next|following|previous|last|earlier|upcoming)\b/u;

/** Words that a question about the paper at hand may hold besides the document's own vocabulary. */
const mostOtherWords = 2;

/** "How long after the meeting was it dated?" */
const spansDates =
  /\b(?:how (?:long|many days|many weeks) (?:after|before|between)|cuant(?:o tiempo|os dias|as semanas|o) (?:despues|antes|paso|pasaron|transcurri\w+|medi\w+))\b/u;

/** Whether nothing is left of the question once the document's own words are taken out. */
function asksOnlyOfDocument(context: MetadataContext): boolean {
  const title = titleStems(context.documents);
  const others = context.tokens.filter((token) => {
    if (ownVocabulary.test(token.folded)) return false;
    const isFunction = (language: Language): boolean => isFunctionWord(token.folded, language);
    if (context.language === null ? languages.some(isFunction) : isFunction(context.language)) return false;
    return !languages.some((language) => title.has(stem(token.folded, language)));
  });
  if (others.length === 0) return true;
  if (context.mentions.length > 0) return false;
  const onMeeting = others.length === 1 && thisMeeting.test(context.folded) && !anotherMeeting.test(context.folded);
  return onMeeting || (others.length <= mostOtherWords && thisPaper.test(context.folded));
}

function readDates(folded: string): MetadataField | null {
  if (spansDates.test(folded)) return "dates";
  if (!metadataCues.date.test(folded)) return null;
  const asksIssue =
    /\b(?:emiti\w*|emision|public\w*|expid\w*|issued?|dated|released|c[ao]mes? out|came out|put\b.{0,24}\bout|sac(?:o|aron)|salio|circul\w*|firm\w*|signed|elabor\w*|redact\w*|prepar\w*|written|escrit\w*)\b|\b(?:fecha|date)\b.{0,20}\b(?:documento|document|acta|resumen|summary|record|minutes|informe)\b|\b(?:documento|document|acta|minutes)\b.{0,20}\b(?:fecha|date)/u.test(
      folded,
    );
  const asksSession =
    /\b(?:celebr\w*|realiz\w*|a cabo|tuvo lugar|held|took place|take place|sesion\w*|session|reunion|meeting|hearing|audiencia|happen\w*|se reunio|met)\b/u.test(
      folded,
    );
  if (asksIssue && asksSession) return "dates";
  if (asksIssue) return "document-date";
  return asksSession || recordNoun.test(folded) ? "session-date" : null;
}

/** "¿Quién habló por el BID?", "who represented Peru?": asks for a section's speaker's line. */
const identityCue =
  /\b(?:quien(?:es)?|who|quem|qui)\b.{0,30}\b(?:habl\w+|spoke|speaks?|represent\w*|interv\w+|particip\w+|falou|presid\w*|chair\w*|coordin\w*|encabez\w*)\b(?: \w+){0,2}? ?(?:por|for|de|del|of|en nombre|on behalf|a|al|the|la|el|pela|pelo)\b|\b(?:quien es|who is|who was|who's|quien fue|quem e|cargo de|role of|cual es el cargo|what is the (?:position|title|role|post)|que cargo|what (?:position|post|role|office) (?:does|did))\b/u;

/**
 * @returns The fields of the document that a question asks for; none where it asks for content: some word in it belongs
 * neither to the document's own vocabulary nor to its title.
 */
export function readMetadataFields(context: MetadataContext): MetadataField[] {
  const { folded, mentions } = context;
  const asked = mentions.filter((mention) => mention.kind !== "role" && mention.sections.length > 0);
  if (countedTurns.test(folded) && asked.length > 0) return ["turn-count"];
  if (identityCue.test(folded) && asked.length > 0 && leavesOnlyMentions(context)) return ["speaker-identity"];
  if (!asksOnlyOfDocument(context) || asked.some((mention) => mention.kind === "person")) return [];
  if (countedRecommendations.test(folded)) return asked.length === 0 ? ["recommendation-count"] : [];
  if (countedSpeakers.test(folded)) return ["speaker-count"];
  // "All recommendations on participation", "who made most recommendations": not of the document itself.
  if (recommendationNounCue.test(folded)) return [];
  const fields = namedFields(folded);
  if (fields.length > 0) return fields;
  // "Resumen" is a record as well as what is asked for: only now, when no other field is named.
  if (overviewCue.test(folded)) return [];
  return metadataCues.speakers.test(folded) ? ["speakers"] : [];
}

/** Asked beside who issued it: "who put this out, and on what day?" */
const asksDay = /\b(?:cuando|que dia|que fecha|fecha|when|what (?:day|date)|which (?:day|date))\b/u;

/** Fields that the wording names, in the order of the document; one question may name several. */
function namedFields(folded: string): MetadataField[] {
  const fields: MetadataField[] = [];
  if (metadataCues.symbol.test(folded)) fields.push("symbol");
  if (metadataCues.title.test(folded) && !/\btitle of (?:mr|ms|the speaker)/u.test(folded)) fields.push("title");
  if (metadataCues.issuer.test(folded)) fields.push("issuer");
  if (metadataCues.agenda.test(folded)) fields.push("agenda");
  if (metadataCues.language.test(folded)) fields.push("language");
  if (metadataCues.time.test(folded)) fields.push("time");
  if (metadataCues.modality.test(folded)) fields.push("modality");
  if (metadataCues.attendance.test(folded)) fields.push("attendance");
  const isPlaced = recordNoun.test(folded) || metadataCues.held.test(folded);
  if (metadataCues.place.test(folded) && isPlaced) fields.push("place");
  const dates = fields.includes("issuer") && !asksDay.test(folded) ? null : readDates(folded);
  if (dates !== null) fields.push(dates);
  if (fields.length === 0 && metadataCues.body.test(folded)) fields.push("body");
  return fields;
}

/** Whether the question is its cue and the mentioned speaker, and nothing more. */
function leavesOnlyMentions(context: MetadataContext): boolean {
  const inMention = (position: number): boolean =>
    context.mentions.some((mention) => position >= mention.first && position <= mention.last);
  return context.tokens.every((token, position) => {
    if (inMention(position) || ownVocabulary.test(token.folded)) return true;
    if (
      /^(?:represent\w*|cargo|role|position|post|behalf|nombre|presid\w*|chair\w*|coordin\w*|senor\w*|sr|sra|dr|dra|mr|ms|mrs)$/u.test(
        token.folded,
      )
    )
      return true;
    return languages.some((language) => isFunctionWord(token.folded, language));
  });
}
