import type { FrameLanguage, Trace } from "../protocol.ts";
import type { ResolvedQuestion } from "../understanding/conversation.ts";
import type { AnswerDraft } from "./answer-draft.ts";
import { type AnswerRequest, topicText } from "./answer-request.ts";
import type { FactSearch } from "./fact-answer.ts";
import { type Requirement, unmetRequirements } from "./requirements.ts";

const meanings: Readonly<Record<string, readonly [spanish: string, english: string]>> = {
  relevance: [
    "Cuánto pesa el mejor pasaje según el modelo de pertinencia",
    "How much the best passage weighs by the relevance model",
  ],
  coverage: [
    "Parte de las palabras de la pregunta que el pasaje contiene",
    "Share of the question's words that the passage holds",
  ],
  meaning: [
    "Cercanía de sentido frente al resto de la colección",
    "Closeness in meaning against the rest of the collection",
  ],
  closeness: ["Cercanía de sentido, en absoluto", "Closeness in meaning, absolute"],
  typeMissing: [
    "Falta el tipo de dato pedido (cifra, fecha, lugar…)",
    "The kind of fact asked for (figure, date, place…) is missing",
  ],
  typeMissingCovered: [
    "Se habla de lo preguntado, pero sin el dato pedido",
    "What is asked about is spoken of, but without the fact asked for",
  ],
  elsewhere: [
    "Parte de la pregunta está en otros pasajes y no en este",
    "Part of the question is in other passages and not in this one",
  ],
  askedElsewhere: [
    "Lo que se cuenta o se elige («cuántos…», «which…») está en otros pasajes y no en este",
    "What is counted or chosen (“how many…”, “which…”) is in other passages and not in this one",
  ],
  typeHeld: ["Está el tipo de dato pedido", "The kind of fact asked for is there"],
  absentConcepts: [
    "Conceptos de la pregunta que ningún texto de la colección trata",
    "Concepts of the question that no text of the collection treats",
  ],
  bound: [
    "Una misma oración reúne lo que se pregunta y el tipo de dato pedido",
    "One sentence holds together what is asked and the kind of fact asked for",
  ],
  absentLiteral: [
    "Palabras de la pregunta que ningún texto de la colección contiene",
    "Words of the question that no text of the collection holds",
  ],
  absentForeign: [
    "Lo mismo, sin textos en el idioma de la pregunta",
    "The same, with no text in the question's language",
  ],
  strangeName: ["Nombre propio que la colección no conoce", "A proper name that the collection does not know"],
  entityElsewhere: [
    "Un país u organismo de la pregunta no está en el mejor pasaje",
    "A country or body of the question is not in the best passage",
  ],
  sentenceEntities: [
    "Países, organismos y cifras de la pregunta en la mejor oración",
    "Countries, bodies and figures of the question in the best sentence",
  ],
  outOfScope: [
    "El orador nombrado no trata parte de lo que se pregunta; otros sí",
    "The named speaker does not treat part of what is asked; others do",
  ],
  entitiesNamed: ["La pregunta nombra países u organismos", "The question names countries or bodies"],
  nothingNamed: ["Ningún pasaje contiene palabra alguna de la pregunta", "No passage holds any word of the question"],
  inScope: ["Se buscó solo en lo que dijo el orador nombrado", "Only what the named speaker said was searched"],
  shortQuery: ["Consulta de una o dos palabras", "A query of one or two words"],
  nothingFound: ["Ningún pasaje que pesar", "No passage to weigh"],
};

const requirementNames: Readonly<Record<Requirement, readonly [spanish: string, english: string]>> = {
  type: ["el tipo de dato pedido", "the kind of fact asked for"],
  entities: ["el país, el organismo o la cifra de que se pregunta", "the country, body or figure asked about"],
  role: ["el cargo por el que se pregunta", "the role asked about"],
};

export function meaningOf(feature: string, language: FrameLanguage): string {
  const [spanish, english] = meanings[feature] ?? [feature, feature];
  return language === "es" ? spanish : english;
}

const none: Readonly<Record<FrameLanguage, string>> = { es: "ninguno", en: "none" };

const listed = (values: readonly string[], language: FrameLanguage): string =>
  values.length === 0 ? none[language] : values.join(", ");

/** The steps of an answer, in words, in order. */
export function stepDetails(
  { reading, language }: AnswerRequest,
  { inherited }: ResolvedQuestion,
  draft: AnswerDraft,
  search: FactSearch,
): Trace["steps"] {
  const spanish = language === "es";
  const [best] = search.evidence;
  const missing = best === undefined ? [] : unmetRequirements(reading, best);
  const mentions = reading.mentions.map(
    (mention) =>
      `${mention.text} (${mention.kind}${mention.known ? "" : spanish ? ", no está en la colección" : ", not in the collection"})`,
  );
  const units = search.units.map(
    (unit, position) => `${unit.surface} (${search.retrieval.lexical.frequencies[position] ?? 0})`,
  );
  const related = [...reading.related].flatMap(([word, near]) =>
    near.length > 0 ? `${word} → ${near.join(", ")}` : [],
  );
  return [
    { name: spanish ? "Pregunta completada" : "Question as completed", detail: reading.text },
    { name: spanish ? "Intención" : "Intent", detail: draft.intent },
    { name: spanish ? "Se nombra" : "Named in it", detail: listed(mentions, language) },
    {
      name: spanish ? "Se toma como oradores" : "Taken as speakers",
      detail: listed(
        reading.speakers.map((mention) => mention.text),
        language,
      ),
    },
    { name: spanish ? "Tema" : "Topic", detail: topicText(reading) || none[language] },
    {
      name: spanish ? "Heredado de la conversación" : "Inherited from the conversation",
      detail: listed(inherited, language),
    },
    {
      name: spanish ? "Términos buscados (pasajes que los contienen)" : "Terms searched (passages that hold them)",
      detail: listed(units, language),
    },
    {
      name: spanish ? "Dichos en el acta de otro modo" : "Said otherwise in the record",
      detail: listed(related, language),
    },
    { name: spanish ? "Tipo de dato esperado" : "Kind of fact expected", detail: reading.answerType },
    {
      name: spanish ? "Falta en el mejor pasaje" : "Missing from the best passage",
      detail: listed(
        missing.map((requirement) => requirementNames[requirement][spanish ? 0 : 1]),
        language,
      ),
    },
    {
      name: spanish ? "Resultado" : "Outcome",
      detail: draft.outcome + (draft.basis === undefined ? "" : `, ${draft.basis}`),
    },
  ];
}
