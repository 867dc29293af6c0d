import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import type { RecordFormat } from "../../corpus/text-extractor.ts";

const read = (source: string, format: RecordFormat = "text") => readRecord({ id: "record", source, format }).document;

/** Speakers with the first words of each of their passages, null for nobody; headings and title block aside. */
const said = (source: string, format?: RecordFormat): [string | null, string][] => {
  const { sections } = read(source, format);
  return sections.flatMap(({ speaker, passages }) =>
    passages
      .filter(({ kind, parentId }) => parentId === null && kind !== "heading" && kind !== "front-matter")
      .map(({ start, end }): [string | null, string] => [
        speaker,
        source.slice(start, end).replace(/\s+/gu, " ").slice(0, 12),
      ]),
  );
};

describe("a chat's export", () => {
  const chat = [
    "[4/3/26, 18:40:02] Valle 7: Messages are encrypted.",
    "[4/3/26, 18:41:15] Ana Puerta changed the subject",
    "[4/3/26, 19:00:11] Ana Puerta: we begin, nine of us are here",
    "[4/3/26, 19:00:58] Ana Puerta: one matter, the lift",
    "[4/3/26, 19:04:37] Luis 3B: too dear",
    "and last year it was less",
    "[4/3/26, 19:05:02] Ana Puerta: ask for another price then",
  ].join("\n");

  it("gives each message to its sender, and the messenger's notes to nobody", () => {
    const found = read(chat).sections.filter(({ speaker }) => speaker !== null);
    const words = found.map(({ speaker, passages }) => [speaker, passages.length, passages.at(-1)?.text.slice(-12)]);
    expect(words).toEqual([
      ["Ana Puerta", 2, "er, the lift"],
      ["Luis 3B", 1, " it was less"],
      ["Ana Puerta", 1, "r price then"],
    ]);
  });

  it("is dated by its stamps, day first, but where a clock of twelve hours leaves that open", () => {
    expect(read(chat).sessionDate).toBe("2026-03-04");
    expect(read(chat.replaceAll(/(?<=:\d\d)\]/gu, " PM]")).sessionDate).toBeNull();
  });
});

describe("speakers told below their words", () => {
  it("have the paragraph right above, and nothing else", () => {
    const source = [
      "Compte rendu du 4 mars 2026",
      "Bureau : past. Paul Blanc (modérateur), M. Jean Roy (trésorier).",
      "LES BÂTIMENTS",
      "Le fonds ne suffit pas pour trois toits.\n          (M. Roy, trésorier)",
      "La séance est suspendue de 10 h à 11 h.",
      "Un bail est possible.\nIl faudra un accord.\n          (past. Blanc)",
      "(Silence.)",
      "Il faut compter les gens de la vallée.\n          (Mme Arnaud)",
      "Adopté à l'unanimité.",
    ].join("\n\n");
    const found = said(source);
    expect(found.filter(([speaker]) => speaker !== null).map(([speaker, words]) => [speaker, words])).toEqual([
      ["Roy", "Le fonds ne "],
      ["Blanc", "Un bail est "],
      ["Blanc", "Il faudra un"],
      ["Arnaud", "Il faut comp"],
    ]);
  });
});

/** Who speaks, in order, with the first words of each part. */
const turns = (source: string, format?: RecordFormat): string[] =>
  said(source, format).flatMap(([speaker, words]) => (speaker === null ? [] : [`${speaker}: ${words}`]));

/** Who speaks, in order. */
const speakers = (source: string, format?: RecordFormat): string[] =>
  said(source, format).flatMap(([speaker]) => (speaker === null ? [] : [speaker]));

