import type { FrameLanguage } from "../protocol.ts";
import { englishStorage, type StorageMessages, spanishStorage } from "./storage-messages.ts";

/** What the command line says to the person at the terminal. */
export interface CommandLineMessages {
  readonly help: string;
  readonly askHelp: string;
  readonly ingestHelp: string;
  readonly listHelp: string;
  readonly removeHelp: string;
  unknownCommand(command: string): string;
  readonly noQuestion: string;
  readonly noFiles: string;
  readonly noIds: string;
  readonly seeHelp: string;
  readonly opening: string;
  /** What is said of the data folder itself. */
  readonly storage: StorageMessages;
  /** Another process works on the data folder. */
  waiting(work: string, pid: number): string;
  readonly nearest: string;
  readonly borderline: string;
  readonly silent: string;
  readonly more: string;
  readonly unnamedSpeaker: string;
  translation(language: string, official: boolean): string;
  readonly fileNotFound: string;
  fileUnreadable(code: string): string;
  /** A file of a folder that is left out. */
  readonly skipped: string;
  readonly emptyFolder: string;
  readonly unchanged: (documentId: string) => string;
  readonly removed: string;
  readonly purged: string;
  counts(counts: { readonly sections: number; readonly passages: number }): string;
  added(documentId: string, title: string): string;
  replaced(revision: string): string;
  audit(counts: { readonly sections: number; readonly passages: number; readonly recommendations: number }): string;
  accounted(percent: string): string;
  unaccounted(count: number): string;
  unattributed(count: number): string;
  failed(file: string): string;
  readonly key: KeyMessages;
}

/** Of `npm run key`. */
export interface KeyMessages {
  readonly help: string;
  readonly oneName: string;
  readonly badScopes: string;
  readonly badDays: string;
  nameTaken(name: string): string;
  unknown(name: string): string;
  made(name: string, scopes: string, until: string): string;
  revoked(name: string): string;
  readonly adminReplaced: string;
  readonly noEnd: string;
  until(day: string, expired: boolean): string;
  readonly noServer: string;
}

