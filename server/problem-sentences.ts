import type { ProblemMessages } from "./problem-messages.ts";
import type { FrameLanguage } from "./protocol.ts";
import { describeUnreadableInSpanish } from "./spanish-read-errors.ts";

const english: ProblemMessages = {
  titles: {
    malformed: "The request cannot be read",
    invalid: "The request is not valid",
    notFound: "Not found",
    setAside: "The record is set aside",
    otherRevision: "Another revision is held",
    methodNotAllowed: "Method not allowed",
    notAcceptable: "Not served in this form",
    unauthorized: "A key is needed",
    forbidden: "Not allowed",
    conflict: "Conflict",
    staleCursor: "The records have changed",
    tooLarge: "Too large",
    mediaType: "Unsupported media type",
    tooMany: "Too many requests",
    overloaded: "Too busy now",
    unavailable: "Not available now",
    unreadableRecord: "The record cannot be read",
    unfitting: "The correction does not fit",
    noRoom: "Nothing can be stored now",
    cancelled: "Cancelled",
    internal: "Internal error",
  },
  malformed: {
    json: "The body is not well-formed JSON. Check its quotes, commas and brackets, and send it again.",
    "utf-8": "The text is not UTF-8. Save or encode it as UTF-8 and send it again.",
    empty: "The body is empty. Send a JSON object.",
    url: "The address has an invalid percent-encoding. Correct it and try again.",
    binary: "Binary frames are not understood. Send each event as one JSON text frame.",
    incomplete: "The body ended before it was complete. Send it again.",
    multipart: "The body is not well-formed multipart/form-data. Send each file as a part with its file name.",
  },
  invalid: "Correct the fields named in “errors” and send the request again.",
  blank: "Must not be empty: write a question.",
  cursor: {
    "not-ours": "This cursor is not one that this service gave. Send the nextCursor of a page as it was received.",
    "other-question":
      "This cursor continues another question. Send it with the same question, history, filters and “without” as the page that gave it.",
  },
  staleCursor: "The records have changed since this cursor was given. Ask again without a cursor, from the first page.",
  unknownEventType: "Unknown event. Send “ask” or “cancel”.",
  unknownType: "Unknown type. Send one of those that /api/v1/openapi.json describes.",
  unservable: {
    "file-name": "Give the file's name, without folders and of at most 200 characters, as ?name=record.docx.",
    "document-id": "The id of a record has small letters, digits and single hyphens, at most 100 in all.",
    "no-files": "The form holds no file. Send each file as a part with its file name.",
    "too-many-files": "The form holds too many files. Send them in several forms.",
    "unknown-document": "No record has this id. Send one that the list of records gives.",
    "unknown-passage": "No record holds this passage. Send the passageId of a citation.",
    "sub-protocol": "Offer the sub-protocol “relator.v1”, or none.",
    "audit-limit": "Give ?limit= as a whole number from 1 to 1,000.",
    span: "Give ?start= and ?end= as whole numbers, the end behind the start: offsets into the source text.",
    "no-user-message": "Nothing is asked. Send a message of the role “user” with a question in words.",
    "not-text": "Only text can be asked. Leave out pictures, sound and files.",
    "one-choice": "There is one answer to a question. Leave “n” out.",
    "plain-text-only": "Answers are Markdown text. Leave the format out; POST /api/v1/ask gives JSON.",
    "no-state": "No conversation is stored here. Send its earlier messages with each request instead.",
    dimensions: "The model gives vectors of one length only. Leave “dimensions” out.",
    tokens: "Send texts. Tokens are of another model's vocabulary.",
    "blank-text": "Must not be empty.",
    "no-consent": "Feedback is kept only with the reader's consent. Ask for it and send “consent”: true.",
  },
  notFound: {
    address: (id) => `There is nothing at ${id}. The addresses of this server are listed at /api/v1/openapi.json.`,
    document: (id) => `No record has the id “${id}”. GET /api/v1/documents lists the records that are held.`,
    collection: (id) => `There is no collection “${id}”.`,
    passage: (id) =>
      `This record holds no passage “${id}”. GET /api/v1/documents/{id} lists them; ids are of one reading.`,
    feedback: (id) => `No feedback has the id “${id}”. It may have been deleted already.`,
    job: (id) => `No job has the id “${id}”. Jobs that have ended are forgotten after an hour.`,
    correction: (id) => `No correction of this record has the id “${id}”. It may have been undone already.`,
    model: (id) => `There is no model “${id}”. GET /v1/models lists those that there are.`,
    "removed-document": (id) => `No record of the id “${id}” can be restored. That is possible for ten minutes.`,
  },
  setAside: (documentId) =>
    `The files of “${documentId}” are damaged, so nothing is quoted from it. Put its folder back from a backup and start the server again; npm run doctor tells more.`,
  otherRevision: (documentId, currentRevision) =>
    `“${documentId}” is held as revision ${currentRevision}. Open /d/${documentId} for it; what is quoted from another revision may stand elsewhere.`,
  methodNotAllowed: (allowed) => `This address answers ${allowed} only.`,
  notAcceptable: (served) => `This is served as ${served}. Name one of them in Accept, or */*.`,
  unauthorized: {
    "no-key":
      "Send a key as “Authorization: Bearer …”. The first one is in the file admin.key of the data folder; npm run key makes others. On the page: sign in with the link that the server prints when it starts, or that npm run key -- link prints.",
    "wrong-key": "This key is not known here. It may have been revoked, or copied in part: ask for another.",
    "expired-key": "This key has expired. Ask for another; npm run key makes it.",
    "used-link": "This link has been used or has expired. npm run key -- link prints another.",
  },
  forbidden: {
    host: "The Host header names another machine. Use the address that the server prints, or add the name to ALLOWED_HOSTS.",
    origin: "Requests from pages of another origin are refused. Open Relator's own page.",
    "cross-site":
      "Nothing is changed for a page of another site. Open Relator's own page, or send the request from a program.",
    "own-page":
      "A request that is known by a browser's session changes something only when Relator's own page sends it, with the header Relator-Request.",
    scope:
      "This key is not for that. npm run key -- list shows what each key is for; ask for one with the scope that is missing.",
    "deletion-token":
      "The deletion token is missing or is not this feedback's. Send the one received when it was kept.",
    "embedded-document":
      "This record belongs to the collection's own folder and cannot be deleted through the interface.",
  },
  conflict: {
    "same-revision": (id) => `The same text is already held as “${id}”. Nothing was added.`,
    "id-taken": (id) => `Another record has the id “${id}” now. Remove that one, or add the file again.`,
    "request-in-flight": (id) => `Request “${id}” is still being answered. Use another requestId or wait for its end.`,
    "request-id-used": (id) => `“${id}” has asked something else in this session. Use another requestId.`,
    "late-resume": () => "A session can be resumed only by the first event of a connection. Open another connection.",
  },
  tooLarge: (limitKilobytes) => `At most ${limitKilobytes} kB are accepted here. Shorten it and send it again.`,
  mediaType: (accepted) => `Send it as ${accepted}, encoded as UTF-8 and not compressed.`,
  tooMany: (seconds) => `Too many requests came from this address. Try again in ${seconds} s.`,
  overloaded: (seconds) => `The server is answering as much as it can. Nothing was begun; try again in ${seconds} s.`,
  unavailable: {
    opening: "The collection is being opened. Try again in a few seconds; /readyz tells how far it is.",
    stopping: "The server is stopping. Try again when it is running.",
    "took-too-long": "The answer took too long and was given up. Try again, or ask something narrower.",
    "feedback-full": "No more feedback can be kept. Tell the person who runs this server.",
  },
  engine: "The part that searches by meaning failed and is being restarted. Try again.",
  unreadableRecord: "The file cannot be read as a session record. Correct what “errors” names and add it again.",
  unfittingDetail: "Nothing was corrected. Mend what “errors” names and send all of them again.",
  unfitting: {
    "other-text":
      "The record does not have these words at this place. Open it again: its text may have been replaced. “quote” is what stands there from “start” on.",
    nothing: "This correction says nothing. Give at least one of the fields.",
    "too-many": "The record would have too many corrections. Undo some of them first.",
  },
  unreadable: (error) => error.message,
  noRoom: {
    full: "The disk has no room left, so nothing was changed. Make room (npm run doctor tells what takes it), then try again. Asking goes on.",
    "read-only":
      "The data folder may only be read, so nothing was changed. Let Relator's account write to DATA_DIR, then try again. Asking goes on.",
  },
  cancelled: "The request was cancelled.",
  internal: "Something failed inside the server. The request can be tried again; the server's log tells more.",
};