describe("turns that open", () => {
  it("by first names that the record also writes small are theirs whom a list of names calls so", () => {
    const source =
      "Timetables group\n8 September 2026\n\nPresent\n    Dilip Raman, Hanna Vos, Jun Morita\n\nScribe\n    dilip, jun\n\nHanna: any corrections?\n\n<jun> none here\n\nDilip: the header spans five columns\n\nJun: sure, dilip can open it.\n\nACTION: jun to open an issue\n\nHanna: thanks all.\n";
    expect(turns(source)).toEqual([
      "Hanna Vos: Hanna: any c",
      "Jun Morita: <jun> none h",
      "Dilip Raman: Dilip: the h",
      "Jun Morita: Jun: sure, d",
      "Hanna Vos: Hanna: thank",
    ]);
  });

  it("by letters without a stop are those of who asks and who is examined, and capitals with an article somebody's", () => {
    const source =
      "TRANSCRIPT OF HEARING\nOctober 6, 2026\n\n     THE CLERK:  All rise for the court, please.\n\n     THE COURT:  Good morning. Is the witness here?\n\n     MR. DALE:  He is, Your Honor.\n\n          WALTER NASH, PLAINTIFF'S WITNESS, SWORN\n\nBY MR. DALE:\n\n     Q    What do you do for a living?\n\n     A    I inspect boilers.\n\n     Q    Did you inspect this one?\n\n     A    Twice, in March and in May.\n\n     MR. DALE:  Nothing further.\n\n     THE COURT:  How long is the repair?\n\n     THE WITNESS:  Half a day.\n";
    expect(speakers(source)).toEqual([
      "CLERK",
      "COURT",
      "Dale",
      "Dale",
      "Walter Nash",
      "Dale",
      "Walter Nash",
      "Dale",
      "COURT",
      "Witness",
    ]);
  });

  it("by letters are theirs whom the line above calls by what the title block says they are", () => {
    const source =
      "Auto de inquirição de 5 de maio de 2026\n\nInstrutora: Helena Quintas\n\nTestemunha: Rui Faneca, árbitro\n\nA testemunha foi advertida do dever de dizer a verdade. Às perguntas da instrutora, disse:\n\nP. Onde se encontrava na largada?\n\nR. Na lancha dois, ao largo.\n\nP. Viu o barco cortar a boia?\n\nR. Vi-o passar por dentro.\n";
    expect(speakers(source)).toEqual(["Helena Quintas", "Rui Faneca", "Helena Quintas", "Rui Faneca"]);
  });

  it("by a name and what somebody is, before a verb of saying, are read in lists", () => {
    const source =
      "# Minutes of 4 March 2026\n\n- **Tomás Prieto, parent:** asked the board not to cut the late bus.\n- **Jill Stavros, bus driver:** said that the route carries 31 students.\n- **Kay Moore, 8th grade:** told the board about the robots.\n";
    expect(speakers(source, "markdown")).toEqual(["Tomás Prieto", "Jill Stavros", "Kay Moore"]);
  });

  it("are none behind ordinals: those are items of an agenda or of a decision", () => {
    const source =
      "ACTA DE LA SESIÓN DEL 4 DE MARZO DE 2026\n\nPRIMERO.- RATIFICACIÓN DE LA URGENCIA.\n\nLa Sra. Alcaldesa justifica la urgencia en el plazo.\n\nSEGUNDO.- SOLICITUD DE SUBVENCIÓN.\n\nEl Sr. Casado replica que se abstendrá.\n\nFinalizado el debate, el Pleno ACUERDA:\n\nPrimero.- Solicitar la subvención para la red.\n\nSegundo.- Comprometerse a aportar el resto.\n";
    expect(turns(source)).toEqual(["Alcaldesa: La Sra. Alca", "Casado: El Sr. Casad"]);
  });

  it("by what somebody is and a number are read where they come back, and an agenda's items are none", () => {
    const talk = ["Speaker 1: Welcome, everyone.", "Speaker 2: The wall is wet.", "Speaker 1: Since when?"];
    const source = ["Transcript of 4 March 2026", ...talk, "Speaker 2: Since May.", "Speaker 1: Then we mend it."];
    expect(speakers(source.join("\n\n"))).toEqual(["Speaker 1", "Speaker 2", "Speaker 1", "Speaker 2", "Speaker 1"]);
    const matters = ["Matter 1: The wall.", "Matter 2: The roof."];
    expect(turns(["Minutes of 4 March 2026", ...matters, "The board met.", ...matters].join("\n\n"))).toEqual([]);
  });

  it("by initials are theirs whom a table gives them, and end where other words are set as the initials are", () => {
    const source =
      "# Acta del 4 de marzo de 2026\n\n| Miembro | Iniciales |\n|---|---|\n| Mercedes Pascual | M. P. |\n| Alberto Gaztelu | A. G. |\n\n## Caso\n\n*M. P.* Lo primero es recordar que está consciente.\n\n*A. G.* La negativa tiene pleno valor.\n\n*M. P.* Propongo una reunión con la familia.\n\n**Parecer del Comité** (por consenso): explorar de nuevo la voluntad.\n";
    expect(speakers(source, "markdown")).toEqual(["Mercedes Pascual", "Alberto Gaztelu", "Mercedes Pascual"]);
  });

  it("by the initials of several are nobody's", () => {
    const source =
      "# Board call of 16 January 2025\n\nOn the call: Rosa Finch (RF), Bill Oyelaran (BO), Sunniva Pratt (SP)\n\n- BO: the compressor failed on the 9th.\n- RF: the insurance will not pay for it.\n- SP: page three says that they do.\n- RF + BO both fine with it.\n- BO: then we sign on Monday.\n";
    expect(speakers(source, "markdown")).toEqual(["Bill Oyelaran", "Rosa Finch", "Sunniva Pratt", "Bill Oyelaran"]);
  });

  it("are none in a sentence about a body that clauses below it end", () => {
    const source =
      "Procès-verbal du 4 mars 2026\n\nM. Blanchon expose que les lieux de culte sont vides.\n\nLa commission soumet au Synode quatre recommandations :\n\nque chaque lieu garde au moins un culte par mois ;\n\nque les clefs soient confiées à deux personnes.\n\nMme Anzar propose un culte le vendredi.\n";
    expect(speakers(source)).toEqual(["Blanchon", "Anzar"]);
  });

  it("under headings bear a body behind the name too", () => {
    const source =
      "# Asamblea del 4 de marzo de 2026\n\n## Informe\n\n### Fermín Alvarado, tesorero\n\nEste año vendimos doce toneladas.\n\n### Jacinta Morales\n\nPregunto si el fondo se puede tocar.\n\n### Fermín Alvarado\n\nSe puede con acuerdo de la asamblea.\n\n### Hugo Rentería, Comité de Vigilancia\n\nEl comité revisó los libros en febrero.\n";
    expect(speakers(source, "markdown")).toEqual([
      "Fermín Alvarado",
      "Jacinta Morales",
      "Fermín Alvarado",
      "Hugo Rentería",
    ]);
  });

  it("by a title that no lexicon knows are theirs whose surname is listed, below headings that name matters", () => {
    const source =
      "# Minutes of the meeting of January 13, 2026\n\nPresent: Lynn Garrity, Emeka Okafor, Rosa Maldonado. Also present: Anita Wheeler, Superintendent.\n\n## 1. Action Items\n\nTrustee Okafor asked what the route costs.\n\nSuperintendent Wheeler answered: $58,000 a year.\n\nTrustee Maldonado wished to wait.\n\nFor: 3. Against: 1.\n\n## 2. Consent Calendar\n\nMr. Gray thanked the staff.\n\n## 3. Board Member Comments\n\nTrustee Maldonado noted the concert on the 24th.\n";
    expect(speakers(source, "markdown")).toEqual([
      "Emeka Okafor",
      "Anita Wheeler",
      "Rosa Maldonado",
      "Gray",
      "Rosa Maldonado",
    ]);
  });
});

describe("a record's title block", () => {
  it("holds the body's name above a table of statements, and dates the session by when it was held", () => {
    const source =
      "# Acta de reunión\n\n## Consejo de Facultad de Ciencias\n\nCelebrada el 22 de abril de 2026\n\nFormato de la cuarta sesión, versión del 15 de enero de 2024\n\n| Interviene | Intervención |\n|---|---|\n| Olga Perdomo | Informa que hay quórum. |\n| Luz Cifuentes | Considera que debe aceptarse. |\n| Olga Perdomo | Está de acuerdo. |\n";
    expect(read(source, "markdown").sections.map(({ speaker }) => speaker)).not.toContain(
      "Consejo de Facultad de Ciencias",
    );
    expect(read(source, "markdown").sessionDate).toBe("2026-04-22");
  });
});
