import type { Basis, FrameLanguage, Intent, Reason } from "../../protocol.ts";
import type { InheritedField } from "../understanding/conversation.ts";

/** What each feature of the decision to answer means to a person. */
const meanings: Readonly<Record<string, Readonly<Record<FrameLanguage, string>>>> = {
  nothing: { es: "No hay ningún pasaje que leer", en: "There is no passage to read" },
  outside: { es: "Probabilidad de que no pregunte por un acta", en: "Probability that it asks nothing of a record" },
  relevance: {
    es: "Cuánto responde el mejor pasaje, según el lector",
    en: "How well the best passage answers, by the reader",
  },
  lead: { es: "Ventaja sobre el segundo pasaje", en: "Lead over the second passage" },
  span: { es: "Cuán clara es la parte que responde", en: "How clear the answering part is" },
  similarity: { es: "Cercanía de sentido", en: "Closeness in meaning" },
  lexical: { es: "Palabras de la pregunta que están en el pasaje", en: "Words of the question that the passage holds" },
  lexicalOwn: { es: "Lo mismo, si la lengua es la del acta", en: "The same, where the language is the record's" },
  held: { es: "Parte de las palabras que el pasaje dice", en: "Share of the words that the passage says" },
  heldOwn: { es: "Esa parte, si la lengua es la del acta", en: "That share, where the language is the record's" },
  unheld: { es: "Parte de las palabras que ningún pasaje dice", en: "Share of the words that no passage says" },
  unheldOwn: { es: "Esa parte, si la lengua es la del acta", en: "That share, where the language is the record's" },
  othersHoldMore: { es: "Cuántas más dice otro pasaje", en: "How many more another passage says" },
  foreign: { es: "Pregunta en otra lengua que la del acta", en: "Asked in another language than the record's" },
  numbersMissing: { es: "Números de la pregunta que faltan", en: "Numbers of the question that are missing" },
  namesMissing: { es: "Nombres de la pregunta que faltan", en: "Names of the question that are missing" },
  formMissing: { es: "Falta la cifra o la fecha que se pide", en: "The figure or date asked for is missing" },
  structural: { es: "El pasaje es portada o cierre", en: "The passage is front matter or closing" },
  part: { es: "Cuánto responde su mejor oración, leída sola", en: "How well its best sentence answers, read alone" },
  partLead: { es: "Ventaja de esa oración sobre las otras", en: "Lead of that sentence over the others" },
  partMean: { es: "Cuánto responden sus oraciones, en promedio", en: "How well its sentences answer, on average" },
  partSpan: { es: "Cuán clara es la respuesta en esa oración", en: "How clear the answer is in that sentence" },
  partSimilarity: { es: "Cercanía de sentido de esa oración", en: "Closeness in meaning of that sentence" },
  onePart: { es: "El pasaje es una sola oración", en: "The passage is a single sentence" },
  keyword: { es: "Palabras sueltas", en: "Bare words" },
  words: { es: "Cuántas palabras dicen algo", en: "How many words say something" },
};

export function meaningOf(feature: string, language: FrameLanguage): string {
  return meanings[feature]?.[language] ?? feature;
}

type Words<Code extends string> = Readonly<Record<FrameLanguage, Readonly<Record<Code, string>>>>;

/** What each kind of request is to a person. */
export const intentWords: Words<Intent> = {
  es: {
    fact: "pide un dato",
    list: "pide una lista",
    count: "pide contar",
    compare: "pide comparar",
    who: "pregunta quién",
    when: "pregunta cuándo",
    where: "pregunta dónde",
    definition: "pide una definición",
    overview: "pide un resumen",
    document: "pregunta por el documento",
    assistant: "pregunta por Relator",
    smalltalk: "saluda o conversa",
  },
  en: {
    fact: "asks for a fact",
    list: "asks for a list",
    count: "asks for a count",
    compare: "asks for a comparison",
    who: "asks who",
    when: "asks when",
    where: "asks where",
    definition: "asks for a definition",
    overview: "asks for a summary",
    document: "asks about the document",
    assistant: "asks about Relator",
    smalltalk: "greets or chats",
  },
};

export const outcomeWords: Words<"answered" | "not-found" | Reason | Basis> = {
  es: {
    answered: "se respondió",
    "not-found": "no se respondió",
    "no-evidence": "nada en el acta lo dice",
    "unknown-entity": "el acta no lo menciona",
    "filtered-out": "los filtros lo excluyen",
    "not-a-question": "no es una pregunta",
    outside: "no pregunta por un acta",
    fields: "por la estructura del documento",
    mention: "por mención",
    classified: "por la clasificación de Relator",
    relevance: "por cercanía a la pregunta",
  },
  en: {
    answered: "answered",
    "not-found": "not answered",
    "no-evidence": "nothing on record says it",
    "unknown-entity": "the record does not mention it",
    "filtered-out": "ruled out by the filters",
    "not-a-question": "not a question",
    outside: "not a question about a record",
    fields: "by the structure of the document",
    mention: "by mention",
    classified: "by Relator’s classification",
    relevance: "by closeness to the question",
  },
};

export const inheritedWords: Words<InheritedField> = {
  es: { speakers: "quién habla", organizations: "la organización", countries: "el país", topic: "el tema" },
  en: { speakers: "who speaks", organizations: "the organization", countries: "the country", topic: "the topic" },
};

export function percentIn(probability: number, language: FrameLanguage): string {
  return new Intl.NumberFormat(language, { style: "percent" }).format(probability);
}

export const stepNames = {
  es: {
    kind: "Tipo de pregunta",
    question: "Pregunta entendida",
    speakers: "Palabras de",
    excluded: "Sin contar a",
    sessions: "Sesiones",
    topic: "Tema",
    inherited: "De preguntas anteriores",
    outside: "Probabilidad de no preguntar por un acta",
    outcome: "Resultado",
  },
  en: {
    kind: "Kind of question",
    question: "Question understood",
    speakers: "Words of",
    excluded: "Leaving out",
    sessions: "Sessions",
    topic: "Topic",
    inherited: "From earlier questions",
    outside: "Probability of asking nothing of a record",
    outcome: "Outcome",
  },
} as const;
