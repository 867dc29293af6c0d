import type { RecordReadError, RecordReadReason } from "../corpus/record-read-error.ts";

type Details = RecordReadError["details"];

/** A kind of file as people call it: its extension in capitals. */
const kind = (value: string | number | undefined): string => String(value ?? "?").toUpperCase();

const units: Readonly<Record<string, string>> = { bytes: "bytes", pages: "páginas", characters: "caracteres" };

const sentences: Readonly<Record<RecordReadReason, (details: Details) => string>> = {
  unreadable: () => "El archivo no se puede leer. Guárdelo de nuevo como Word, PDF o texto en UTF-8 y agréguelo.",
  empty: () => "El archivo está vacío. Agregue uno que tenga el texto de la sesión.",
  encoding: () => "El texto no está en UTF-8. Guárdelo de nuevo como texto en UTF-8 y agréguelo.",
  "not-text": () => "El archivo no es texto ni un formato conocido. Agréguelo como Word, PDF, HTML o texto en UTF-8.",
  image: ({ looksLike }) =>
    `El archivo es una imagen (${kind(looksLike)}). Agregue el documento con su texto, no una fotografía de él.`,
  archive: ({ looksLike }) =>
    `El archivo es un paquete comprimido (${kind(looksLike)}). Extraiga los archivos y agréguelos uno por uno.`,
  "legacy-format": ({ looksLike }) =>
    `El formato ${kind(looksLike)} no se lee. Ábralo en su programa, guárdelo como DOCX o PDF y agréguelo de nuevo.`,
  "wrong-kind": ({ looksLike, named }) =>
    `El archivo se llama ${kind(named)}, pero su contenido parece ${kind(looksLike)}. Corrija el nombre o guárdelo de nuevo.`,
  damaged: () => "El archivo está dañado o incompleto. Obténgalo de nuevo y agréguelo.",
  encrypted: () => "El archivo pide una contraseña. Guárdelo sin contraseña y agréguelo de nuevo.",
  "scanned-pdf": ({ pages, offer, install }) => {
    const what = `El PDF solo contiene imágenes de páginas${pages === undefined ? "" : ` (${pages})`}, sin texto.`;
    if (offer !== undefined) {
      return `${what} Se puede leer por reconocimiento de texto (OCR): agréguelo de nuevo con «?ocr=true» o con el botón de la página.`;
    }
    const elsewhere = "Agregue el documento original o un PDF con texto reconocido.";
    if (install === undefined) return `${what} ${elsewhere}`;
    const packages = String(install).replaceAll(" ", ", ");
    return `${what} ${elsewhere} Con los paquetes de Debian ${packages} se podría leer aquí por OCR.`;
  },
  "ocr-failed": () =>
    "No se pudo reconocer el texto de las páginas escaneadas (OCR). Escanéelo de nuevo o agregue una versión con texto.",
  "too-large": ({ limit, unit }) =>
    limit === undefined
      ? "El archivo es demasiado grande. Divídalo y agregue las partes."
      : `El archivo supera el límite de ${limit} ${units[String(unit)] ?? ""}. Divídalo y agregue las partes.`,
  "too-deep": () =>
    "El archivo anida sus partes más de lo que se puede leer. Guárdelo como texto sencillo y agréguelo de nuevo.",
  "unsafe-markup": () =>
    "El archivo contiene declaraciones que no se admiten por seguridad. Guárdelo de nuevo desde su programa y agréguelo.",
  "too-long": ({ seconds }) =>
    `La lectura del archivo tardó más de ${seconds ?? "?"} s y se detuvo. Divídalo o guárdelo de forma más sencilla.`,
  "too-much-memory": ({ megabytes }) =>
    `La lectura del archivo necesitó más de ${megabytes ?? "?"} MB de memoria y se detuvo. Divídalo o guárdelo de forma más sencilla.`,
  crashed: () => "La lectura del archivo falló. Guárdelo de nuevo de forma más sencilla, o como texto, y agréguelo.",
};

/** What the English message says, for those who read Spanish. */
export function describeUnreadableInSpanish({ reason, details }: RecordReadError): string {
  return sentences[reason](details);
}
