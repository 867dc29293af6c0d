import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

const read = (source: string, format: RecordFormat = "text") => readRecord({ id: "record", source, format });

/** Who speaks in each part below the title block, null for nobody. */
const speakers = (source: string, format?: RecordFormat): (string | null)[] =>
  read(source, format)
    .document.sections.filter(({ passages }) =>
      passages.some(({ kind }) => kind !== "front-matter" && kind !== "closing"),
    )
    .map(({ speaker }) => speaker);

const TITLE = "Acta de la sesión del 4 de marzo de 2024\n\n";

describe("turns told by their form", () => {
  it.each([
    ["a colon", ":"],
    ["a stop and a dash", ".-"],
    ["a dash", " —"],
    ["a stop and a long dash", ". –"],
  ])("open where names that no lexicon knows come again before %s", (_, separator) => {
    const turn = (name: string, words: string) => `${name}${separator} ${words}\n\n`;
    const source = `${TITLE}${turn("LUCÍA PARDO RIVAS", "Abrimos la sesión con la fuente.")}${turn("TOMÁS ARCE VELA", "El camino está cortado desde enero.")}${turn("LUCÍA PARDO RIVAS", "Propongo que se estudie antes de junio.")}`;
    expect(speakers(source)).toEqual(["Lucía Pardo Rivas", "Tomás Arce Vela", "Lucía Pardo Rivas"]);
  });

  it("are everybody's, and not only those of the one with a title", () => {
    const source =
      "Valley Water Committee\nMeeting of 4 March 2024\n\nANNA LOWE CM: Welcome, everyone.\n\nDR PETER HOLM: The reservoir stands at 60 per cent.\n\nANNA LOWE CM: And in summer?\n\nCLARE DUNN: The villages should plan for closures.\n\nDR PETER HOLM: I agree.\n";
    expect(speakers(source)).toEqual(["Anna Lowe", "Peter Holm", "Anna Lowe", "Clare Dunn", "Peter Holm"]);
  });

  it("take an office or a body from the brackets behind the name, and no manner of speaking", () => {
    const source = `${TITLE}El señor PARDO, don Luis (Presidente).- En discusión el proyecto.\n\nEl señor LAGOS (Secretario General).- El objetivo es abrir dos puertos.\n\nLa señora MONTERO.- No, señor Presidente.\n\nLa señora ARCE (interrumpiendo).- Propongo aplazarlo hasta mayo.\n`;
    expect(speakers(source)).toEqual(["Pardo", "Lagos", "Montero", "Arce"]);
    const roles = read(source)
      .document.sections.slice(1)
      .map(({ role }) => role);
    expect(roles).toEqual(["Presidente", "Secretario General", null, null]);
  });

  it("open by a name and the time above the words", () => {
    const source =
      "Transcript of the board meeting\n12 June 2024\n\nMaria Costa   0:09\nGood morning everyone. We begin.\n\nTom Reeve   0:31\nThe budget is short.\n\nMaria Costa   1:02\nThen we cut the printing.\n";
    expect(speakers(source)).toEqual(["Maria Costa", "Tom Reeve", "Maria Costa"]);
  });

  it("open in a list's items by a first name of one of those present, whatever parts it from the words", () => {
    const source =
      "# Quarter 4\n\nAttendees\nAnna Byrd, River Library\nCarl Dorn, Hill College\n\n### Discussion\n- Anna - grateful for the model\n- Carl - we need formal invitations\n- Anna: the budget should be shared\n";
    expect(speakers(source, "markdown")).toEqual(["Anna Byrd", "Carl Dorn", "Anna Byrd"]);
  });

  it("are parted where several run into one paragraph", () => {
    const source =
      "ACTA Nº 8. Sesión ordinaria del 26 de abril de 2022\n\nPRESIDENCIA: Por Secretaría se dirá si hay quórum.- SECRETARÍA: Hay diecinueve concejales presentes.- PRESIDENCIA: El concejal Morán tiene el uso de la palabra.- MORÁN: Pido que se arregle el techo del recinto.-\n";
    expect(speakers(source)).toEqual(["Presidencia", "Secretaría", "Presidencia", "Morán"]);
    expect(read(source).audit.lost).toEqual([]);
  });

  it("open behind a full stop only after a title, a remark or capitals", () => {
    const source =
      "VERBATIM RECORD OF THE HARBOUR COMMITTEE\n\n4 March 2024\n\nThe CHAIR. The committee will come to order.\n\nMr. BALDIVIESO (during the reading). I ask that the reading be stopped.\n\nMs. OYARZÚN (interrupting). I object. The minutes leave out the dredging.\n\nThe CHAIR (after a pause). The reading goes on.\n";
    expect(speakers(source)).toEqual(["Chair", "Baldivieso", "Oyarzún", "Chair"]);
  });

  it("are none where a title block or a list has the same form", () => {
    const source = `${TITLE}Lugar: Valdeoca\n\nHora: 19.00\n\nLa sesión se celebró en el salón de actos. Asistieron veinte vecinos y se habló de la fuente durante dos horas.\n\nChile: 34 %\n\nPerú: 20 %\n\nBrasil: 12 %\n`;
    expect(speakers(source).every((speaker) => speaker === null)).toBe(true);
  });
});

