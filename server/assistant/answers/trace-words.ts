import type { FrameLanguage } from "../../protocol.ts";

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
