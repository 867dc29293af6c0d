import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

/** Who speaks in each paragraph that holds a text asked for: null for nobody, "?" where it cannot be told. */
const speakersOf = (source: string, texts: readonly string[], format: RecordFormat = "text"): (string | null)[] => {
  const { sections } = readRecord({ id: "record", source, format }).document;
  return texts.map((text) => {
    const at = source.indexOf(text);
    const section = sections.find(({ passages }) =>
      passages.some(({ start, end, kind }) => kind !== "heading" && start <= at && at < end),
    );
    return section?.doubtful === true ? "?" : (section?.speaker ?? null);
  });
};

const DEBATE = "DIARIO DE SESIONES\n\nSESIÓN 4ª, EN MARTES 5 DE MARZO DE 2024\n\n";
const PRESENT =
  "# Minutes – Pier Group\n\n**Present:** Nora Quill (NQ, Chair), Tam Ode (TO, works), Hal van Ree (HvR, design)\n\n";

describe("nobody's words", () => {
  it("are the lines behind a double dash, and the turn goes on behind them", () => {
    const source = `${DEBATE}El señor PARDO.- Votaré a favor de la fuente.\n\n--(Risas).\n\nEn fin, la fuente es cara.\n\nLa señora ARCE.- El camino sigue cortado.\n\n--Se aprueba en general el proyecto.\n\nEl señor PARDO.- Gracias a todos.\n`;
    expect(speakersOf(source, ["--(Risas)", "En fin", "--Se aprueba", "Gracias"])).toEqual([
      null,
      "Pardo",
      null,
      "Pardo",
    ]);
  });

  it("are sentences in italics among turns that are not", () => {
    const source = `${PRESENT}## 1. Works\n\nNQ said that the pier was late.\n\nTO replied that the wind had been to blame.\n\n*HvR left the call at 14:52.*\n\nHvR asked for a new lamp.\n\nNQ agreed to look for one.\n`;
    expect(speakersOf(source, ["HvR left", "HvR asked"], "markdown")).toEqual([null, "Hal van Ree"]);
  });

  it("are not the answers that a record tells in italics", () => {
    const source = `${PRESENT}## 1. Works\n\nNQ said that the pier was late.\n\n*TO replied that the wind had been to blame.*\n\nNQ asked for a new lamp.\n\n*HvR said that there was none.*\n`;
    expect(speakersOf(source, ["TO replied", "HvR said"], "markdown")).toEqual(["Tam Ode", "Hal van Ree"]);
  });

  it.each([
    ["The Mayor opened the public hearing at 7:22 p.m.", null],
    ["Se reincorpora el Presidente al ser las diecinueve horas con veintidós minutos.", null],
    ["Mr. Ruz (Bohumia), Vice-Chair, took the Chair.", null],
    ["The Mayor said that the hall would open at 7:22 p.m.", "Mayor"],
  ])("are what is done at a time or in taking an office: %s", (text, speaker) => {
    const source = `MINUTES OF THE BOARD\n\nheld on 4 March 2024\n\nThe Treasurer said that the roof leaks.\n\n${text}\n\nThe Clerk asked who would pay.\n`;
    expect(speakersOf(source, [text])).toEqual([speaker]);
  });

  it("are votes below names that stand on lines of their own", () => {
    const turns = "Sra. Arce\n\nLa biblioteca cierra el viernes.\n\nSr. Pardo\n\nPido que se vote por separado.\n\n";
    const vote = "Sometido a votación el apartado primero, se aprueba por unanimidad.";
    const source = `ACTA DEL PLENO\n\n12 de febrero de 2026\n\n1.- BIBLIOTECA\n\n${turns}${turns}${vote}\n\n2.- RUEGOS\n\n${turns}`;
    expect(speakersOf(source, [vote, "Pido"])).toEqual([null, "Pardo"]);
  });

  it("are the lines of a list that holds no sentence", () => {
    const turns = "- Nora Quill: The pier is late.\n- Tam Ode: The wind is to blame.\n- Nora Quill: It often is.\n";
    const source = `# Pier Group\n\n4 March 2024\n\n## Works\n\n${turns}\n## Actions\n\n- Nora Quill: order a lamp\n- Tam Ode: letter to the yard\n`;
    expect(speakersOf(source, ["It often is", "order a lamp", "letter"], "markdown")).toEqual([
      "Nora Quill",
      null,
      null,
    ]);
  });

  it("are the items of an agenda that are headings further down", () => {
    const source =
      "# Conseil du 6 février 2026\n\n### Ordre du jour\n\n1. Communications du collège\n2. Plan de mobilité\n\n## Point 1. Communications du collège\n\n**Bourgmestre WAGENER :** La piscine rouvre en mars.\n\n**Échevine PIRON :** Enfin !\n\n## Point 2. Plan de mobilité\n\n**Bourgmestre WAGENER :** Nous votons.\n\n**Échevine PIRON :** Volontiers.\n";
    expect(speakersOf(source, ["Communications", "Plan de"], "markdown")).toEqual([null, null]);
  });

  it.each([
    ["who holds an office", "Relatora: Nora Quill, secretaria del Cabildo. Participaron 187 comuneros."],
    ["those at the table, of whom a plural verb is told", "Ocupan la mesa D. Juan Sol, Presidente; y D.ª Ana Mar."],
    ["what was voted, by its label", "Votación: a favor 271, en contra 9, abstenciones 13."],
    ["the closing, in the third person", "La sesión se levantó a las 12:05."],
    ["what is certified", "Y no habiendo más asuntos, la Alcaldesa levanta la sesión, de lo que doy fe."],
  ])("are %s", (_, text) => {
    const said = "El Sr. Pardo dijo que la fuente gotea.\n\nLa Sra. Arce preguntó quién la paga.\n\n";
    const source = `ACTA DE LA REUNIÓN\n\n4 de marzo de 2024\n\n${text.startsWith("Relatora") ? `${text}\n\n${said}` : `${said}${text}\n\n${said}`}`;
    expect(speakersOf(source, [text]).map((one) => one === null || one === "?")).toEqual([true]);
  });

  it("are names in capitals behind a label", () => {
    const source =
      "TRANSCRIPT\n\nMarch 4, 2024\n\nFOR THE PLAINTIFF: DINAH TEAGARDEN, ESQ.\n\nMS. TEAGARDEN: We call the tuner.\n\nTHE COURT: Go on then.\n\nMS. TEAGARDEN: Thank you, Judge.\n\nTHE COURT: Of course.\n";
    expect(speakersOf(source, ["FOR THE PLAINTIFF", "We call"])).toEqual([null, "Teagarden"]);
  });
});