describe("what opens like a turn and is not understood", () => {
  it("ends the turn before, is nobody's, and is told in the audit", () => {
    const source =
      "Open Standards Group\nMinutes for 2024-03-04\n\nPresent\n    Kim Hale, Joe Marsh, Ana Reyes\n\nKim Hale: We should approve the charter.\n\nJoe Marsh: I have a concern.\n\nKim Hale: Noted. Write it to the list.\n\nACTION: Kim to send the charter.\n\nJoe Marsh: Thank you.\n";
    expect(speakers(source)).toEqual(["Kim Hale", "Joe Marsh", "Kim Hale", null, "Joe Marsh"]);
    expect(read(source).audit.unattributed).toHaveLength(1);
  });
});

describe("turns that are easily given to another", () => {
  it("keep a quoted paragraph in the turn that quotes it", () => {
    const source =
      'ACTA\n\nAna Ruiz: The pool is old.\n\nBo Lind: As the inspector wrote:\n\n"The pool is a danger to children."\n\nAna Ruiz: That is untrue.\n';
    const [, bo] = read(source).document.sections.slice(1);
    expect(bo?.passages.map(({ text }) => text).join(" ")).toContain("danger to children");
  });

  it("are those of the subject, whoever is named before it", () => {
    const source =
      "MINUTES\n\nMrs. Ruiz said that the pool is old.\n\nMr. Lind said no.\n\nMrs. Ruiz said yes.\n\nReplying to Mrs. Ruiz, Mr. Lind said that the budget was short.\n\nMr. Lind having left the room, Mrs. Ruiz said the plan was poor.\n\nOn behalf of Mr. Lind, Ms. Otero read a statement.\n\nA resident shouted from the back.\n";
    expect(speakers(source)).toEqual(["Ruiz", "Lind", "Ruiz", "Lind", "Ruiz", "Otero", null]);
    expect(read(source).document.sections.at(-1)?.doubtful).toBe(true);
  });

  it("are nobody's where initials fit two of those present", () => {
    const source =
      "Minutes\n4 March 2024\n\nPresent: Ana Ruiz (AR), Bo Lind (BL), Alma Reyes (AR)\n\nBL: The pool is old.\n\nAR: It must close at once.\n\nBL: It must not.\n";
    expect(speakers(source)).not.toContain("Alma Reyes");
  });
});

describe("hostile Markdown", () => {
  it("nested deeper than anybody writes is read as plain text", () => {
    for (const mark of [">", "- ", "1. "]) {
      expect(read(`${mark.repeat(5_000)}a`, "markdown").document.source).toHaveLength(mark.length * 5_000 + 1);
    }
  });
});