const spanish: ProblemMessages = {
  titles: {
    malformed: "No se puede leer la solicitud",
    invalid: "La solicitud no es válida",
    notFound: "No encontrado",
    setAside: "El documento está apartado",
    otherRevision: "Se conserva otra revisión",
    methodNotAllowed: "Método no permitido",
    notAcceptable: "No se ofrece en esta forma",
    unauthorized: "Se necesita una clave",
    forbidden: "No permitido",
    conflict: "Conflicto",
    staleCursor: "Los documentos cambiaron",
    tooLarge: "Demasiado grande",
    mediaType: "Tipo de contenido no admitido",
    tooMany: "Demasiadas solicitudes",
    overloaded: "Demasiado ocupado por ahora",
    unavailable: "No disponible por ahora",
    unreadableRecord: "No se puede leer el documento",
    unfitting: "La corrección no corresponde",
    noRoom: "Ahora no se puede guardar nada",
    cancelled: "Cancelada",
    internal: "Error interno",
  },
  malformed: {
    json: "El cuerpo no es JSON bien formado. Revise comillas, comas y llaves, y envíelo de nuevo.",
    "utf-8": "El texto no está en UTF-8. Guárdelo o codifíquelo en UTF-8 y envíelo de nuevo.",
    empty: "El cuerpo está vacío. Envíe un objeto JSON.",
    url: "La dirección tiene una codificación inválida. Corríjala e intente de nuevo.",
    binary: "No se aceptan mensajes binarios. Envíe cada evento como un mensaje de texto JSON.",
    incomplete: "El cuerpo terminó antes de estar completo. Envíelo de nuevo.",
    multipart: "El cuerpo no es multipart/form-data bien formado. Envíe cada archivo como una parte con su nombre.",
  },
  invalid: "Corrija los campos indicados en «errors» y envíe la solicitud de nuevo.",
  blank: "No debe estar vacío: escriba una pregunta.",
  cursor: {
    "not-ours": "Este cursor no lo dio este servicio. Envíe el nextCursor de una página tal como se recibió.",
    "other-question":
      "Este cursor continúa otra pregunta. Envíelo con la misma pregunta, «history», «filters» y «without» que la página que lo dio.",
  },
  staleCursor:
    "Los documentos cambiaron desde que se dio este cursor. Pregunte de nuevo sin cursor, desde la primera página.",
  unknownEventType: "Evento desconocido. Envíe «ask» o «cancel».",
  unknownType: "Tipo desconocido. Envíe uno de los que describe /api/v1/openapi.json.",
  unservable: {
    "file-name":
      "Indique el nombre del archivo, sin carpetas y de 200 caracteres como máximo, por ejemplo ?name=documento.docx.",
    "document-id":
      "El identificador de un documento lleva minúsculas sin acento, cifras y guiones sueltos, 100 en total como máximo.",
    "no-files": "El formulario no trae ningún archivo. Envíe cada archivo como una parte con su nombre.",
    "too-many-files": "El formulario trae demasiados archivos. Envíelos en varios formularios.",
    "unknown-document": "Ningún documento tiene este identificador. Envíe uno de la lista de documentos.",
    "unknown-passage": "Ningún documento contiene este pasaje. Envíe el passageId de una cita.",
    "sub-protocol": "Ofrezca el subprotocolo «relator.v1», o ninguno.",
    "audit-limit": "Indique ?limit= como un número entero de 1 a 1.000.",
    span: "Indique ?start= y ?end= como números enteros, el fin después del inicio: posiciones en el texto fuente.",
    "no-user-message": "No se pregunta nada. Envíe un mensaje con el papel «user» y una pregunta en palabras.",
    "not-text": "Solo se puede preguntar con texto. Quite imágenes, sonido y archivos.",
    "one-choice": "Una pregunta tiene una sola respuesta. Quite «n».",
    "plain-text-only": "Las respuestas son texto Markdown. Quite el formato; POST /api/v1/ask da JSON.",
    "no-state": "Aquí no se guarda ninguna conversación. Envíe en cada solicitud los mensajes anteriores.",
    dimensions: "El modelo da vectores de una sola longitud. Quite «dimensions».",
    tokens: "Envíe textos. Los «tokens» son del vocabulario de otro modelo.",
    "blank-text": "No debe estar vacío.",
    "no-consent": "La opinión solo se guarda con el consentimiento de quien lee. Solicítelo y envíe «consent»: true.",
  },
  notFound: {
    address: (id) => `No hay nada en ${id}. Las direcciones de este servidor están en /api/v1/openapi.json.`,
    document: (id) => `Ningún documento tiene el identificador «${id}». GET /api/v1/documents los enumera.`,
    collection: (id) => `No hay ninguna colección «${id}».`,
    passage: (id) =>
      `Este documento no tiene el pasaje «${id}». GET /api/v1/documents/{id} los enumera; son de una sola lectura.`,
    feedback: (id) => `Ninguna opinión tiene el identificador «${id}». Quizá ya se eliminó.`,
    job: (id) => `Ninguna tarea tiene el identificador «${id}». Las que terminaron se olvidan después de una hora.`,
    correction: (id) => `Ninguna corrección de este documento tiene el identificador «${id}». Quizá ya se deshizo.`,
    model: (id) => `No hay ningún modelo «${id}». GET /v1/models enumera los que hay.`,
    "removed-document": (id) =>
      `No se puede restaurar ningún documento con el identificador «${id}». Eso es posible durante diez minutos.`,
  },
  setAside: (documentId) =>
    `Los archivos de «${documentId}» están dañados y no se cita nada de él. Recupere su carpeta de una copia de seguridad y reinicie el servidor; npm run doctor dice más.`,
  otherRevision: (documentId, currentRevision) =>
    `«${documentId}» se conserva en la revisión ${currentRevision}. Ábrala en /d/${documentId}; lo citado de otra revisión puede estar en otro lugar.`,
  methodNotAllowed: (allowed) => `Esta dirección solo responde a ${allowed}.`,
  notAcceptable: (served) => `Esto se ofrece como ${served}. Indique uno de ellos en Accept, o */*.`,
  unauthorized: {
    "no-key":
      "Envíe una clave como «Authorization: Bearer …». La primera está en el archivo admin.key de la carpeta de datos; npm run key crea otras. En la página: inicie sesión con el enlace que muestra el servidor al arrancar o el que muestra npm run key -- link.",
    "wrong-key": "Aquí no se conoce esta clave. Quizá se revocó o se copió incompleta: pida otra.",
    "expired-key": "Esta clave venció. Pida otra; npm run key la crea.",
    "used-link": "Este enlace ya se usó o venció. npm run key -- link muestra otro.",
  },
  forbidden: {
    host: "El encabezado Host nombra otra máquina. Use la dirección que muestra el servidor o agregue el nombre a ALLOWED_HOSTS.",
    origin: "No se aceptan solicitudes de páginas de otro origen. Abra la página propia de Relator.",
    "cross-site":
      "No se cambia nada para una página de otro sitio. Abra la página propia de Relator o envíe la solicitud desde un programa.",
    "own-page":
      "Una solicitud que se reconoce por la sesión del navegador solo cambia algo cuando la envía la página propia de Relator, con el encabezado Relator-Request.",
    scope:
      "Esta clave no es para eso. npm run key -- list muestra para qué es cada una; pida una con el permiso que falta.",
    "deletion-token": "Falta la clave de eliminación o no es la de esta opinión. Envíe la que recibió al guardarla.",
    "embedded-document":
      "Este documento pertenece a la carpeta de la colección y no se puede eliminar desde la interfaz.",
  },
  conflict: {
    "same-revision": (id) => `El mismo texto ya se conserva como «${id}». No se agregó nada.`,
    "id-taken": (id) =>
      `Otro documento tiene ahora el identificador «${id}». Elimine ese documento o agregue el archivo de nuevo.`,
    "request-in-flight": (id) =>
      `La solicitud «${id}» todavía se está respondiendo. Use otro requestId o espere a que termine.`,
    "request-id-used": (id) => `«${id}» ya preguntó otra cosa en esta sesión. Use otro requestId.`,
    "late-resume": () => "Una sesión solo se reanuda con el primer evento de una conexión. Abra otra conexión.",
  },
  tooLarge: (limitKilobytes) => `Aquí se aceptan como máximo ${limitKilobytes} kB. Acórtelo y envíelo de nuevo.`,
  mediaType: (accepted) => `Envíelo como ${accepted}, en UTF-8 y sin comprimir.`,
  tooMany: (seconds) => `Llegaron demasiadas solicitudes desde esta dirección. Intente de nuevo en ${seconds} s.`,
  overloaded: (seconds) =>
    `El servidor responde todo lo que puede. No se empezó nada; intente de nuevo en ${seconds} s.`,
  unavailable: {
    opening: "La colección se está abriendo. Intente de nuevo en unos segundos; /readyz indica cuánto falta.",
    stopping: "El servidor se está deteniendo. Intente de nuevo cuando esté en marcha.",
    "took-too-long": "La respuesta tardó demasiado y se abandonó. Intente de nuevo o pregunte algo más acotado.",
    "feedback-full": "No se pueden guardar más opiniones. Avise a quien administra este servidor.",
  },
  engine: "Falló la parte que busca por significado y se está reiniciando. Intente de nuevo.",
  unreadableRecord:
    "El archivo no se puede leer como documento de una sesión. Corrija lo que indica «errors» y agréguelo de nuevo.",
  unfittingDetail: "No se corrigió nada. Arregle lo que indica «errors» y envíe todas de nuevo.",
  unfitting: {
    "other-text":
      "El documento no tiene estas palabras en este lugar. Ábralo de nuevo: quizá se reemplazó su texto. «quote» es lo que está escrito desde «start».",
    nothing: "Esta corrección no dice nada. Indique al menos uno de los campos.",
    "too-many": "El documento tendría demasiadas correcciones. Deshaga algunas primero.",
  },
  unreadable: describeUnreadableInSpanish,
  noRoom: {
    full: "El disco no tiene espacio y no se cambió nada. Libere espacio (npm run doctor dice qué lo ocupa) e intente de nuevo. Se puede seguir preguntando.",
    "read-only":
      "La carpeta de datos es de solo lectura y no se cambió nada. Permita que la cuenta de Relator escriba en DATA_DIR e intente de nuevo. Se puede seguir preguntando.",
  },
  cancelled: "La solicitud se canceló.",
  internal: "Algo falló dentro del servidor. Puede intentar de nuevo; el registro del servidor dice más.",
};

export const problemSentences: Readonly<Record<FrameLanguage, ProblemMessages>> = { es: spanish, en: english };