const english: CommandLineMessages = {
  help: `Relator answers questions about session records with their own words.

  npm run ask -- "question"       asks, and prints the answer with its citations
  npm run ingest -- FILE|FOLDER…  adds records to the data folder
  npm run list                    lists the records that are held
  npm run remove -- ID…           removes records that were added
  npm run doctor                  looks whether all that is kept is whole, and mends what can be
  npm run backup -- FILE          packs all that is kept into one file, while a server runs too
  npm run restore -- FILE         puts a backup in its place
  npm run feedback -- list        lists, exports or deletes what readers said of answers
  npm run key -- make NAME        makes a key for a program or a person; also list, revoke, link

Add --help to any of them for its options. All use the running server of the data folder (DATA_DIR) when there is one.`,
  askHelp: `Usage: npm run ask -- [options] "question"

  --json              print the whole answer as JSON; for programs: npm run --silent ask -- --json …
  --language es|en    language of the answer's frame; the question's own by default
  --document ID       ask of this record only; may be given several times
  --help              print this`,
  ingestHelp: `Usage: npm run ingest -- [options] FILE|FOLDER…

  --json              print the report of each file as one line of JSON
  --help              print this

Records are Word (.docx), PDF (.pdf), HTML, Markdown (.md), text (.txt) and subtitle (.vtt, .srt) files. Folders are
searched with all their subfolders. Several files are indexed together.`,
  listHelp: `Usage: npm run list -- [options]

  --json              print the list as JSON
  --help              print this`,
  removeHelp: `Usage: npm run remove -- [options] ID…

  --purge             at once and for good; otherwise it can be restored for ten minutes
  --help              print this`,
  unknownCommand: (command) => `“${command}” is not a command.`,
  noQuestion: "Write a question, in quotes.",
  noFiles: "Name at least one file.",
  noIds: "Name at least one record by its id; npm run list shows them.",
  seeHelp: "See --help.",
  opening: "Opening the collection…",
  storage: englishStorage,
  waiting: (work, pid) => `“${work}” works on the data folder (process ${pid}); waiting for it…`,
  nearest: "The nearest passages, which do not answer the question:",
  borderline: "Doubtful:",
  silent: "Asked about, and silent in the records:",
  more: "There are more: ask with --json, and send its nextCursor to the server as the cursor.",
  unnamedSpeaker: "the record itself",
  translation: (language, official) => `${official ? "official" : "unofficial"} translation (${language})`,
  fileNotFound: "There is no such file. Check its path.",
  fileUnreadable: (code) => `The file cannot be opened (${code}). Check its permissions.`,
  skipped: "skipped: files of this kind are not read",
  emptyFolder: "There is no file in this folder that could be read.",
  unchanged: (documentId) => `held already as ${documentId}`,
  removed: "removed; it can be restored for ten minutes",
  purged: "removed for good",
  counts: ({ sections, passages }) => `${sections} interventions, ${passages} passages`,
  added: (documentId, title) => `added as ${documentId}: ${title}`,
  replaced: (revision) => `takes the place of revision ${revision}`,
  audit: ({ sections, passages, recommendations }) =>
    `${sections} interventions, ${passages} passages, ${recommendations} of them read as recommendations`,
  accounted: (percent) => `${percent} of the text is accounted for`,
  unaccounted: (count) => `${count} parts of the text are in no passage:`,
  unattributed: (count) => `${count} passages could not be attributed to a speaker:`,
  failed: (file) => `${file} was not added.`,
  key: {
    help: `Usage: npm run key -- make NAME [--scopes ask,add,admin] [--days 365]
       npm run key -- list | revoke NAME | link

  make    prints a new key, once: only its digest is kept
  list    id, name, scopes, day it was made, day it ends
  revoke  ends a key, and the sessions that were signed in with it, at once
  link    prints an address that signs one browser in on the running server, once, within the hour

Scopes: ask (and read), add (correct and remove too), admin (collections, audit log, sign-in links).`,
    oneName: "Give one name, of at most 60 characters, in quotes where it has spaces.",
    badScopes: "--scopes takes ask, add and admin, set apart by commas.",
    badDays: "--days takes a whole number from 1 to 3650.",
    nameTaken: (name) => `There is a key “${name}” already. Revoke it first, or choose another name.`,
    unknown: (name) => `There is no key “${name}”. npm run key -- list shows them.`,
    made: (name, scopes, until) => `The key “${name}” (${scopes}) holds until ${until}. It is shown this once:`,
    revoked: (name) => `The key “${name}” holds no more.`,
    adminReplaced: "A new first key is in admin.key.",
    noEnd: "without end",
    until: (day, expired) => (expired ? `expired ${day}` : `until ${day}`),
    noServer: "No server is running on this data folder. Start it: it prints a link.",
  },
};

