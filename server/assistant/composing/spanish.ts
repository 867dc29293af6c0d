import type { Basis } from "../../protocol.ts";
import type { MissingForm } from "../weighing/exact-checks.ts";
import type { LeadQuote, Sentences, SessionCount } from "./lead.ts";
import { formatDate, joinNames, mostNamed, plural, sessionNames } from "./numbers-and-names.ts";

const basisTold: Readonly<Record<Basis, string>> = {
  fields: "según la estructura del documento",
  mention: "según las palabras del texto",
  classified: "según la clasificación de Relator",
  relevance: "según una estimación de pertinencia",
};

const missingTold: Readonly<Record<MissingForm, string>> = {
  number: "no dan la cifra",
  time: "no dicen cuándo",
};

const linesTold = {
  place: "Sobre el lugar, el documento dice",
  attendance: "Sobre la asistencia, el documento dice",
  agenda: "Orden del día, según el documento",
} as const;

const quoted = (text: string): string => `«${text.replace(/\s+/gu, " ")}»`;
const about = (topic: string): string => (topic === "" ? "" : ` sobre ${quoted(topic)}`);
const subjectTold = (subject: readonly string[]): string =>
  subject.length === 0 ? "" : ` Asunto: ${joinNames(subject.map(quoted), "y")}.`;
const place = ({ speaker, paragraph, citation }: Omit<LeadQuote, "text" | "translation">): string =>
  `${speaker === "" ? "" : `${speaker}, `}¶${paragraph} [${citation}]`;

function quoteTold(quote: LeadQuote): string {
  const said = quoted(quote.text);
  const { translation } = quote;
  const text =
    translation === null
      ? said
      : `${quoted(translation.text)} (traducción ${translation.official ? "oficial" : "no oficial"} de ${said})`;
  return `${text} — ${place(quote)}`;
}

function speakersTold(speakers: readonly { readonly name: string; readonly count: number }[]): string {
  const shown = speakers.slice(0, mostNamed).map(({ name, count }) => `${name} (${count})`);
  const more = speakers.length - shown.length;
  return joinNames(more > 0 ? [...shown, plural(more, "orador más", "oradores más")] : shown, "y");
}

/** In which sessions the members of a list were said. */
function sessionsTold(sessions: readonly SessionCount[]): string {
  if (sessions.length < 2) return "";
  const names = sessionNames(sessions.slice(0, mostNamed), "es");
  const more = sessions.length - names.length;
  const shown = joinNames(more > 0 ? [...names, plural(more, "sesión más", "sesiones más")] : names, "y");
  return ` En ${plural(sessions.length, "sesión", "sesiones")}: ${shown}.`;
}

