import type { EvaluationCase } from "../records/feedback-store.ts";
import type { NoRoomError } from "../request-errors.ts";
import type { BackupError, BackupReport } from "../storage/backup.ts";
import type { DoctorReport, Finding } from "../storage/doctor.ts";
import type { RestoreError, RestoreReport } from "../storage/restore.ts";

/** What the commands that work on the data folder itself say. */
export interface StorageMessages {
  readonly help: Readonly<Record<"doctor" | "backup" | "restore" | "feedback", string>>;
  finding(finding: Finding): string;
  examined(report: DoctorReport, left: number): string;
  readonly mayMend: string;
  packed(file: string, report: BackupReport): string;
  readonly notPacked: Readonly<Record<BackupError["obstacle"], string>>;
  restored(report: RestoreReport): string;
  readonly notRestored: Readonly<Record<RestoreError["obstacle"], (path: string) => string>>;
  opinion(opinion: EvaluationCase): string;
  exported(count: number, file: string): string;
  deleted(count: number): string;
  noSuchFeedback(id: string): string;
  readonly noRoom: Readonly<Record<NoRoomError["obstacle"], string>>;
}

const megabytes = (bytes: number): string => (bytes / 1_000_000).toFixed(1);

export const englishStorage: StorageMessages = {
  help: {
    doctor: `Usage: npm run doctor -- [options]

  --mend              mend what can be; no server may run on the data folder meanwhile
  --json              print the report as JSON
  --help              print this

Ends with 0 where all is well, and with 1 where something is left to be done.`,
    backup: `Usage: npm run backup -- FILE

Packs all that is kept into FILE, a tar archive with gzip (as backup.tar.gz), while a server runs too. It holds the
records, and of keys their digests: guard it as you guard the data folder.`,
    restore: `Usage: npm run restore -- [options] FILE

  --replace           move what is in the data folder aside first, but for its keys; without it there may be no more
  --help              print this`,
    feedback: `Usage: npm run feedback -- list, export FILE, expire DAYS or delete ID

  list                what readers said, oldest first; --json for all of it
  export FILE         as cases to evaluate with, one JSON object a line
  expire DAYS         delete what is older
  delete ID           delete one`,
  },
  finding: ({ code, path, detail, mended }) => {
    const done = mended ? " – mended" : "";
    switch (code) {
      case "damaged":
        return `${path}${detail === "" ? "" : ` (${detail})`}: the bytes are not those that were kept${done || ". Put the file back from a backup, or remove the record and add it again."}`;
      case "offsets":
        return `${path}: a place does not lie in the text, or holds other words (${detail}). Add the record again.`;
      case "leftover":
        return `${path}: left by a process that was ended${done}`;
      case "open-to-others":
        return `${detail} files and folders are open to other accounts${done}`;
      case "little-room":
        return `The disk has ${megabytes(Number(detail))} MB left. Make room.`;
      case "unreadable":
        return `${path}: ${detail}`;
    }
  },
  examined: ({ dataDirectory, records, removed, files, bytes, freeBytes }, left) =>
    `${dataDirectory}: ${records} records added, ${removed === 0 ? "" : `${removed} removed, `}${files} files, ${megabytes(bytes)} MB; ${megabytes(freeBytes)} MB free. ${left === 0 ? "All is well." : `To be done: ${left}.`}`,
  mayMend: "npm run doctor -- --mend mends what can be, once no server runs.",
  packed: (file, { files, bytes }) => `${file}: ${files} files, ${megabytes(bytes)} MB, as they are at this moment.`,
  notPacked: {
    inside: "The backup would lie in the data folder itself. Name a file elsewhere, best on another disk.",
    exists: "There is such a file already. Name another, or remove it first.",
    changed: "The data folder was being changed all the while. Try again in a moment.",
  },
  restored: ({ files, madeAt, before }) =>
    `${files} files restored, as they were on ${madeAt}.${before === null ? "" : ` What was there before is in ${before}, in the data folder: remove it when you need it no more.`} The index is made at the next start.`,
  notRestored: {
    "not-empty": () => "The data folder is not empty. Give --replace to move aside what is there, or another DATA_DIR.",
    "not-a-backup": () => "This is no whole backup of Relator's. Nothing was changed.",
    "unsafe-path": (path) => `The archive holds a name that no backup has: “${path}”. Nothing was changed.`,
    damaged: (path) => `The backup is damaged (${path === "" ? "it cannot be unpacked" : path}). Nothing was changed.`,
    "no-room": () => "The disk has too little room to unpack the backup. Nothing was changed.",
  },
  opinion: ({ id, keptAt, verdict, question, comment }) =>
    `${id}  ${keptAt.slice(0, 10)}  ${verdict}  ${question}${comment === null ? "" : ` – ${comment}`}`,
  exported: (count, file) => `${file}: ${count} cases.`,
  deleted: (count) => `${count} deleted.`,
  noSuchFeedback: (id) => `There is no feedback “${id}”; npm run feedback -- list shows what there is.`,
  noRoom: {
    full: "The disk has no room left. Make room, then try again.",
    "read-only": "The folder may not be written to. Let this account write there, then try again.",
  },
};

