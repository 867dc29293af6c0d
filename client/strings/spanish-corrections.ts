import type { CorrectionStrings } from "./correction-strings.ts";
import { plural } from "./spanish-plural.ts";

const number = (count: number) => count.toLocaleString("es");

export const spanishCorrections: CorrectionStrings = {
  correct: "Corregir",
  correctOf: (where) => `Corregir ${where}`,
  turn: "Aquí empieza la intervención de…",
  nobody: "No son palabras de nadie",
  heading: "Es un encabezado",
  notHeading: "No es un encabezado",
  recommendation: "Es una recomendación",
  notRecommendation: "No es una recomendación",
  apply: "Corregir",
  turnForm: {
    label: (where) => `De quién es la intervención que empieza en ${where}`,
    speaker: "Orador",
    speakerHint: "Elija un orador de este documento o escriba un nombre",
    role: "Cargo",
    organization: "En nombre de",
    optional: "opcional",
    opening: "Dónde empiezan sus palabras",
    afterLabel: (label) => `después de «${label}»`,
    wholeLine: "en el párrafo siguiente: este solo dice quién habla",
    noLabel: "con la primera palabra de este párrafo",
    required: "Diga quién habla.",
    already: "Eso ya está dicho.",
  },
  facts: {
    edit: "Corregir título, órgano, fechas o idioma",
    form: "Qué documento es",
    unknown: "Deje vacío lo que no se sabe.",
  },
  speakers: {
    heading: "Oradores",
    sections: (count) => plural(count, "intervención", "intervenciones"),
    same: "Es el mismo que otro…",
    sameOf: (name) => `«${name}» es el mismo que otro orador`,
    form: (name) => `«${name}» y otro nombre son uno solo`,
    other: "Es el mismo que",
    name: "Se llama",
  },
  paragraphs: {
    heading: "Párrafos",
    how: "Así se entendió cada párrafo. Con «Corregir» se dice qué es; el documento se lee entonces de nuevo.",
    count: (count) => plural(count, "párrafo", "párrafos"),
    doubtful: (count) => `${number(count)} en duda`,
    inDoubt: "en duda",
    earlier: (count) => `Mostrar ${number(count)} anteriores`,
    later: (count) => `Mostrar ${number(count)} más`,
    openRecord: (where) => `Abrir ${where} en el documento`,
    loading: "Obteniendo los párrafos…",
    failed: "No se pudieron obtener los párrafos.",
    itemsOf: (where) => `Elementos de ${where}`,
  },
  made: {
    heading: (count) => `Correcciones de este documento (${number(count)})`,
    failed: "No se pudieron obtener las correcciones.",
    notApplied: "sin efecto: una corrección posterior dice otra cosa, o el texto cambió ahí",
    undo: "Deshacer",
    undoOf: (what) => `Deshacer: ${what}`,
    undoAll: "Deshacer todas",
    undoAllQuestion: (count) =>
      `${count === 1 ? "Se retirará" : "Se retirarán"} ${plural(count, "corrección", "correcciones")} de este documento.`,
    undoAllMeaning: "El documento se leerá como Relator lo leyó por sí solo. Esto no se puede deshacer.",
  },
  says: {
    turn: (where, speaker, of) => `En ${where} empieza la intervención de ${speaker}${of === null ? "" : ` (${of})`}`,
    nobody: (where) => `${where} no es de nadie`,
    quote: (name) => `«${name}»`,
    samePerson: (names, name) => `${names} son la misma persona: ${name}`,
    heading: (where) => `${where} es un encabezado`,
    notHeading: (where) => `${where} no es un encabezado`,
    recommendation: (where) => `${where} es una recomendación`,
    notRecommendation: (where) => `${where} no es una recomendación`,
    metadata: (values) => `El documento: ${values}`,
    somewhere: "un lugar del texto",
    nothing: "no se sabe",
  },
  bar: {
    label: "Correcciones en curso",
    working: (count) =>
      count === 1
        ? "Leyendo el documento de nuevo…"
        : `Leyendo el documento de nuevo: ${plural(count, "cambio", "cambios")}…`,
    done: (what) => `Corregido. ${what}.`,
    undone: (what) => `Deshecho: ${what}.`,
    allUndone: "Se deshicieron todas las correcciones.",
    failed: (what) => `No se pudo hacer: ${what}.`,
    retry: "Intentar de nuevo",
    dismiss: "Cerrar",
  },
};
