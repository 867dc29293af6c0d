import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Intent } from "../../../server/protocol.ts";
import { type QuestionReading, readQuestion } from "../../../server/understanding/question-reading.ts";
import { openBench, type RecordBench, readRealDocument } from "../answers/record-bench.ts";

let bench: RecordBench;
beforeAll(async () => {
  bench = await openBench([await readRealDocument()]);
});
afterAll(() => bench.close());

const read = (text: string): QuestionReading => readQuestion(text, bench.collection);
const spokenFor = (reading: QuestionReading): (string | null)[] | null =>
  reading.scope === null ? null : reading.scope.map(({ section }) => section.organization);

describe("intent", () => {
  const table: readonly (readonly [Intent, string])[] = [
    ["smalltalk", "Hola"],
    ["smalltalk", "¡Buenos días!"],
    ["smalltalk", "muchas gracias por todo"],
    ["smalltalk", "Thanks, that was very helpful"],
    ["smalltalk", "good morning"],
    ["assistant", "¿Qué puedes hacer?"],
    ["assistant", "¿Cómo funciona esto? ¿quién eres?"],
    ["assistant", "What can you do?"],
    ["assistant", "are you a robot"],
    ["document", "¿Cómo se titula el documento?"],
    ["document", "When was the session held?"],
    ["document", "¿Quiénes intervinieron?"],
    ["document", "Who spoke at the session?"],
    ["overview", "Resumen de la sesión"],
    ["overview", "Summarize the session"],
    ["overview", "¿De qué trata el documento?"],
    ["overview", "Summarize what the CSM said"],
    ["list", "Todas las recomendaciones de la CRM"],
    ["list", "List every recommendation of the CSM"],
    ["list", "¿Qué oradores mencionan el cambio climático?"],
    ["list", "Which speakers mention human trafficking?"],
    ["list", "Show me every passage that mentions Haiti"],
    ["count", "¿Cuántas recomendaciones hizo la CSM?"],
    ["count", "How many passages mention remittances?"],
    ["compare", "Compara lo que dijeron la CRM y la CSM sobre la trata de personas"],
    ["compare", "What did the BID and the MIRPS say about disasters?"],
    ["compare", "¿Qué herramientas dan la CRM y la CSM?"],
    ["list", "Where does gender come up?"],
    ["list", "¿Qué se dijo de las remesas?"],
    ["overview", "Quick rundown of the CSM, please"],
    ["fact", "¿Qué porcentaje del PIB de Jamaica proviene de remesas?"],
    ["fact", "What does Ecuador lead?"],
    ["fact", "remesas"],
    ["who", "¿Quién lidera el grupo sobre regularización?"],
    ["when", "¿Cuándo comenzó el éxodo de las personas haitianas?"],
    ["when", "When did the flow of Venezuelans begin?"],
    ["where", "¿Dónde se realizó la reunión ministerial de los firmantes?"],
    ["definition", "¿Qué es el MIRPS?"],
    ["definition", "What is the CARICOM free movement regime?"],
  ];

  it.each(table)("%s: %s", (intent, question) => {
    expect(read(question).intent).toBe(intent);
  });

  it("does not take a question that begins with a greeting for small talk", () => {
    expect(read("Hola, ¿qué recomendó la CRM?").intent).not.toBe("smalltalk");
    expect(read("Thanks. What did the CSM recommend?").intent).not.toBe("smalltalk");
  });

  it("does not depend on case, accents or marks", () => {
    for (const [intent, question] of table) {
      const plain = question
        .normalize("NFD")
        .replace(/\p{M}/gu, "")
        .replace(/[¿¡?!]/gu, "");
      expect(read(plain).intent, plain).toBe(intent);
    }
  });
});

