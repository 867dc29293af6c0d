import { describe, expect, it } from "vitest";
import { wholeDates } from "../../../../server/assistant/language/calendar-dates.ts";
import { tokenize } from "../../../../server/assistant/language/terms.ts";

const datesIn = (text: string): string[] => wholeDates(tokenize(text));

describe("whole dates", () => {
  it.each([
    ["¿Qué se acordó el 9 de junio de 2023?", "2023-06-09"],
    ["What was agreed on 9 May 2022?", "2022-05-09"],
    ["on May 9, 2022", "2022-05-09"],
    ["em 3 de março de 2020", "2020-03-03"],
    ["le 14 février 2019", "2019-02-14"],
    ["EL 1 DE ENERO DE 2021", "2021-01-01"],
  ])("are read in four languages: %s", (text, date) => {
    expect(datesIn(text)).toEqual([date]);
  });

  it.each([
    ["el 2023-05-09 en Lima", ["2023-05-09"]],
    ["acta del 9/5/2023", ["2023-05-09", "2023-09-05"]],
    ["minutes of 23.05.2023", ["2023-05-23"]],
    ["session of 5/23/2023", ["2023-05-23"]],
    ["article 1/2/3", []],
    ["13/14/2023", []],
  ])("are read in figures, both ways where day and month cannot be told: %s", (text, dates) => {
    expect(datesIn(text)).toEqual(dates);
  });

  it.each([
    "in May 2022",
    "on 9 May",
    "article 9 of 2022",
    "nine persons may come in 2022",
  ])("are none without day, month and year: %s", (text) => {
    expect(datesIn(text)).toEqual([]);
  });
});
