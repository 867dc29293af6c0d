import { describe, expect, it } from "vitest";
import { createSubtitlesFormat } from "../../../corpus/formats/subtitles.ts";
import { readRecord } from "../../../corpus/reader.ts";
import { textFile } from "./fixture-files.ts";

const textOf = async (source: string) => (await createSubtitlesFormat().extract(textFile("a.vtt", source))).text;
const cue = (words: string, second = 10) => `00:00:${second}.000 --> 00:00:${second + 2}.000 align:start\n${words}\n\n`;

describe("subtitles", () => {
  it("join the cues of a turn, and name who speaks where it begins", async () => {
    const source = `WEBVTT\n\n1\n${cue("ANA RUIZ: Buenas noches a todos y")}2\n${cue("a todas.")}3\n${cue("TOMÁS: Gracias.")}`;
    expect(await textOf(source)).toBe("ANA RUIZ: Buenas noches a todos y a todas.\n\nTOMÁS: Gracias.");
  });

  it("part two voices in one cue, and leave tags, styles and regions out", async () => {
    const source = `WEBVTT Kind: captions\n\nSTYLE\n::cue { color: red }\n\nNOTE Revised.\n\n${cue("<v.loud Ana Ruiz>Yes &amp; <i>no</i>.</v> <v Tom Ash>Good.</v>")}`;
    expect(await textOf(source)).toBe("Kind: captions\n\nRevised.\n\nAna Ruiz: Yes & no.\n\nTom Ash: Good.");
  });

  it("tell that another speaks, who is not named", async () => {
    expect(await textOf(`1\n00:00:01,000 --> 00:00:02,000\n>> Hello.\n- Yes.\n`)).toBe(">> Hello.\n\n>> Yes.");
  });

  it("part a long turn where a sentence ends", async () => {
    const cues = Array.from({ length: 12 }, (_, at) => cue(`This is sentence number ${at} of a long turn.`)).join("");
    const paragraphs = (await textOf(`WEBVTT\n\n${cues}`)).split("\n\n");
    expect(paragraphs.length).toBeGreaterThan(1);
    for (const paragraph of paragraphs) expect(paragraph).toMatch(/\.$/u);
  });

  it("take a label for a speaker only behind arrows, where those mark one; sounds stand by themselves", async () => {
    const source = `WEBVTT\n\n${cue("[MUSIC]")}${cue(">> SR. TAPIA: Tengo tres ideas.")}${cue("Dos: abrir la cocina.")}${cue("[APPLAUSE]")}`;
    expect(await textOf(source)).toBe("[MUSIC]\n\nSR. TAPIA: Tengo tres ideas. Dos: abrir la cocina.\n\n[APPLAUSE]");
  });

  it("are read as turns", async () => {
    const lines = ["ANA RUIZ: We begin with the lake.", "TOM ASH: The lake is dry since May.", "ANA RUIZ: So it is."];
    const file = textFile("a.vtt", `WEBVTT\n\n${lines.map((line) => cue(line)).join("")}`);
    const extracted = await createSubtitlesFormat().extract(file);
    const { document } = readRecord({ id: "a", source: extracted.text, ...extracted });
    expect(document.sections.flatMap(({ speaker }) => speaker ?? [])).toEqual(["Ana Ruiz", "Tom Ash", "Ana Ruiz"]);
  });
});