describe("narrated turns", () => {
  it("open by a titled name or an office before any verb", () => {
    const source =
      "Commune de Valmont\nProcès-verbal du conseil municipal du 4 mars 2024\n\nM. le Maire ouvre la séance à 19 heures et explique que la toiture doit être refaite.\n\nMme Dubois demande combien coûtera la toiture.\n\nM. le Maire répond que le devis s'élève à 42 000 euros.\n\nM. Petit-Lagrange estime que la commune devrait attendre.\n\nLe conseil adopte la délibération par 9 voix contre 2.\n";
    expect(speakers(source)).toEqual(["Maire", "Dubois", "Maire", "Petit-Lagrange", null]);
  });

  it("part a paragraph that tells of several persons' turns", () => {
    const source =
      "Biblioteca de Peñarrubia\nActa de la junta de 3 de mayo de 2023\n\nLa Sra. Batalla pidió abrir los sábados. El Sr. Quiroga se opuso por el coste de personal.\n\nLa Sra. Olmedo propuso una prueba de tres meses. El Sr. Quiroga votó en contra.\n";
    expect(speakers(source)).toEqual(["Batalla", "Quiroga", "Olmedo", "Quiroga"]);
    expect(read(source).audit.lost).toEqual([]);
  });

  it("open behind a paragraph's number, also where it sticks to the first word", () => {
    const source =
      "Acta resumida de la 12ª sesión\n\n21 de junio de 2023\n\nPresidenta: Sra. Alder\n\nSe declara abierta la sesión a las 15.05 horas.\n\n1.La Sra. Bruno solicita detalles sobre la licencia.\n\n2.El Sr. Castel (Westlandia) dice que la licencia dura dieciséis semanas.\n\n3.La Sra. Duarte sugiere la creación de un fondo.\n";
    expect(speakers(source)).toEqual(["Alder", null, "Bruno", "Castel", "Duarte"]);
  });
});

describe("dates", () => {
  it.each([
    ["celebrada el veinticinco de abril de dos mil veinticinco", "2025-04-25"],
    ["a los ocho días del mes de marzo de dos mil veinte", "2020-03-08"],
    ["aos vinte e três dias do mês de maio de dois mil e vinte e quatro", "2024-05-23"],
    ["le quatre mars deux mille vingt-quatre", "2024-03-04"],
    ["celebrada el 3 de junio de mil novecientos noventa y nueve", "1999-06-03"],
  ])("are read in words: %s", (words, date) => {
    expect(
      read(`Acta de la sesión\n\nSesión ${words}\n\nDelegación de Chile: Pedimos hielo para las caletas.\n`).document
        .sessionDate,
    ).toBe(date);
  });

  it("have a year of two digits only behind a label", () => {
    expect(read("ACTA 108\n\nFecha: 19/10/17.\n\nTexto.\n").document.sessionDate).toBe("2017-10-19");
    expect(read("ACTA 108\n\nExpediente 19/10/17.\n\nTexto.\n").document.sessionDate).toBeNull();
  });
});

describe("the title", () => {
  it("is never somebody present, a list of those present or a paragraph", () => {
    const cover =
      "C/ La Peña, 2\n\nSECRETARIA INTERVENTORA:\nDª MARTA CALVO BUENO\n\nNúmero: 2025-0005 Fecha: 12/06/2025\n\nCONCEJALES:\nDÑA. ELENA RUIZ GARCÍA\nD. PABLO MENA DICHA\nD. JAIME OTERO MOLINA\n\nACTA DEL PLENO\n\nALCALDE-PRESIDENTE:\nSR. D. LUIS ROMERO NAVAS.\n\nAUSENTES: NINGUNO\n\nEn la Casa Consistorial, siendo las 20.00 horas del día veinticinco de abril de dos mil veinticinco, concurrieron los señores concejales para celebrar la sesión.\n\nSe aprueba por unanimidad.\n";
    const { document } = read(cover);
    expect(document).toMatchObject({ title: "ACTA DEL PLENO", sessionDate: "2025-04-25", documentDate: "2025-06-12" });
    const hearing =
      "Regional Transport Committee\n\nOral evidence: Condition of bus shelters\n\nTuesday 29 January 2019\n\nMembers present: Dame Harriet Quill (Chair); Mr Idris Vaughan; Sir Crispin Marlowe\n\nQ1 Chair: Good morning.\n\nMr Vaughan: Is the concrete dangerous?\n\nQ2 Chair: Thank you all.\n";
    expect(read(hearing).document.title).toBe("Oral evidence: Condition of bus shelters");
  });

  it("is no heading of the agenda that a label tells", () => {
    const source =
      "Open Standards Group\nMinutes for 2024-03-04\n\nTopic: Charter\n\nKim Hale: We should approve it.\n\nJoe Marsh: I agree.\n\nKim Hale: Noted.\n";
    expect(read(source).document.title).toContain("Minutes");
  });
});

