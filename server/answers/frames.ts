import type { Basis, FrameLanguage, Reason } from "../protocol.ts";
import type { AnswerType } from "../understanding/cues.ts";
import type { Requirement } from "./requirements.ts";

/** Sentences of the answer's frame, made of counted facts only, in each language of the interface. */
export interface Frames {
  readonly fact: (facts: {
    topic: string;
    citations: number;
    speakers: number;
    first: string;
    paragraph: string;
  }) => string;
  readonly list: (facts: {
    total: number;
    speakers: number;
    topic: string;
    of: readonly string[];
    recommendations: boolean;
    basis: Basis;
    borderline: number;
    complete: boolean;
  }) => string;
  readonly speakersMentioning: (facts: {
    total: number;
    names: readonly string[];
    topic: string;
    basis: Basis;
  }) => string;
  readonly compare: (facts: { topic: string; sides: readonly { name: string; count: number }[] }) => string;
  readonly overviewSpeaker: (facts: { name: string; total: number; recommendations: number }) => string;
  readonly overviewDocument: (facts: {
    title: string;
    speakers: number;
    passages: number;
    recommendations: number;
  }) => string;
  readonly notFound: Readonly<
    Record<
      Exclude<Reason, "not-a-question" | "unknown-entity">,
      (facts: { topic: string; who: readonly string[] }) => string
    >
  >;
  /** The nearest passages speak of it, and lack what would answer. */
  readonly missing: (facts: {
    topic: string;
    requirement: Requirement;
    answerType: AnswerType;
    names: readonly string[];
  }) => string;
  readonly unknownEntity: (names: readonly string[]) => string;
  readonly notRecordedAsSpeaker: (names: readonly string[]) => string;
  readonly greeting: (documents: number) => string;
  readonly farewell: string;
  /** How many passages each speaker has, most first. */
  readonly bySpeaker: (counts: readonly { readonly name: string; readonly count: number }[]) => string;
  readonly aboutAssistant: (documents: number) => string;
  readonly title: (title: string) => string;
  readonly sessionDate: (date: string) => string;
  readonly documentDate: (date: string) => string;
  readonly issuer: (body: string) => string;
  readonly symbol: (symbol: string) => string;
  readonly language: (code: string) => string;
  readonly speakerCount: (speakers: number, sections: number) => string;
  readonly speakers: (names: readonly string[]) => string;
  readonly identity: (name: string) => string;
  readonly turnCount: (turns: number, name: string) => string;
  readonly recommendationCount: (count: number, speakers: number) => string;
  readonly place: string;
  readonly time: string;
  readonly modality: string;
  readonly attendance: string;
  readonly agenda: string;
  readonly severalDocuments: (count: number) => string;
}

const plural = (count: number, one: string, many: string): string => `${count} ${count === 1 ? one : many}`;

function joinNames(names: readonly string[], conjunction: string): string {
  if (names.length < 2) return names.join("");
  return `${names.slice(0, -1).join(", ")} ${conjunction} ${names.at(-1) ?? ""}`;
}

const spanishFigures: Readonly<Partial<Record<AnswerType, string>>> = {
  number: "ninguna cifra",
  share: "ningún porcentaje",
  money: "ningún monto",
  duration: "ninguna duración",
  date: "ninguna fecha",
  country: "el nombre de ningún otro país",
  name: "el nombre que se pide",
  reason: "ninguna causa",
};

const englishFigures: Readonly<Partial<Record<AnswerType, string>>> = {
  number: "figure",
  share: "percentage",
  money: "amount",
  duration: "length of time",
  date: "date",
  country: "name of another country",
  name: "such name",
  reason: "reason",
};