describe("another's words", () => {
  it("are a list's item with a label that nobody's name explains, where items are turns", () => {
    const source =
      "# Pier Group\n\n4 March 2024\n\n## Works\n\n- Nora Quill: The pier is late.\n- Tam B.: The wind is to blame.\n- Nora Quill: It often is.\n- Unknown voice in the hall: Louder, please!\n- Tam: I will speak up.\n";
    expect(speakersOf(source, ["Louder", "I will"], "markdown").map((one) => one?.slice(0, 3))).toEqual(["?", "Tam"]);
  });

  it("are told by a first name behind its verb", () => {
    const source =
      "ACTA DE LA SESIÓN\n\n4 de marzo de 2024\n\nLa Alcaldesa informa que el puente abrió.\n\nManifiesta don Abel que la oferta no incluye el drenaje.\n\nLa Alcaldesa responde que sí.\n";
    expect(speakersOf(source, ["Manifiesta"])).toEqual(["Abel"]);
  });

  it("are told by a surname alone, of one who is listed, and by an abbreviated title", () => {
    const source =
      "MINUTES OF THE COUNCIL\n\n4 March 2024\n\nPresent: Leon Haskins, Town Manager; Ned Pratt; Dolores Pratt\n\nThe Mayor said that the tank leaks.\n\nHaskins reported that it is painted.\n\nThe Clerk asked who paid.\n\nPratt said that nobody had.\n\nThe Ver. João Batista thanked them all.\n";
    expect(speakersOf(source, ["Haskins reported", "Pratt said", "The Ver."])).toEqual([
      "Leon Haskins",
      "?",
      "João Batista",
    ]);
  });

  it("are rows of a table below a row that stands across it", () => {
    const source = `| Speaker | Statement |\n| --- | --- |\n| Nora Quill | The pier is late. |\n| Recess (10:45) |\n| Ana Sol | We go on. |\n`;
    expect(speakersOf(`# Pier Group\n\n4 March 2024\n\n${source}`, ["We go on"], "markdown")).toEqual(["Ana Sol"]);
  });

  it("are a statement in quotation marks below a heading that ends with who opens turns elsewhere", () => {
    const turns = "**Élus SUTR :** Quand finit-on ?\n\n**Élus UL :** En juin, dit-on.\n\n";
    const source = `# Comité du 21 mai 2026\n\n## 1. Questions\n\n${turns}${turns}## 2. Déclaration des élus SUTR\n\n« Le bruit n'est pas une fatalité. »\n`;
    expect(speakersOf(source, ["« Le bruit"], "markdown")).toEqual(["Élus SUTR"]);
  });

  it("are numbered paragraphs that begin with a name, particles and all", () => {
    const source =
      'SUMMARY RECORD OF THE 2nd MEETING\n\n4 March 2024\n\n1. Ms. Lund (Mordavia) said that the well was dry.\n\n2. Mr. van der Hoek (Terrenove), replying to Ms. Lund, said that it was not.\n\n3. Mr. de\' Conti (San Urbano) asked whether it could be seen.\n\n4. Ms. Lund (Mordavia) recalled that the label read "dry".\n';
    expect(speakersOf(source, ["Mr. van", "Mr. de"])).toEqual(["van der Hoek", "de' Conti"]);
  });

  it("are not a sentence that its speaker tells in the first person", () => {
    const source =
      'HEARING\n\nMARCH 24, 2026\n\nThe Chairman. Good morning to you all.\n\nMs. Pope. I keep four hundred hives.\n\nThe inspector, Dr. Reyes, who is sitting beside me, said, "Loretta, it is not mites."\n\nDr. Reyes. I will be short today.\n\nThe Chairman. Thank you both.\n\nMs. Pope. We wave at them.\n';
    expect(speakersOf(source, ["The inspector"])).toEqual(["Pope"]);
  });

  it("are told in turns of letters by who asks, on a line of its own, and who was sworn", () => {
    const source =
      "TRANSCRIPT\n\nMarch 4, 2024\n\n(LUBO HASEK, having been duly sworn, testified as follows:)\n\nDIRECT EXAMINATION\n\nBY MS. TEAGARDEN:\n\nQ. Mr. Hasek, what do you do?\n\nA. I repair organs.\n\nQ. Since when?\n\nA. Since May.\n";
    expect(speakersOf(source, ["Mr. Hasek, what", "A. Since May"])).toEqual(["Teagarden", "Lubo Hasek"]);
  });
});
