import type { FrameLanguage } from "../protocol.ts";

/** What the command line says to the person at the terminal. */
export interface CommandLineMessages {
  readonly help: string;
  readonly askHelp: string;
  readonly ingestHelp: string;
  unknownCommand(command: string): string;
  readonly noQuestion: string;
  readonly noFiles: string;
  readonly seeHelp: string;
  readonly opening: string;
  readonly nearest: string;
  readonly borderline: string;
  readonly silent: string;
  readonly more: string;
  readonly unnamedSpeaker: string;
  translation(language: string, official: boolean): string;
  readonly fileNotFound: string;
  readonly fileIsFolder: string;
  fileUnreadable(code: string): string;
  readonly fileFormat: string;
  added(documentId: string, title: string): string;
  replaced(revision: string): string;
  audit(counts: { readonly sections: number; readonly passages: number; readonly recommendations: number }): string;
  accounted(percent: string): string;
  unaccounted(count: number): string;
  unattributed(count: number): string;
  failed(file: string): string;
}

const english: CommandLineMessages = {
  help: `Relator answers questions about session records with their own words.

  npm run ask -- "question"       asks, and prints the answer with its citations
  npm run ingest -- FILE…         adds text or Markdown records to the data folder

Add --help to either for its options. Both use the running server of the data folder (DATA_DIR) when there is one.`,
  askHelp: `Usage: npm run ask -- [options] "question"

  --json              print the whole answer as JSON
  --language es|en    language of the answer's frame; the question's own by default
  --document ID       ask of this record only; may be given several times
  --help              print this`,
  ingestHelp: `Usage: npm run ingest -- [options] FILE…

  --json              print the report of each file as one line of JSON
  --help              print this

Records are text (.txt) or Markdown (.md) files in UTF-8.`,
  unknownCommand: (command) => `“${command}” is not a command.`,
  noQuestion: "Write a question, in quotes.",
  noFiles: "Name at least one file.",
  seeHelp: "See --help.",
  opening: "Opening the collection…",
  nearest: "The nearest passages, which do not answer the question:",
  borderline: "Doubtful:",
  silent: "Asked about, and silent in the records:",
  more: "There are more: ask with --json, and send its nextCursor to the server as the cursor.",
  unnamedSpeaker: "the record itself",
  translation: (language, official) => `${official ? "official" : "unofficial"} translation (${language})`,
  fileNotFound: "There is no such file. Check its path.",
  fileIsFolder: "This is a folder. Name the files in it.",
  fileUnreadable: (code) => `The file cannot be opened (${code}). Check its permissions.`,
  fileFormat: "Records are read from .txt and .md files. Save the text as one of them and add it again.",
  added: (documentId, title) => `added as ${documentId}: ${title}`,
  replaced: (revision) => `takes the place of revision ${revision}`,
  audit: ({ sections, passages, recommendations }) =>
    `${sections} interventions, ${passages} passages, ${recommendations} of them read as recommendations`,
  accounted: (percent) => `${percent} of the text is accounted for`,
  unaccounted: (count) => `${count} parts of the text are in no passage:`,
  unattributed: (count) => `${count} passages could not be attributed to a speaker:`,
  failed: (file) => `${file} was not added.`,
};

const spanish: CommandLineMessages = {
  help: `Relator responde preguntas sobre documentos de sesiones con sus propias palabras.

  npm run ask -- "pregunta"       pregunta y muestra la respuesta con sus citas
  npm run ingest -- ARCHIVO…      agrega documentos de texto o Markdown a la carpeta de datos

Agregue --help a cualquiera para ver sus opciones. Ambas usan el servidor en marcha de la carpeta de datos (DATA_DIR), si lo hay.`,
  askHelp: `Uso: npm run ask -- [opciones] "pregunta"

  --json              muestra toda la respuesta como JSON
  --language es|en    idioma del marco de la respuesta; por omisión, el de la pregunta
  --document ID       pregunta solo por este documento; se puede repetir
  --help              muestra esto`,
  ingestHelp: `Uso: npm run ingest -- [opciones] ARCHIVO…

  --json              muestra el informe de cada archivo en una línea de JSON
  --help              muestra esto

Los documentos son archivos de texto (.txt) o Markdown (.md) en UTF-8.`,
  unknownCommand: (command) => `«${command}» no es una orden.`,
  noQuestion: "Escriba una pregunta, entre comillas.",
  noFiles: "Indique al menos un archivo.",
  seeHelp: "Consulte --help.",
  opening: "Abriendo la colección…",
  nearest: "Los pasajes más cercanos, que no responden la pregunta:",
  borderline: "Dudosos:",
  silent: "Se preguntó por ellos y los documentos no registran nada:",
  more: "Hay más: pregunte con --json y envíe su nextCursor al servidor como cursor.",
  unnamedSpeaker: "el documento mismo",
  translation: (language, official) => `traducción ${official ? "oficial" : "no oficial"} (${language})`,
  fileNotFound: "No existe ese archivo. Revise la ruta.",
  fileIsFolder: "Es una carpeta. Indique los archivos que contiene.",
  fileUnreadable: (code) => `No se puede abrir el archivo (${code}). Revise los permisos.`,
  fileFormat: "Los documentos se leen de archivos .txt y .md. Guarde el texto como uno de ellos y agréguelo de nuevo.",
  added: (documentId, title) => `agregado como ${documentId}: ${title}`,
  replaced: (revision) => `ocupa el lugar de la revisión ${revision}`,
  audit: ({ sections, passages, recommendations }) =>
    `${sections} intervenciones, ${passages} pasajes, ${recommendations} de ellos leídos como recomendaciones`,
  accounted: (percent) => `se da cuenta del ${percent} del texto`,
  unaccounted: (count) => `${count} partes del texto no están en ningún pasaje:`,
  unattributed: (count) => `${count} pasajes no se pudieron atribuir a un orador:`,
  failed: (file) => `${file} no se agregó.`,
};

const messages: Readonly<Record<FrameLanguage, CommandLineMessages>> = { es: spanish, en: english };

export interface TerminalLocale {
  readonly language: FrameLanguage;
  readonly messages: CommandLineMessages;
}

export function localeOf(language: FrameLanguage): TerminalLocale {
  return { language, messages: messages[language] };
}

/** Spanish where the terminal's locale is (POSIX: LC_ALL over LC_MESSAGES over LANG), else English. */
export function readTerminalLocale(environment: NodeJS.ProcessEnv): TerminalLocale {
  const locale = environment.LC_ALL || environment.LC_MESSAGES || environment.LANG || "";
  return localeOf(/^es(_|\.|@|$)/i.test(locale) ? "es" : "en");
}