const spanish: Frames = {
  fact: ({ topic, citations, speakers, first, paragraph }) =>
    citations === 1
      ? `Responde ${first}, ¶${paragraph}${topic === "" ? "" : `, sobre «${topic}»`}.`
      : `Responde mejor ${first}, ¶${paragraph}. ${topic === "" ? "Se citan" : `Sobre «${topic}» se citan`} ${plural(citations, "pasaje", "pasajes")}${speakers === 0 ? "" : ` de ${plural(speakers, "orador", "oradores")}`}, por pertinencia.`,
  list: ({ total, speakers, topic, of, recommendations, basis, borderline, complete }) => {
    const what = recommendations
      ? plural(total, "pasaje leído como recomendación", "pasajes leídos como recomendaciones")
      : plural(total, "pasaje", "pasajes");
    const about = topic === "" ? "" : ` sobre «${topic}»`;
    const who = of.length === 0 ? `, de ${plural(speakers, "orador", "oradores")}` : `, de ${joinNames(of, "y")}`;
    return `${what}${about}${who}. ${spanishBasis[basis]}${complete ? "" : " La lista puede no ser completa."}${borderline === 0 ? "" : ` Aparte, ${plural(borderline, "pasaje dudoso", "pasajes dudosos")}.`}`;
  },
  speakersMentioning: ({ total, names, topic, basis }) =>
    `${plural(names.length, "orador menciona", "oradores mencionan")} «${topic}» en ${plural(total, "pasaje", "pasajes")}: ${joinNames(names, "y")}. ${spanishBasis[basis]}`,
  compare: ({ topic, sides }) =>
    `${topic === "" ? "Lo que consta de cada uno" : `Sobre «${topic}»`}: ${sides.map(({ name, count }) => `${name}, ${count === 0 ? "nada en el acta" : plural(count, "pasaje", "pasajes")}`).join("; ")}.`,
  overviewSpeaker: ({ name, total, recommendations }) =>
    `Intervención de ${name}: ${plural(total, "pasaje", "pasajes")}, ${plural(recommendations, "leído como recomendación", "leídos como recomendaciones")}, en el orden del documento.`,
  overviewDocument: ({ title, speakers, passages, recommendations }) =>
    `«${title}»: ${plural(speakers, "intervención", "intervenciones")}, ${plural(passages, "pasaje", "pasajes")}, ${plural(recommendations, "leído como recomendación", "leídos como recomendaciones")}. Se cita el título y lo principal de cada intervención.`,
  notFound: {
    "no-evidence": ({ topic, who }) =>
      `El acta no responde a esta pregunta${topic === "" ? "" : ` sobre «${topic}»`}${who.length === 0 ? "" : ` en lo que consta de ${joinNames(who, "y")}`}. Los pasajes más cercanos se muestran abajo, pero no la contestan.`,
    "filtered-out": () =>
      "Con los filtros elegidos, el acta no responde a esta pregunta; fuera de ellos, puede que sí. Quite alguno y vuelva a preguntar.",
  },
  missing: ({ topic, requirement, answerType, names }) => {
    const about = topic === "" ? "" : ` sobre «${topic}»`;
    const lacking = {
      type: `pero no dan ${spanishFigures[answerType] ?? "el dato pedido"}`,
      entities: names.length === 0 ? "pero no con esa cifra" : `pero no lo dicen de ${joinNames(names, "y")}`,
      role: "pero no dicen quién ejerce ese cargo",
    }[requirement];
    return `El acta no responde a esta pregunta${about}: los pasajes más cercanos, abajo, hablan de ello, ${lacking}.`;
  },
  unknownEntity: (names) =>
    `El acta no menciona ${joinNames(
      names.map((name) => `«${name}»`),
      "ni",
    )}, así que no puede responder a esta pregunta.`,
  notRecordedAsSpeaker: (names) =>
    `En el acta no consta ninguna intervención de ${joinNames(names, "ni de")} que responda a esta pregunta.`,
  greeting: (documents) =>
    `Hola. Pregunte por lo que se dijo o recomendó en las sesiones: respondo con citas textuales de ${plural(documents, "documento", "documentos")}.`,
  farewell: "Con gusto. Cuando quiera, pregunte por lo que se dijo o recomendó en las sesiones.",
  bySpeaker: (counts) => `Por orador: ${counts.map(({ name, count }) => `${name}, ${count}`).join("; ")}.`,
  aboutAssistant: (documents) =>
    `Soy Relator. Respondo, en español o en inglés, con pasajes textuales de ${plural(documents, "acta o resumen de sesión", "actas o resúmenes de sesión")}, cada uno con su orador y párrafo. Puede pedir datos, todas las recomendaciones de un orador, comparaciones o un resumen; si el acta no lo dice, lo digo.`,
  title: (title) => `El documento se titula «${title}».`,
  sessionDate: (date) => `La sesión se celebró el ${date}.`,
  documentDate: (date) => `El documento lleva fecha del ${date}.`,
  issuer: (body) => `Según el propio documento, lo emite: ${body}.`,
  symbol: (symbol) => `La signatura del documento es ${symbol}.`,
  language: (code) =>
    `El texto original está en ${{ es: "español", en: "inglés", pt: "portugués", fr: "francés" }[code] ?? code}.`,
  speakerCount: (speakers, sections) =>
    speakers === sections
      ? `Constan ${plural(speakers, "orador", "oradores")}.`
      : `Constan ${plural(speakers, "orador", "oradores")} en ${plural(sections, "intervención", "intervenciones")}.`,
  speakers: (names) => `Intervinieron: ${joinNames(names, "y")}.`,
  identity: (name) => `En el acta consta ${name}.`,
  turnCount: (turns, name) => `${name}: ${plural(turns, "intervención", "intervenciones")} en el acta.`,
  recommendationCount: (count, speakers) =>
    `${plural(count, "pasaje leído como recomendación", "pasajes leídos como recomendaciones")}, de ${plural(speakers, "orador", "oradores")}. La clasificación es de Relator.`,
  place: "El lugar consta en estas líneas del documento.",
  time: "La hora consta en estas líneas del documento.",
  modality: "La modalidad de la sesión consta en estas líneas del documento.",
  attendance: "La asistencia consta en estas líneas del documento.",
  agenda: "El orden del día, según los encabezados del documento.",
  severalDocuments: (count) => `Hay ${count} documentos; se da el dato de cada uno.`,
};