const spanish: CommandLineMessages = {
  help: `Relator responde preguntas sobre documentos de sesiones con sus propias palabras.

  npm run ask -- "pregunta"       pregunta y muestra la respuesta con sus citas
  npm run ingest -- ARCHIVO|CARPETA…  agrega documentos a la carpeta de datos
  npm run list                    enumera los documentos que se conservan
  npm run remove -- ID…           elimina documentos que se agregaron
  npm run doctor                  revisa si todo lo que se conserva está entero y repara lo que se puede
  npm run backup -- ARCHIVO       guarda todo en un archivo, también con un servidor en marcha
  npm run restore -- ARCHIVO      pone una copia de seguridad en su lugar
  npm run feedback -- list        enumera, exporta o elimina las opiniones sobre las respuestas
  npm run key -- make NOMBRE      crea una clave para un programa o una persona; también list, revoke, link

Agregue --help a cualquiera para ver sus opciones. Todas usan el servidor en marcha de la carpeta de datos (DATA_DIR), si lo hay.`,
  askHelp: `Uso: npm run ask -- [opciones] "pregunta"

  --json              muestra toda la respuesta como JSON; para programas: npm run --silent ask -- --json …
  --language es|en    idioma del marco de la respuesta; por omisión, el de la pregunta
  --document ID       pregunta solo por este documento; se puede repetir
  --help              muestra esto`,
  ingestHelp: `Uso: npm run ingest -- [opciones] ARCHIVO|CARPETA…

  --json              muestra el informe de cada archivo en una línea de JSON
  --help              muestra esto

Los documentos son archivos de Word (.docx), PDF (.pdf), HTML, Markdown (.md), texto (.txt) o subtítulos (.vtt, .srt).
Las carpetas se recorren con todas sus subcarpetas. Varios archivos se indexan juntos.`,
  listHelp: `Uso: npm run list -- [opciones]

  --json              muestra la lista como JSON
  --help              muestra esto`,
  removeHelp: `Uso: npm run remove -- [opciones] ID…

  --purge             de inmediato y para siempre; si no, se puede restaurar durante diez minutos
  --help              muestra esto`,
  unknownCommand: (command) => `«${command}» no es una orden.`,
  noQuestion: "Escriba una pregunta, entre comillas.",
  noFiles: "Indique al menos un archivo.",
  noIds: "Indique al menos un documento por su identificador; npm run list los muestra.",
  seeHelp: "Consulte --help.",
  opening: "Abriendo la colección…",
  storage: spanishStorage,
  waiting: (work, pid) => `«${work}» trabaja en la carpeta de datos (proceso ${pid}); se espera a que termine…`,
  nearest: "Los pasajes más cercanos, que no responden la pregunta:",
  borderline: "Dudosos:",
  silent: "Se preguntó por ellos y los documentos no registran nada:",
  more: "Hay más: pregunte con --json y envíe su nextCursor al servidor como cursor.",
  unnamedSpeaker: "el documento mismo",
  translation: (language, official) => `traducción ${official ? "oficial" : "no oficial"} (${language})`,
  fileNotFound: "No existe ese archivo. Revise la ruta.",
  fileUnreadable: (code) => `No se puede abrir el archivo (${code}). Revise los permisos.`,
  skipped: "omitido: los archivos de este tipo no se leen",
  emptyFolder: "En esta carpeta no hay ningún archivo que se pueda leer.",
  unchanged: (documentId) => `ya se conserva como ${documentId}`,
  removed: "eliminado; se puede restaurar durante diez minutos",
  purged: "eliminado definitivamente",
  counts: ({ sections, passages }) => `${sections} intervenciones, ${passages} pasajes`,
  added: (documentId, title) => `agregado como ${documentId}: ${title}`,
  replaced: (revision) => `ocupa el lugar de la revisión ${revision}`,
  audit: ({ sections, passages, recommendations }) =>
    `${sections} intervenciones, ${passages} pasajes, ${recommendations} de ellos leídos como recomendaciones`,
  accounted: (percent) => `se da cuenta del ${percent} del texto`,
  unaccounted: (count) => `${count} partes del texto no están en ningún pasaje:`,
  unattributed: (count) => `${count} pasajes no se pudieron atribuir a un orador:`,
  failed: (file) => `${file} no se agregó.`,
  key: {
    help: `Uso: npm run key -- make NOMBRE [--scopes ask,add,admin] [--days 365]
     npm run key -- list | revoke NOMBRE | link

  make    muestra una clave nueva, una sola vez: solo se guarda su huella
  list    identificador, nombre, permisos, día en que se creó y día en que vence
  revoke  anula de inmediato una clave y las sesiones que se iniciaron con ella
  link    muestra una dirección que inicia sesión en un navegador, una vez y dentro de una hora

Permisos: ask (y leer), add (también corregir y quitar), admin (colecciones, registro de cambios, enlaces).`,
    oneName: "Indique un nombre de 60 caracteres como máximo, entre comillas si tiene espacios.",
    badScopes: "--scopes admite ask, add y admin, separados por comas.",
    badDays: "--days admite un número entero de 1 a 3650.",
    nameTaken: (name) => `Ya hay una clave «${name}». Anúlela primero o elija otro nombre.`,
    unknown: (name) => `No hay ninguna clave «${name}». npm run key -- list las muestra.`,
    made: (name, scopes, until) => `La clave «${name}» (${scopes}) vale hasta ${until}. Se muestra solo esta vez:`,
    revoked: (name) => `La clave «${name}» ya no vale.`,
    adminReplaced: "La nueva primera clave está en admin.key.",
    noEnd: "sin vencimiento",
    until: (day, expired) => (expired ? `venció ${day}` : `hasta ${day}`),
    noServer: "Ningún servidor está en marcha con esta carpeta de datos. Inícielo: muestra un enlace.",
  },
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
