import type { LibraryStrings } from "./library-strings.ts";
import { spanishCorrections } from "./spanish-corrections.ts";
import { plural } from "./spanish-plural.ts";

const records = (count: number) => plural(count, "documento", "documentos");
const files = (count: number) => plural(count, "archivo", "archivos");
const number = (count: number) => count.toLocaleString("es");

export const spanishLibrary: LibraryStrings = {
  heading: "Biblioteca",
  introduction: "Todos los documentos con los que Relator responde: lo que se leyó en cada uno y lo que está en duda.",
  views: { label: "Vistas de la biblioteca", records: "Documentos", passages: "Buscar pasajes" },
  cancel: "Cancelar",
  access: {
    how: "Para agregar, corregir y quitar documentos, inicie sesión: abra el enlace que mostró el servidor al arrancar, o ejecute en su máquina",
    lacks:
      "Su clave no permite agregar, corregir ni quitar documentos. Para obtener otra, ejecute en la máquina del servidor",
    withKey: "Iniciar sesión con una clave",
    signedIn: (name) => `Sesión iniciada como ${name}.`,
    signOut: "Cerrar sesión",
  },
  list: {
    caption: "Documentos",
    filters: "Buscar y filtrar documentos",
    moreFilters: "Filtros y orden",
    find: "Buscar un documento",
    findPlaceholder: "Título, órgano, orador o archivo",
    body: "Órgano",
    year: "Año",
    language: "Idioma",
    speaker: "Orador",
    speakerPlaceholder: "Parte de un nombre",
    all: "Todos",
    clear: "Quitar los filtros",
    sortBy: "Ordenar por",
    columns: { title: "Título", date: "Fecha", added: "Añadido" },
    ascending: "ascendente",
    descending: "descendente",
    speakers: "Oradores",
    passages: "Pasajes",
    format: "Formato",
    actions: "Acciones",
    count: (shown, total) => (shown === total ? records(total) : `${number(shown)} de ${records(total)}`),
    pageOf: (first, last, total) => `${number(first)}–${number(last)} de ${number(total)}`,
    pages: "Páginas de la lista",
    previous: "Anterior",
    next: "Siguiente",
    none: "Ningún documento coincide.",
    empty: "La biblioteca está vacía",
    emptyHow: "Añada los documentos de sus sesiones: actas, resúmenes, transcripciones. No salen de esta máquina.",
    failed: "No se pudo obtener la lista de documentos.",
    noDate: "sin fecha",
    speakerCount: (count) => plural(count, "orador", "oradores"),
    passageCount: (count) => plural(count, "pasaje", "pasajes"),
    doubts: (count) => `${number(count)} en duda`,
    noSpeakers: "sin oradores",
    read: "Qué se leyó",
    readOf: (title) => `Qué se leyó en «${title}»`,
    remove: "Quitar",
    removeOf: (title) => `Quitar «${title}»`,
    fixed: "Integrado",
    fixedNote: "Este documento pertenece a la carpeta propia de la colección y no se puede quitar desde aquí.",
  },
  formats: {
    text: "Texto",
    markdown: "Markdown",
    docx: "Word",
    pdf: "PDF",
    html: "HTML",
    subtitles: "Subtítulos",
  },
  pageCount: (count) => plural(count, "página", "páginas"),
  intake: {
    heading: "Añadir documentos",
    drop: "Suelte aquí archivos o carpetas",
    or: "o",
    chooseFiles: "Elegir archivos",
    chooseFolder: "Elegir una carpeta",
    accepted: "Word, PDF, HTML, texto, Markdown y subtítulos. Un archivo con el mismo nombre reemplaza al anterior.",
    adding: (count) => `Añadiendo ${files(count)}`,
    given: files,
    sending: (percent) => `Enviando: ${percent}`,
    progress: (ended, total) => `${number(ended)} de ${files(total)}`,
    cancelAll: "Cancelar lo que falta",
    cancelled: ({ added, replaced, cancelled }) =>
      `Cancelado. ${added + replaced === 1 ? "Queda" : "Quedan"} ${plural(added + replaced, "documento ya añadido", "documentos ya añadidos")}; ${files(cancelled)} sin añadir.`,
    cancelledUnsent: "Cancelado. No se añadió nada.",
    ended: ({ added, replaced, unchanged, failed }) =>
      [
        added > 0 ? plural(added, "añadido", "añadidos") : "",
        replaced > 0 ? plural(replaced, "reemplazado", "reemplazados") : "",
        unchanged > 0 ? `${number(unchanged)} ya ${unchanged === 1 ? "estaba" : "estaban"}` : "",
        failed > 0 ? `${number(failed)} no se ${failed === 1 ? "pudo" : "pudieron"} añadir` : "",
      ]
        .filter((part) => part !== "")
        .join(", "),
    lost: "No se pudieron añadir los archivos.",
    dismiss: "Cerrar",
    files: "Archivos",
    states: {
      waiting: "En espera",
      reading: "Leyéndose",
      indexing: "Indexándose",
      added: "Añadido",
      replaced: "Reemplazado",
      unchanged: "Ya estaba",
      failed: "No se añadió",
      cancelled: "Cancelado",
    },
    removedSince: "Quitado después",
    recognize: (count) => `Leer por OCR: ${plural(count, "documento escaneado", "documentos escaneados")}`,
    unchangedNote: "El mismo texto ya estaba en la biblioteca; nada cambió.",
    failedUnexplained: "El servidor no dijo por qué.",
    open: "Abrir el documento",
    concerns: {
      "no-speakers": "No se encontraron oradores",
      doubts: "Hay intervenciones en duda",
      unattributed: "Hay texto que no se atribuye a nadie",
    },
    nothingGiven: "No había ningún archivo.",
  },
  reading: {
    heading: "Qué se leyó",
    of: (title) => `Qué se leyó en «${title}»`,
    loading: "Obteniendo lo que se leyó…",
    failed: "No se pudo obtener lo que se leyó.",
    notFound: "Este documento no está en la biblioteca. Puede que se haya quitado.",
    back: "Biblioteca",
    openRecord: "Abrir el documento",
    original: "Archivo original",
    title: "Título",
    body: "Órgano",
    sessionDate: "Sesión",
    documentDate: "Fecha del documento",
    language: "Idioma",
    symbol: "Signatura",
    file: "Archivo",
    added: "Añadido",
    notFoundInFile: "no se encontró en el archivo",
    summary: (speakers, sections, passages) =>
      `${plural(speakers, "orador", "oradores")}, ${plural(sections, "sección", "secciones")}, ${plural(passages, "pasaje", "pasajes")}`,
    coverageWhole: "Todo el texto está en pasajes.",
    coverage: (inPassages, excluded) =>
      `El ${inPassages} del texto está en pasajes; el ${excluded} se dejó fuera por ser viñetas y similares.`,
    doubts: (count) => plural(count, "lugar en duda", "lugares en duda"),
    doubtsMeaning:
      "Estos pasajes empiezan como una intervención y no se puede saber de quién es. No se atribuyen a nadie, y las listas que pasan por ellos no se dan por completas.",
    unattributed: (count) => plural(count, "pasaje sin atribuir", "pasajes sin atribuir"),
    unattributedMeaning: "Están donde alguien habla y nada dice quién. Se encuentran y se citan, sin nombre.",
    unaccounted: (count) => plural(count, "fragmento no se leyó", "fragmentos no se leyeron"),
    unaccountedMeaning:
      "Este texto no está en ningún pasaje y no se puede encontrar. Es un fallo de Relator: avise a quien administra este servidor.",
    more: (count) => `Mostrar ${number(count)} más`,
    openPlace: (paragraph) => `Abrir ${paragraph} en el documento`,
    noSpeakers: "No se encontraron oradores en este documento",
    noSpeakersMeaning:
      "Sus pasajes se encuentran y se citan, pero ninguna respuesta dirá quién habló, y las preguntas sobre un orador no lo encontrarán. Si en él hablan personas:",
    noSpeakersRemedies: [
      "Abra el documento y mire cómo empieza una intervención: el nombre debe abrir la línea o el párrafo, seguido de dos puntos o punto, como en «NOMBRE (órgano): texto».",
      "Si el archivo es una conversión o un escaneo, añada el original: Word, o un PDF con su texto.",
      "Diga en la página «Qué se leyó», párrafo por párrafo, dónde empieza una intervención y de quién es.",
    ],
    nothingDoubtful: "Nada está en duda.",
    speakers: "Oradores y secciones",
    speaker: "Orador",
    organization: "Órgano",
    sections: "Sección",
    passages: "Pasajes",
    recommendations: "Recomendaciones",
    noSpeaker: "sin orador",
    kinds: "Tipos de pasaje",
    notes: "Sobre el archivo",
    note: {
      "named-otherwise": () =>
        "El nombre del archivo termina de otro modo que el que pide su contenido; se leyó como lo que es.",
      "tracked-deletions-left-out": (count) =>
        `Los cambios controlados se leen como aceptados; fuera: ${amount(count, "supresión", "supresiones")}.`,
      "tracked-insertions-kept": (count) =>
        `Los cambios controlados se leen como aceptados; dentro: ${amount(count, "inserción", "inserciones")}.`,
      "comments-left-out": (count) => `Fuera: ${amount(count, "comentario", "comentarios")}.`,
      "footnotes-in-place": (count) =>
        `Entre corchetes tras su párrafo: ${amount(count, "nota al pie o final", "notas al pie y finales")}.`,
      "text-boxes-in-place": (count) =>
        `Leídos donde están anclados: ${amount(count, "cuadro de texto", "cuadros de texto")}.`,
      "images-left-out": (count) =>
        `Fuera: ${amount(count, "imagen", "imágenes")}. Las palabras dentro de una imagen no se leen.`,
      "hidden-text-left-out": (count) =>
        `Fuera: ${amount(count, "fragmento de texto oculto", "fragmentos de texto oculto")}.`,
      "page-headers-left-out": (count) =>
        `Fuera: ${amount(count, "encabezado o pie de página", "encabezados y pies de página")}.`,
      "page-numbers-left-out": (count) => `Fuera: ${amount(count, "número de página", "números de página")}.`,
      "page-furniture-left-out": (count) =>
        `Fuera: ${amount(count, "parte alrededor del texto principal (menús, formularios, scripts)", "partes alrededor del texto principal (menús, formularios, scripts)")}.`,
      "scanned-pages": (count) =>
        `Sin leer: ${amount(count, "página", "páginas")} sin texto. Parecen escaneadas; añada una versión con texto.`,
      "read-by-ocr": (count) =>
        `Leído por OCR: ${amount(count, "página escaneada", "páginas escaneadas")}. Puede haber palabras mal reconocidas; compárelas con el original.`,
      "undecodable-characters": (count) =>
        `Sin descifrar: ${amount(count, "carácter", "caracteres")}. Los nombres y palabras a su alrededor pueden estar mal.`,
      mojibake: () =>
        "El texto parece dañado por una codificación equivocada (como en «sesiÃ³n»). Guarde el archivo en UTF-8 y añádalo otra vez.",
      "translation-pairs-in-doubt": (count) =>
        `En duda: la traducción de ${amount(count, "pasaje", "pasajes")}, porque se corrigieron párrafos. Se conserva, y puede ser la del pasaje contiguo.`,
      "decoded-otherwise": () => "El archivo no está en UTF-8; se leyó en la codificación que indica o que aparenta.",
    },
    otherNote: (code) => `El lector anota: ${code}.`,
    notePages: (pages, count) => (count === 1 ? `Página ${pages}.` : `Páginas ${pages}.`),
    exclusions: "Fuera de los pasajes",
    exclusion: {
      mark: (count) => plural(count, "viñeta o numeración", "viñetas y numeraciones"),
      "page-header": (count) => plural(count, "línea repetida de página", "líneas repetidas de página"),
      "page-number": (count) => plural(count, "número de página", "números de página"),
      rule: (count) => plural(count, "filete o relleno", "filetes y rellenos"),
      markup: (count) => plural(count, "marca de formato", "marcas de formato"),
      hyphen: (count) => plural(count, "guion de fin de línea", "guiones de fin de línea"),
    },
    otherExclusion: (reason, count) => `${number(count)} × ${reason}`,
    mending: "Si algo está mal",
    mendingHow:
      "Corríjalo en la página «Qué se leyó»: quién habla, qué es un encabezado o una recomendación, el título y las fechas. Cada corrección se puede deshacer.",
    mendHere: "Corregir lo que se leyó",
  },
  corrections: spanishCorrections,
  setAside: {
    label: "Documentos de los que no se responde",
    count: (count) =>
      `${plural(count, "documento está apartado", "documentos están apartados")}: no se cita nada de ahí y ninguna lista se da por completa mientras tanto.`,
    reasons: {
      damaged:
        "sus archivos ya no son los que eran. Quien administra Relator puede recuperarlos de una copia de seguridad y reiniciarlo.",
      unreadable:
        "no se pudo leer dentro de los límites. Divídalo o guárdelo de forma más sencilla y agréguelo de nuevo.",
      "same-text": "otro documento tiene el mismo texto. Quite uno de los dos.",
    },
    otherReason: "hay un problema con sus archivos; el registro del servidor dice cuál.",
  },
  removal: {
    heading: "¿Quitar este documento?",
    question: (title) => `«${title}» ya no se buscará ni se citará.`,
    meaning:
      "Se puede deshacer durante diez minutos. Después se borran para siempre su texto, su original y todo lo que se hizo a partir de él.",
    confirm: "Quitar",
    removing: (title) => `Quitando «${title}»…`,
    restoring: (title) => `Devolviendo «${title}»…`,
    purging: (title) => `Borrando «${title}» para siempre…`,
    removed: (title) => `Se quitó «${title}».`,
    undo: "Deshacer",
    restored: (title) => `«${title}» está de vuelta.`,
    purged: (title) => `«${title}» se borró para siempre.`,
    failed: "No se pudo hacer.",
    dismiss: "Cerrar",
    recent: (count) => `Quitados hace poco (${number(count)})`,
    until: (time) => `se borra para siempre a las ${time}`,
    restore: "Restaurar",
    restoreOf: (title) => `Restaurar «${title}»`,
    purge: "Borrar para siempre",
    purgeOf: (title) => `Borrar para siempre «${title}»`,
    purgeHeading: "¿Borrar para siempre?",
    purgeQuestion: (title) => `«${title}» y su archivo original se borrarán ahora.`,
    purgeMeaning: "No se puede deshacer.",
  },
  search: {
    label: "Buscar en todos los pasajes",
    placeholder: "Palabras o un asunto",
    submit: "Buscar",
    hint: "Encuentra pasajes por su sentido y por sus palabras, en todos los documentos, sin componer una respuesta.",
    loading: "Buscando…",
    failed: "No se pudo buscar.",
    none: "No se encontró ningún pasaje.",
    count: (count) => `${plural(count, "pasaje", "pasajes")}, primero el más cercano`,
    results: "Pasajes encontrados",
    more: "Mostrar más",
    noSpeaker: "Sin orador",
    open: (paragraph, title) => `Abrir ${paragraph} de «${title}»`,
    page: (page) => `página ${page}`,
  },
};

function amount(count: number | null, one: string, many: string): string {
  return count === null ? many : plural(count, one, many);
}