export const spanishStorage: StorageMessages = {
  help: {
    doctor: `Uso: npm run doctor -- [opciones]

  --mend              repara lo que se puede; mientras tanto no debe haber un servidor en la carpeta de datos
  --json              muestra el informe en JSON
  --help              muestra esto

Termina con 0 si todo está bien y con 1 si queda algo por hacer.`,
    backup: `Uso: npm run backup -- ARCHIVO

Guarda todo lo que se conserva en ARCHIVO, un tar con gzip (por ejemplo copia.tar.gz), también con un servidor en marcha.
Contiene las actas y, de las claves, sus huellas: protéjalo como la carpeta de datos.`,
    restore: `Uso: npm run restore -- [opciones] ARCHIVO

  --replace           aparta primero lo que hay en la carpeta de datos, salvo las claves; sin esto no debe haber más
  --help              muestra esto`,
    feedback: `Uso: npm run feedback -- list, export ARCHIVO, expire DÍAS o delete ID

  list                lo que dijeron los lectores, desde lo más antiguo; con --json, todo
  export ARCHIVO      como casos de evaluación, un objeto JSON por línea
  expire DÍAS         elimina lo más antiguo
  delete ID           elimina una opinión`,
  },
  finding: ({ code, path, detail, mended }) => {
    const done = mended ? " – reparado" : "";
    switch (code) {
      case "damaged":
        return `${path}${detail === "" ? "" : ` (${detail})`}: los bytes no son los que se guardaron${done || ". Recupere el archivo de una copia de seguridad, o quite el documento y agréguelo de nuevo."}`;
      case "offsets":
        return `${path}: un lugar no está en el texto o tiene otras palabras (${detail}). Agregue el documento de nuevo.`;
      case "leftover":
        return `${path}: lo dejó un proceso interrumpido${done}`;
      case "open-to-others":
        return `${detail} archivos y carpetas están abiertos a otras cuentas${done}`;
      case "little-room":
        return `Al disco le quedan ${megabytes(Number(detail))} MB. Libere espacio.`;
      case "unreadable":
        return `${path}: ${detail}`;
    }
  },
  examined: ({ dataDirectory, records, removed, files, bytes, freeBytes }, left) =>
    `${dataDirectory}: ${records} documentos agregados, ${removed === 0 ? "" : `${removed} eliminados, `}${files} archivos, ${megabytes(bytes)} MB; ${megabytes(freeBytes)} MB libres. ${left === 0 ? "Todo está bien." : `Por hacer: ${left}.`}`,
  mayMend: "npm run doctor -- --mend repara lo que se puede, cuando no haya un servidor en marcha.",
  packed: (file, { files, bytes }) => `${file}: ${files} archivos, ${megabytes(bytes)} MB, tal como están ahora.`,
  notPacked: {
    inside: "La copia quedaría dentro de la carpeta de datos. Indique un archivo en otro lugar, mejor en otro disco.",
    exists: "Ya existe ese archivo. Indique otro o elimínelo primero.",
    changed: "La carpeta de datos cambió todo el tiempo. Intente de nuevo en un momento.",
  },
  restored: ({ files, madeAt, before }) =>
    `Se restauraron ${files} archivos, tal como estaban el ${madeAt}.${before === null ? "" : ` Lo que había antes está en ${before}, en la carpeta de datos: elimínelo cuando ya no lo necesite.`} El índice se hace al iniciar.`,
  notRestored: {
    "not-empty": () =>
      "La carpeta de datos no está vacía. Use --replace para apartar lo que hay, u otra carpeta en DATA_DIR.",
    "not-a-backup": () => "No es una copia de seguridad entera de Relator. No se cambió nada.",
    "unsafe-path": (path) =>
      `El archivo contiene un nombre que ninguna copia de seguridad tiene: «${path}». No se cambió nada.`,
    damaged: (path) =>
      `La copia de seguridad está dañada (${path === "" ? "no se puede descomprimir" : path}). No se cambió nada.`,
    "no-room": () => "El disco tiene poco espacio para descomprimir la copia de seguridad. No se cambió nada.",
  },
  opinion: englishStorage.opinion,
  exported: (count, file) => `${file}: ${count} casos.`,
  deleted: (count) => `${count} eliminadas.`,
  noSuchFeedback: (id) => `No hay ninguna opinión «${id}»; npm run feedback -- list muestra las que hay.`,
  noRoom: {
    full: "El disco no tiene espacio. Libere espacio e intente de nuevo.",
    "read-only": "No se puede escribir en la carpeta. Permita que esta cuenta escriba ahí e intente de nuevo.",
  },
};