const spanishBasis: Readonly<Record<Basis, string>> = {
  fields: "Según la estructura del documento.",
  mention: "Según las palabras del texto, sus variantes y traducciones.",
  classified: "Según la clasificación de Relator.",
  relevance: "Según una estimación de pertinencia.",
};

const englishBasis: Readonly<Record<Basis, string>> = {
  fields: "Decided by the document's structure.",
  mention: "Decided by the words of the text, their variants and translations.",
  classified: "Decided by Relator's own classification.",
  relevance: "Decided by estimated relevance.",
};

const english: Frames = {
  fact: ({ topic, citations, speakers, first, paragraph }) =>
    citations === 1
      ? `Answered by ${first}, ¶${paragraph}${topic === "" ? "" : `, on “${topic}”`}.`
      : `Best answered by ${first}, ¶${paragraph}. ${plural(citations, "passage", "passages")}${speakers === 0 ? "" : ` by ${plural(speakers, "speaker", "speakers")}`} ${citations === 1 ? "is" : "are"} cited${topic === "" ? "" : ` on “${topic}”`}, by relevance.`,
  list: ({ total, speakers, topic, of, recommendations, basis, borderline, complete }) => {
    const what = recommendations
      ? plural(total, "passage read as a recommendation", "passages read as recommendations")
      : plural(total, "passage", "passages");
    const about = topic === "" ? "" : ` on “${topic}”`;
    const who = of.length === 0 ? `, by ${plural(speakers, "speaker", "speakers")}` : `, by ${joinNames(of, "and")}`;
    return `${what}${about}${who}. ${englishBasis[basis]}${complete ? "" : " The list may not be complete."}${borderline === 0 ? "" : ` ${plural(borderline, "doubtful passage is", "doubtful passages are")} shown apart.`}`;
  },
  speakersMentioning: ({ total, names, topic, basis }) =>
    `${plural(names.length, "speaker mentions", "speakers mention")} “${topic}” in ${plural(total, "passage", "passages")}: ${joinNames(names, "and")}. ${englishBasis[basis]}`,
  compare: ({ topic, sides }) =>
    `${topic === "" ? "What is recorded of each" : `On “${topic}”`}: ${sides.map(({ name, count }) => `${name}, ${count === 0 ? "nothing recorded" : plural(count, "passage", "passages")}`).join("; ")}.`,
  overviewSpeaker: ({ name, total, recommendations }) =>
    `Intervention of ${name}: ${plural(total, "passage", "passages")}, ${recommendations} read as ${recommendations === 1 ? "a recommendation" : "recommendations"}, in the document's order.`,
  overviewDocument: ({ title, speakers, passages, recommendations }) =>
    `“${title}”: ${plural(speakers, "intervention", "interventions")}, ${plural(passages, "passage", "passages")}, ${recommendations} read as ${recommendations === 1 ? "a recommendation" : "recommendations"}. The title and the main of each intervention are cited.`,
  notFound: {
    "no-evidence": ({ topic, who }) =>
      `The record does not answer this question${topic === "" ? "" : ` on “${topic}”`}${who.length === 0 ? "" : ` in what is recorded of ${joinNames(who, "and")}`}. The nearest passages are shown below, but they do not answer it.`,
    "filtered-out": () =>
      "Within the chosen filters the record does not answer this question; outside them it may. Remove one and ask again.",
  },
  missing: ({ topic, requirement, answerType, names }) => {
    const about = topic === "" ? "" : ` on “${topic}”`;
    const lacking = {
      type: `but give no ${englishFigures[answerType] ?? "such fact"}`,
      entities: names.length === 0 ? "but not with that figure" : `but not about ${joinNames(names, "and")}`,
      role: "but do not say who holds that role",
    }[requirement];
    return `The record does not answer this question${about}: the nearest passages, below, speak of it, ${lacking}.`;
  },
  unknownEntity: (names) =>
    `The record does not mention ${joinNames(
      names.map((name) => `“${name}”`),
      "or",
    )}, so it cannot answer this question.`,
  notRecordedAsSpeaker: (names) =>
    `The record holds no intervention by ${joinNames(names, "or")} that answers this question.`,
  greeting: (documents) =>
    `Hello. Ask what was said or recommended in the sessions: I answer with verbatim quotes from ${plural(documents, "document", "documents")}.`,
  farewell: "You are welcome. Ask whenever you like about what was said or recommended in the sessions.",
  bySpeaker: (counts) => `By speaker: ${counts.map(({ name, count }) => `${name}, ${count}`).join("; ")}.`,
  aboutAssistant: (documents) =>
    `I am Relator. I answer, in Spanish or English, with verbatim passages from ${plural(documents, "session record", "session records")}, each with its speaker and paragraph. You can ask for facts, all recommendations of a speaker, comparisons or a summary; where the record is silent, I say so.`,
  title: (title) => `The document is titled “${title}”.`,
  sessionDate: (date) => `The session was held on ${date}.`,
  documentDate: (date) => `The document is dated ${date}.`,
  issuer: (body) => `By the document's own words, it is issued by: ${body}.`,
  symbol: (symbol) => `The document's symbol is ${symbol}.`,
  language: (code) =>
    `The original text is in ${{ es: "Spanish", en: "English", pt: "Portuguese", fr: "French" }[code] ?? code}.`,
  speakerCount: (speakers, sections) =>
    speakers === sections
      ? `${plural(speakers, "speaker is", "speakers are")} recorded.`
      : `${plural(speakers, "speaker is", "speakers are")} recorded, in ${plural(sections, "intervention", "interventions")}.`,
  speakers: (names) => `The speakers were: ${joinNames(names, "and")}.`,
  identity: (name) => `The record names ${name}.`,
  turnCount: (turns, name) => `${name}: ${plural(turns, "intervention", "interventions")} on record.`,
  recommendationCount: (count, speakers) =>
    `${plural(count, "passage read as a recommendation", "passages read as recommendations")}, by ${plural(speakers, "speaker", "speakers")}. The classification is Relator's.`,
  place: "The place stands in these lines of the document.",
  time: "The time stands in these lines of the document.",
  modality: "How the session was held stands in these lines of the document.",
  attendance: "Attendance stands in these lines of the document.",
  agenda: "The agenda, by the document's headings.",
  severalDocuments: (count) => `There are ${count} documents; the fact is given for each.`,
};

const frames: Readonly<Record<FrameLanguage, Frames>> = { es: spanish, en: english };

export function framesIn(language: FrameLanguage): Frames {
  return frames[language];
}

/** A calendar date in words, in UTC; the text as given where it is no ISO date. */
export function formatDate(isoDate: string, language: FrameLanguage): string {
  const date = new Date(`${isoDate}T00:00:00Z`);
  if (Number.isNaN(date.getTime())) return isoDate;
  const locale = language === "es" ? "es" : "en-GB";
  return new Intl.DateTimeFormat(locale, { day: "numeric", month: "long", year: "numeric", timeZone: "UTC" }).format(
    date,
  );
}