describe("fields of the document", () => {
  it.each([
    ["title", "¿Cuál es el título del documento?"],
    ["title", "What is the title of the record?"],
    ["session-date", "¿Cuándo se celebró la sesión?"],
    ["session-date", "When did the meeting take place?"],
    ["document-date", "¿En qué fecha se emitió el documento?"],
    ["document-date", "When was the summary issued?"],
    ["issuer", "¿Quién elaboró el resumen?"],
    ["issuer", "Which office prepared this document?"],
    ["symbol", "¿Cuál es la signatura del documento?"],
    ["place", "Where was the session held?"],
    ["speakers", "¿Quiénes hablaron en la sesión?"],
    ["speakers", "List of speakers"],
    ["speaker-count", "¿Cuántos oradores hubo?"],
    ["speaker-count", "How many speakers were there?"],
    ["recommendation-count", "¿Cuántas recomendaciones contiene el documento?"],
    ["speaker-identity", "¿Quién habló por el BID?"],
    ["speaker-identity", "Who is David Foran?"],
    ["language", "¿En qué idioma está el documento?"],
    ["agenda", "What was the agenda of the meeting?"],
    ["time", "¿A qué hora empezó la reunión?"],
    ["time", "What time did the session end?"],
    ["modality", "¿La sesión fue presencial o en línea?"],
    ["attendance", "Which permanent observers were in attendance?"],
    ["title", "¿Cuál fue el tema de la sesión?"],
    ["title", "¿Bajo qué lema se convocó el encuentro?"],
    ["issuer", "Who put this paper out?"],
    ["issuer", "quien saco este papel"],
    ["document-date", "I don't mean the day of the meeting: when did this paper come out?"],
    ["dates", "How long after the meeting was this write-up dated?"],
    ["symbol", "¿Con qué código puedo pedir este documento en el archivo?"],
    ["speaker-count", "¿Cuántos tomaron la palabra?"],
  ])("%s: %s", (field, question) => {
    expect([read(question).metadata].flat()).toEqual([field]);
  });

  it.each([
    "¿Cuándo nació el MIRPS?",
    "When did Haitians start leaving?",
    "¿Quién lidera el grupo de financiamiento?",
    "¿En qué fecha entró en vigor la Declaración de los Ángeles?",
    "¿Cuándo es la próxima reunión?",
    "When was the ministerial meeting held?",
  ])("none, where the question asks for content: %s", (question) => {
    expect(read(question).intent).not.toBe("document");
  });
});

describe("kinds", () => {
  it.each([
    "¿Qué recomendó la CRM?",
    "¿Qué propuso la CSM?",
    "¿Qué medidas aconseja la CSM?",
    "What would the CSM like countries to do?",
    "Todas las recomendaciones sobre género",
    "What did the CSM recommend?",
    "List all proposals of the CRM",
    "¿Qué recomendaciones hizo el Diálogo Internacional sobre las Migraciones?",
  ])("are recommendations: %s", (question) => {
    expect(read(question).kinds).toEqual(["recommendation"]);
  });

  it.each([
    "¿Qué dijo la CRM?",
    "¿Qué hacen o piden la CRM y la CSM?",
    "What is the MIRPS?",
    "¿Qué oradores mencionan el clima?",
    "remesas",
  ])("are not restricted: %s", (question) => {
    expect(read(question).kinds).toEqual([]);
  });
});

describe("speakers", () => {
  it("are not whom the first one speaks of, nor what a name stands for", () => {
    expect(spokenFor(read("¿Qué dijo la CRM del acuerdo con la CSM?"))).toEqual(["CRM"]);
    expect(read("¿Qué quiere decir la sigla CSM?").speakers).toEqual([]);
  });

  it.each([
    ["¿Qué dijo la CRM sobre los visados?", ["CRM"]],
    ["What did the Regional Conference on Migration say?", ["CRM"]],
    ["What did the IDB say about remittances?", ["BID"]],
    ["¿Qué dijo Perú?", ["CSM"]],
    ["¿Qué dijo la delegación peruana sobre la troika?", ["CSM"]],
    ["¿Qué señaló EE. UU.?", ["Departamento de Estado"]],
    ["¿Qué dijo EE.UU. sobre la migración?", ["Departamento de Estado"]],
    ["What did the US say about funding?", ["Departamento de Estado"]],
    ["¿Qué propuso el señor Farge Orna?", ["CSM"]],
    ["what did alvarez de marre say", ["MIRPS"]],
    ["¿Qué dijo Holda Álvarez de Marré?", ["MIRPS"]],
    ["Summarize what Rebolledo said", ["Diálogo Internacional sobre las Migraciones"]],
    ["Farje", ["CSM"]],
    ["¿Qué dijo la Presidencia Pro Témpore de la CRM?", ["CRM"]],
    ["¿Qué dijo la presidencia pro tempore del MIRPS?", ["MIRPS"]],
  ])("%s", (question, organizations) => {
    expect(spokenFor(read(question))).toEqual(organizations);
  });

  it("are both, where two are asked about", () => {
    expect(spokenFor(read("Compara a la CRM y al BID"))?.toSorted()).toEqual(["BID", "CRM"]);
  });

  it.each([
    "¿Qué país recibe más remesas?",
    "¿Qué porcentaje del PIB de Jamaica proviene de remesas?",
    "¿Qué es el MIRPS?",
    "Which speakers mention Peru?",
    "How much money has the United States given?",
    "How many visas were issued by the United States?",
  ])("are none, where nobody is asked what they said: %s", (question) => {
    expect(spokenFor(read(question))).toBeNull();
  });

  it("may have no part of their own in the records", () => {
    const reading = read("¿Qué dijo Jamaica?");
    expect(spokenFor(reading)).toEqual([]);
    expect(reading.mentions[0]).toMatchObject({ kind: "country", known: true });
  });
});