describe("what stands between turns by form", () => {
  const turn = (name: string, words: string) => `${name}: ${words}\n\n`;
  const said = [
    turn("LUCÍA PARDO RIVAS", "Abrimos la sesión con la fuente."),
    turn("TOMÁS ARCE VELA", "El camino está cortado desde enero."),
  ].join("");

  it.each([
    "Se aprueban por unanimidad las actas.",
    "ACUERDO N.º 489/2018: otorgar un millón al taller.",
    "Le bilan est approuvé à l'unanimité.",
    "La moción, con la enmienda incorporada, se aprueba por unanimidad.",
    "Ingresa a la sala la directiva de la junta.",
    "Sin otros temas, se cierra la reunión a las 11:45 h.",
    "Eran las doce y cuarenta minutos.",
  ])("is nobody's where the body decides, or somebody comes and goes: %s", (text) => {
    const source = `${TITLE}${said}${text}\n\n${turn("TOMÁS ARCE VELA", "Gracias, y hasta mañana a todos.")}`;
    expect(speakers(source)).toEqual(["Lucía Pardo Rivas", "Tomás Arce Vela", null, "Tomás Arce Vela"]);
  });

  it("stays the speaker's where the speaker says it", () => {
    const own = "No habiendo más asuntos, agradezco a todos y declaro cerrada la sesión.";
    const source = `${TITLE}${said}${turn("LUCÍA PARDO RIVAS", "Algo más, nadie.")}${own}\n\n${turn("TOMÁS ARCE VELA", "Hasta mañana.")}`;
    expect(speakers(source)).toEqual(["Lucía Pardo Rivas", "Tomás Arce Vela", "Lucía Pardo Rivas", "Tomás Arce Vela"]);
  });

  it("hides no name behind the number of a line", () => {
    const lines = [5, 10, 15, 20].map((number, at) => {
      const name = at % 2 === 0 ? "LUCÍA PARDO RIVAS" : "TOMÁS ARCE VELA";
      return `${number} ${turn(name, `El camino número ${at} está cortado desde enero.`)}`;
    });
    const names = ["Lucía Pardo Rivas", "Tomás Arce Vela", "Lucía Pardo Rivas", "Tomás Arce Vela"];
    expect(speakers(`${TITLE}${lines.join("")}`)).toEqual(names);
  });

  it("opens turns of the person in brackets behind what the turn is", () => {
    const source = `${TITLE}${[
      turn("PREGUNTA (María Eulalia Páez, vecina)", "¿Por qué huele los martes y los jueves?"),
      turn("RESPUESTA (Ing. Landaeta)", "Esos días se recibe lodo de la planta."),
      turn("PREGUNTA (Rafael Páez, vecino)", "¿Y quién lo va a controlar?"),
      turn("RESPUESTA (Ing. Landaeta)", "La autoridad tiene dos inspectores."),
    ].join("")}`;
    expect(speakers(source)).toEqual(["María Eulalia Páez", "Landaeta", "Rafael Páez", "Landaeta"]);
  });

  it("opens turns of an office behind a courtesy", () => {
    const source = `Compte rendu\n\n${[
      "Mme la présidente Odile Maréchaux. Mes chers collègues, nous recevons l'Agence.",
      "M. Thibault Ancelin. Six amendes ont été prononcées l'an dernier.",
      "M. le rapporteur. Pour quel montant ont-elles été prononcées ?",
      "M. Thibault Ancelin. Cent mille euros en tout.",
    ].join("\n\n")}`;
    expect(speakers(source)).toEqual(["Odile Maréchaux", "Thibault Ancelin", "Rapporteur", "Thibault Ancelin"]);
  });

  it("is not opened by whom the speaker speaks to", () => {
    const source = `${TITLE}${said}Señor Requejo, tiene usted razón en lo del camino. Mañana llamaré al alcalde.\n\n${turn("LUCÍA PARDO RIVAS", "Bien, sigamos adelante.")}`;
    expect(speakers(source)).toEqual(["Lucía Pardo Rivas", "Tomás Arce Vela", "Lucía Pardo Rivas"]);
  });
});
