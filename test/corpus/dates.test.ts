import { describe, expect, it } from "vitest";
import { readRecord } from "../../corpus/reader.ts";
import { findDates } from "../../corpus/reading/dates.ts";

describe("dates written in records", () => {
  it.each([
    ["9 de mayo, 2023", "2023-05-09"],
    ["9 de mayo de 2023", "2023-05-09"],
    ["9 de mayo del 2023", "2023-05-09"],
    ["1º de marzo de 2024", "2024-03-01"],
    ["15 marzo 2023", "2023-03-15"],
    ["May 9, 2023", "2023-05-09"],
    ["9 May 2023", "2023-05-09"],
    ["Sept. 3, 2021", "2021-09-03"],
    ["the 3rd of June 2020", "2020-06-03"],
    ["Thursday, March 7, 2024", "2024-03-07"],
    ["14 de agosto de 2024", "2024-08-14"],
    ["5 de março de 2022", "2022-03-05"],
    ["1er mars 2024", "2024-03-01"],
    ["le 20 février 2024", "2024-02-20"],
    ["09/05/2023", "2023-05-09"],
    ["05/31/2023", "2023-05-31"],
    ["12.11.2021", "2021-11-12"],
    ["2024-05-21", "2024-05-21"],
    ["CHLR/SA. 214/26 — 2 de septiembre de 2026", "2026-09-02"],
    ["Del 12 al 14 de septiembre de 2022", "2022-09-12"],
    ["5 and 6 November 2024", "2024-11-05"],
    ["May 9-11, 2023", "2023-05-09"],
    ["30 de abril al 2 de mayo de 2023", "2023-04-30"],
    ["a los veintidós días del mes de junio de 2017", "2017-06-22"],
    ["aos dez dias do mês de março de 2022", "2022-03-10"],
  ])("reads %s as %s", (text, date) => {
    expect(findDates(`Lima, ${text}.`).map((found) => found.date)).toEqual([date]);
  });

  it.each([
    "mayo de 2023",
    "31 de febrero de 2023",
    "el 9 de mayo",
    "CP/doc.12/5/2023/4",
    "1,250 people in 2023",
    "13/13/2023",
  ])("finds no date in %s", (text) => {
    expect(findDates(text)).toEqual([]);
  });

  it("finds each date at its place", () => {
    const text = "Entre el 1 de abril de 2020 y el 3 de abril de 2021.";
    expect(findDates(text).map(({ start, end }) => text.slice(start, end))).toEqual([
      "1 de abril de 2020",
      "3 de abril de 2021",
    ]);
  });
});

describe("the session's date", () => {
  const dateOf = (source: string): string | null =>
    readRecord({ id: "record", source, format: "text" }).document.sessionDate;
  const said = "The Chair said that the roof had been mended.\n\nThe Treasurer asked who would pay for it.";

  it("is that of the meeting, and not of the paper, the next meeting or what is approved", () => {
    const head = "MINUTES OF THE 19TH MEETING\n\nDate: 2022-05-10\n\nVirtual meeting, 26 April 2022\n\n";
    expect(dateOf(`${head}${said}`)).toBe("2022-04-26");
    expect(dateOf(`Minuta de reunión\n\nPróxima reunión: 15-10-2020\n\nReunión del 17-09-2020\n\n${said}`)).toBe(
      "2020-09-17",
    );
    expect(dateOf(`Board minutes\n\nMotion to approve the minutes of April 23, 2024.\n\n${said}`)).toBeNull();
  });

  it("is read below a letterhead, and in words that tell of a gathering", () => {
    const gathered = "En Los Tunales, a los veintidós días del mes de junio de 2017, se reúnen las partes.";
    expect(dateOf(`DEFENSORÍA AMBIENTAL\n\nAUDIENCIA PÚBLICA\n\n${gathered}\n\n${said}`)).toBe("2017-06-22");
  });
});
