import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { AskRequest, AskResponse } from "../../../../server/protocol.ts";
import { createFakeModels } from "./fake-models.ts";
import { openBench, type RecordBench, readText } from "./record-bench.ts";
import { expectSound } from "./soundness.ts";

/** Meetings of one body, in three places: the delegation of Peru speaks at each. */
function meeting(place: string, date: string, peru: string, chile: string): string {
  return `RESUMEN DE LA REUNIÓN DEL COMITÉ DE FAROS
${place}, ${date}

Intervención de la Delegación de Perú

· ${peru}

Intervención de la Delegación de Chile

· ${chile}
`;
}

const records = {
  lima: meeting(
    "Lima",
    "9 de mayo de 2021",
    "Perú se opone a la cuota de boyas.",
    "Chile recomienda renovar las lámparas de los faros.",
  ),
  quito: meeting(
    "Quito",
    "3 de marzo de 2023",
    "Perú acepta la cuota de boyas si es gradual.",
    "Chile recomienda una red de boyas.",
  ),
  bogota: meeting(
    "Bogotá",
    "3 de octubre de 2022",
    "Perú recomienda estudiar los radares.",
    "Chile recomienda comprar radares.",
  ),
};

const lines = [
  "list-recommendations | ¿Qué [k recomendó] [s Chile] en [d la reunión de Quito]?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] el 9 de mayo de 2021?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] el 9/5/2021?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] en [d la última reunión]?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] en [d la segunda reunión]?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] en [d las reuniones de marzo y octubre]?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] en [d una sesión del día 3]?",
  "list-recommendations | ¿Qué [k recomendó] [s Chile] en marzo de 2023?",
  "list-mentions | What was said about [t boyas] in [d the May session]?",
  "overview | ¿De qué trató la última reunión?",
  "document-agenda | ¿Cuál fue [d la última sesión]?",
  "document-place | What was [d the last session]?",
  "list-mentions | ¿En qué sesiones se habló de [t boyas]?",
  "compare | ¿Cómo ha cambiado la posición de [s Perú] sobre [t boyas]?",
  "compare | Compara [d las dos sesiones de Lima y Quito] sobre [t boyas]",
];

let bench: RecordBench;
beforeAll(async () => {
  const documents = Object.entries(records).map(([id, text]) => readText(id, text));
  bench = await openBench(documents, { models: createFakeModels(lines) });
});
afterAll(() => bench.close());

async function ask(line: string, rest: Omit<AskRequest, "question"> = {}): Promise<AskResponse> {
  const response = await bench.ask(line, rest);
  expectSound(response, bench.collection.documents);
  return response;
}

const citedDocuments = ({ citations }: AskResponse): string[] => [
  ...new Set(citations.map(({ documentId }) => documentId)),
];

describe("a question that names a session", () => {
  it.each([
    ["¿Qué recomendó Chile en la reunión de Quito?", "quito"],
    ["¿Qué recomendó Chile el 9 de mayo de 2021?", "lima"],
    ["¿Qué recomendó Chile el 9/5/2021?", "lima"],
    ["¿Qué recomendó Chile en la última reunión?", "quito"],
    ["¿Qué recomendó Chile en la segunda reunión?", "bogota"],
  ])("cites no other: %s", async (question, id) => {
    const response = await ask(question);
    expect(response.understood.sessions).toEqual([id]);
    expect(citedDocuments(response)).toEqual([id]);
  });

  it.each([
    ["¿Qué recomendó Chile en marzo de 2023?", ["quito"]],
    ["What was said about boyas in the May session?", ["lima"]],
    ["¿De qué trató la última reunión?", ["quito"]],
  ])("may name it by its month, or its place in the order: %s", async (question, ids) => {
    expect((await ask(question)).understood.sessions).toEqual(ids);
  });

  it.each([
    ["¿Cuál fue la última sesión?", /La sesión se celebró el \d+ de \p{L}+ de \d{4}/u],
    ["What was the last session?", /The session was held on \d+ \p{L}+ \d{4}/u],
  ])("and asks nothing else of it is told its title and date: %s", async (question, told) => {
    const response = await ask(question);
    const last = bench.collection.documents
      .filter(({ sessionDate }) => sessionDate !== null)
      .toSorted((one, other) => (one.sessionDate ?? "").localeCompare(other.sessionDate ?? ""))
      .at(-1);
    expect(citedDocuments(response)).toEqual([last?.id]);
    expect(response.answer).toContain(last?.title);
    expect(response.answer).toMatch(told);
  });

  it("is asked of all sessions again when the session is taken back", async () => {
    const response = await ask("¿Qué recomendó Chile en la reunión de Quito?", { without: { sessions: ["quito"] } });
    expect(response.understood.sessions).toEqual([]);
    expect(citedDocuments(response)).toEqual(["quito", "bogota", "lima"]);
  });

  it("shows which sessions the words may mean, where they fit several", async () => {
    const { understood } = await ask("¿Qué recomendó Chile en una sesión del día 3?");
    expect(understood.sessions).toEqual(["quito", "bogota"]);
    expect(understood.ambiguous).toContainEqual({ text: "una sesión del día 3", candidates: ["quito", "bogota"] });
  });

  it("may be asked within sessions by their date or record", async () => {
    const question = "¿En qué sesiones se habló de boyas?";
    expect(citedDocuments(await ask(question, { filters: { sessions: ["2021-05-09"] } }))).toEqual(["lima"]);
    expect(citedDocuments(await ask(question, { filters: { sessions: ["quito", "bogota"] } }))).toEqual(["quito"]);
    await expect(ask(question, { filters: { sessions: ["1999-01-01"] } })).rejects.toThrow(
      /filters\.sessions\[0\]|1999/u,
    );
  });
});

describe("an answer over several sessions", () => {
  it("begins with the newest, and tells how many passages are of which", async () => {
    const response = await ask("¿En qué sesiones se habló de boyas?");
    expect(citedDocuments(response)).toEqual(["quito", "lima"]);
    expect(response.answer).toContain("En 2 sesiones: 3 de marzo de 2023 (2) y 9 de mayo de 2021 (1).");
  });

  it("sets the words of one speaker side by side by session", async () => {
    const response = await ask("¿Cómo ha cambiado la posición de Perú sobre boyas?");
    expect(response.intent).toBe("compare");
    expect(response.citations.map(({ quote }) => quote)).toEqual([
      "Perú acepta la cuota de boyas si es gradual.",
      "Perú se opone a la cuota de boyas.",
    ]);
    expect(response.answer).toMatch(/3 de marzo de 2023[\s\S]*9 de mayo de 2021/u);
  });

  it("compares sessions that are named", async () => {
    const response = await ask("Compara las dos sesiones de Lima y Quito sobre boyas");
    expect(response.understood.sessions).toEqual(["lima", "quito"]);
    expect(citedDocuments(response)).toEqual(["quito", "lima"]);
  });
});