describe("mentions", () => {
  const mentioned = (text: string) =>
    read(text).mentions.map(({ kind, concepts, known }) => ({ kind, ids: concepts.map(({ id }) => id), known }));

  it.each([
    ["Haití", "country:HT"],
    ["las personas haitianas", "country:HT"],
    ["Republica Dominicana", "country:DO"],
    ["Jamiaca", "country:JM"],
    ["Belise", "country:BZ"],
    ["Colombai", "country:CO"],
  ])("find the country in “%s”", (text, id) => {
    expect(mentioned(`migración en ${text}`)).toContainEqual({ kind: "country", ids: [id], known: true });
  });

  it("find a demonym in the language of the question", () => {
    expect(mentioned("Where do Haitians go?")).toContainEqual({ kind: "country", ids: ["country:HT"], known: true });
  });

  it("tell a country that the records never name", () => {
    expect(mentioned("What did Mongolia say?")).toEqual([{ kind: "country", ids: ["country:MN"], known: false }]);
  });

  it("tell a body that the records never name", () => {
    const [body] = mentioned("¿Qué dijo la FAO?");
    expect(body).toMatchObject({ kind: "body", known: false });
  });

  it("find a body by its acronym in small letters", () => {
    expect(mentioned("que dijo la csm")).toMatchObject([{ kind: "body", known: true }]);
  });

  it("stand in the order of the question, at their words", () => {
    const reading = read("Compara a Perú con el BID y con Foran");
    expect(reading.mentions.map(({ text }) => text)).toEqual(["Perú", "BID", "Foran"]);
    for (const { text, first, last } of reading.mentions) {
      expect(reading.text.slice(reading.tokens[first]?.start, reading.tokens[last]?.end)).toBe(text);
    }
  });

  it("do not take an ordinary word of the records for a misspelled name", () => {
    expect(read("¿Qué dice sobre el foro de diálogo?").mentions.filter(({ kind }) => kind === "person")).toEqual([]);
  });
});

describe("topic", () => {
  const topic = (text: string): string[] => read(text).topic.map(({ folded }) => folded);

  it("is what is looked for, without who is asked and how", () => {
    expect(topic("¿Qué dijo la CSM sobre la trata de personas?")).toEqual(["trata", "personas"]);
    expect(topic("What did Foran say about trafficking?")).toEqual(["trafficking"]);
    expect(topic("Which speakers mention climate change?")).toEqual(["climate", "change"]);
  });

  it("is empty where only a speaker is asked for", () => {
    expect(topic("¿Qué dijo la CSM?")).toEqual([]);
    expect(topic("Todas las recomendaciones de la CRM")).toEqual([]);
  });

  it("keeps countries that are not asked as speakers", () => {
    expect(topic("¿Qué porcentaje del PIB de Jamaica proviene de remesas?")).toContain("jamaica");
  });

  it("keeps an acronym that is a function word of another language in small letters", () => {
    expect(topic("What is the OAS?")).toEqual(["oas"]);
  });
});

describe("the type of fact asked for", () => {
  it.each([
    ["share", "¿Qué porcentaje del PIB proviene de remesas?"],
    ["share", "What share of the population are migrants?"],
    ["money", "How much money has been given?"],
    ["money", "¿Cuánto dinero se destinó?"],
    ["duration", "¿Cuánto tiempo pueden permanecer?"],
    ["duration", "How long may they stay?"],
    ["date", "¿En qué año nace el MIRPS?"],
    ["date", "when was it created"],
    ["number", "¿Cuántos grupos de trabajo hay?"],
    ["number", "how many refugees are hosted"],
    ["country", "¿Qué país recibe más remesas?"],
    ["country", "Which country leads the group?"],
    ["person", "¿Quién lidera el grupo?"],
    ["place", "¿Dónde se reunieron?"],
    ["reason", "¿Por qué disminuyeron las remesas?"],
    ["reason", "why did they fall"],
    ["definition", "¿Qué es el MIRPS?"],
    ["none", "remesas"],
    ["none", "¿Qué dijo la CSM sobre género?"],
  ])("is %s: %s", (type, question) => {
    expect(read(question).answerType).toBe(type);
  });
});

describe("any text", () => {
  it.each([
    "",
    " ",
    "?",
    "¿¡?!",
    "🚢🚢",
    "\u0000",
    "((((",
    "a".repeat(2000),
    "¿".repeat(2000),
    "\\d+(?:",
  ])("is read: %j", (text) => {
    expect(read(text).text).toBe(text);
  });
});