export const spanish: Sentences = {
  fact: ({ quote, further }) =>
    `${quoteTold(quote)}.${further.length === 0 ? "" : ` Véase también ${joinNames(further.map(place), "y")}.`}`,
  list: ({ total, speakers, sessions, topic, recommendations, basis, borderline, complete, except }) => {
    const what = recommendations
      ? plural(total, "pasaje leído como recomendación", "pasajes leídos como recomendaciones")
      : plural(total, "pasaje", "pasajes");
    const who =
      speakers.length === 0 ? "" : `, de ${plural(speakers.length, "orador", "oradores")}: ${speakersTold(speakers)}`;
    const without = except.length === 0 ? "" : `, sin contar ${joinNames(except, "ni")}`;
    return `${what}${about(topic)}${without}${who}.${sessionsTold(sessions)} Pertenencia decidida ${basisTold[basis]}${complete ? "" : "; la lista puede no ser completa"}.${borderline === 0 ? "" : ` Aparte, ${plural(borderline, "pasaje dudoso", "pasajes dudosos")}.`}`;
  },
  mentions: ({ total, speakers, sessions, topic, basis, borderline, complete, except }) =>
    `${plural(speakers.length, "orador menciona", "oradores mencionan")} ${topic === "" ? "esto" : quoted(topic)}, en ${plural(total, "pasaje", "pasajes")}${except.length === 0 ? "" : `, sin contar ${joinNames(except, "ni")}`}${speakers.length === 0 ? "" : `: ${speakersTold(speakers)}`}.${sessionsTold(sessions)} Decidido ${basisTold[basis]}${complete ? "" : "; la lista puede no ser completa"}.${borderline === 0 ? "" : ` Aparte, ${plural(borderline, "pasaje dudoso", "pasajes dudosos")}.`}`,
  silentSpeakers: ({ names, topic, recommendations, named, basis }) =>
    `${recommendations ? plural(names.length, "orador no recomienda nada", "oradores no recomiendan nada") : plural(names.length, "orador no habla", "oradores no hablan")}${about(topic)}: ${joinNames(names, "y")}. Sí lo hacen: ${named.length === 0 ? "nadie" : joinNames(named, "y")}; decidido ${basisTold[basis]}.`,
  unsupportedExclusion: ({ topic }) =>
    `No puedo decidir con certeza qué queda fuera${about(topic)}; pregunte por lo que sí consta y compare.`,
  compare: ({ topic, sides }) =>
    `${topic === "" ? "Lo que consta de cada uno" : `Sobre ${quoted(topic)}`}:\n${sides
      .map(({ name, count, quote }) =>
        quote === null
          ? `${name}: nada en el acta.`
          : `${name} (${plural(count, "pasaje", "pasajes")}): ${quoteTold(quote)}.`,
      )
      .join("\n")}`,
  overviewSpeaker: ({ name, total, recommendations }) =>
    `Intervención de ${name}: ${plural(total, "pasaje", "pasajes")}, ${plural(recommendations, "leído como recomendación", "leídos como recomendaciones")}, en el orden del documento.`,
  overviewDocument: ({ title, subject, speakers, passages, recommendations }) =>
    `${quoted(title)}: ${plural(speakers, "intervención", "intervenciones")}, ${plural(passages, "pasaje", "pasajes")}, ${plural(recommendations, "leído como recomendación", "leídos como recomendaciones")}. Se cita el título y lo principal de cada intervención.${subjectTold(subject)}`,
  noEvidence: ({ topic, who, nearest }) =>
    `El acta no responde a esta pregunta${about(topic)}${who.length === 0 ? "" : ` en lo que consta de ${joinNames(who, "y")}`}.${nearest === 0 ? "" : " Los pasajes más cercanos, abajo, no la contestan."}`,
  missing: ({ topic, form }) =>
    `El acta no responde a esta pregunta${about(topic)}: los pasajes más cercanos, abajo, ${missingTold[form]}.`,
  outside: () =>
    "Esta pregunta no trata de lo que consta en las actas, así que no puedo responderla. Pregunte por lo que se dijo o recomendó en las sesiones.",
  filteredOut: () =>
    "Con los filtros elegidos, el acta no responde a esta pregunta; fuera de ellos, puede que sí. Quite alguno y vuelva a preguntar.",
  setAside: ({ count }) =>
    `Hay ${plural(count, "documento apartado", "documentos apartados")} por un problema de sus archivos; lo que consta allí no está en esta respuesta.`,
  unknownEntity: ({ names }) =>
    `El acta no menciona ${joinNames(names.map(quoted), "ni")}, así que no puede responder a esta pregunta.`,
  silentMention: ({ names }) =>
    `En el acta no consta ninguna intervención de ${joinNames(names, "ni de")} que responda a esta pregunta.`,
  greeting: ({ documents }) =>
    `Hola. Pregunte por lo que se dijo o recomendó en las sesiones: respondo con citas textuales de ${plural(documents, "documento", "documentos")}.`,
  farewell: () => "Con gusto. Cuando quiera, pregunte por lo que se dijo o recomendó en las sesiones.",
  aboutAssistant: ({ documents }) =>
    `Soy Relator. Respondo, en español o en inglés, con pasajes textuales de ${plural(documents, "acta o resumen de sesión", "actas o resúmenes de sesión")}, cada uno con su orador y párrafo. Puede pedir datos, todas las recomendaciones de un orador, comparaciones o un resumen; si el acta no lo dice, lo digo.`,
  command: ({ documents }) =>
    `Eso no lo hago: solo respondo con citas textuales de ${plural(documents, "acta de sesión", "actas de sesión")}. Pregunte por lo que se dijo o recomendó.`,
  title: ({ title, subject }) => `El documento se titula ${quoted(title)}.${subjectTold(subject)}`,
  sessionDate: ({ isoDate }) => `La sesión se celebró el ${formatDate(isoDate, "es")}.`,
  documentDate: ({ isoDate }) => `El documento lleva fecha del ${formatDate(isoDate, "es")}.`,
  issuer: ({ body }) => `Según el propio documento, lo emite: ${body}.`,
  heldBy: ({ body }) => `La sesión es de: ${body}.`,
  symbol: ({ symbol }) => `La signatura del documento es ${symbol}.`,
  language: ({ code }) =>
    `El texto original está en ${{ es: "español", en: "inglés", pt: "portugués", fr: "francés" }[code] ?? code}.`,
  speakerCount: ({ speakers, sections }) =>
    `Constan ${plural(speakers, "orador", "oradores")}${speakers === sections ? "" : ` en ${plural(sections, "intervención", "intervenciones")}`}.`,
  speakers: ({ names }) => `Intervinieron: ${joinNames(names, "y")}.`,
  identity: ({ names }) => `En el acta ${names.length === 1 ? "consta" : "constan"} ${joinNames(names, "y")}.`,
  recommendationCount: ({ count, speakers }) =>
    `${plural(count, "pasaje leído como recomendación", "pasajes leídos como recomendaciones")}, de ${plural(speakers, "orador", "oradores")}. La clasificación es de Relator.`,
  passageCount: ({ count }) => `El documento tiene ${plural(count, "pasaje", "pasajes")}.`,
  documentCount: ({ count, titles }) =>
    `Tengo ${plural(count, "documento", "documentos")}${count > titles.length ? "; los últimos son" : ":"} ${joinNames(titles.map(quoted), "y")}.`,
  documentKind: ({ title }) => `Por su título, es: ${quoted(title)}.`,
  lines: ({ of, quotes }) => `${linesTold[of]}: ${joinNames(quotes.map(quoted), "y")}.`,
  severalDocuments: ({ count }) => `Hay ${count} documentos; se da el dato de cada uno.`,
  ofDocument: ({ title }) => `${title}:`,
};
