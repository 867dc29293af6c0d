import { decodeSource } from "../extraction/source.ts";
import { composeText } from "./compose-text.ts";
import type { FileFormat } from "./file-format.ts";
import { type Paragraph, plainParagraph } from "./paragraphs.ts";

const TIMES = /^\s*(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->/u;
const FIRST_CUE = /^(?:\d+\s*\r?\n)?(?:\d{1,3}:)?\d{1,2}:\d{2}[.,]\d{1,3}[ \t]+-->/u;
/** What of a WebVTT file is for the player only. */
const FOR_PLAYERS = /^(?:STYLE|REGION)(?:\s|$)/u;
const NOTE = /^NOTE(?:[ \t]+|$)/u;
const VOICE = /<v(?:\.[^\s>]+)?[ \t]+([^<>]{1,80})>/gu;
/** "JOANNE PELLETIER: Good evening", ">> TEACHER: …", "- Yes.", ">> Thank you": who speaks, or that another does. */
const LABEL = /^(?:>>+|[-–—])?[ \t]*(\p{Lu}(?:[^\n:.!?<>]|(?<=(?<!\p{L})\p{L}{1,4})\.(?=\s)){0,50}):[ \t]+(?=\S)/u;
/** Where arrows mark whoever speaks, a label without them ("Two: …") is part of what is said. */
const MARKED_LABEL = /^[ \t]*>>+[ \t]*\p{Lu}[^\n:!?<>]{0,50}:[ \t]/mu;
/** "[APPLAUSE]", "♪ ♪": heard, and said by nobody. */
const SOUND = /^(?:[[(][^[\]()]*[\])]|[♪♫][^\n]*)$/u;
const CHANGE = /^(?:>>+|[-–—])[ \t]*(?=\S)/u;
const LONGEST_LABEL_WORDS = 6;
/** Characters, from which on a paragraph of one speaker ends with its sentence. */
const PARAGRAPH = 320;
const ENTITIES: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", nbsp: " ", lrm: "", rlm: "" };

/** Words of one speaker in a cue. */
interface Utterance {
  /** Null where the cue does not tell: the speaker before goes on. */
  readonly speaker: string | null;
  /** A turn begins, whoever spoke before; by whom is not told where nobody is named. */
  readonly changes: boolean;
  readonly words: string;
}

/**
 * WebVTT and SubRip: the cues of a speaker's turn joined to paragraphs, "Name: words" where a turn begins. Numbers, times,
 * positions and styles of the cues are left out; notes stand as paragraphs.
 */
export function createSubtitlesFormat(): FileFormat {
  return {
    name: "subtitles",
    recognizes({ bytes }) {
      const head = new TextDecoder("utf-8").decode(bytes.subarray(0, 400)).trimStart();
      return /^WEBVTT(?:[ \t\r\n]|$)/u.test(head) || FIRST_CUE.test(head);
    },
    async extract({ bytes }) {
      const { text, structure } = composeText(paragraphsOf(decodeSource(bytes)));
      return { fileFormat: "subtitles", text, format: "structured", structure, pages: null, notes: [] };
    },
  };
}

function paragraphsOf(source: string): Paragraph[] {
  const paragraphs: Paragraph[] = [];
  const turns = createTurns(MARKED_LABEL.test(source));
  for (const [index, lines] of chunksOf(source).entries()) {
    const [first = ""] = lines;
    const timed = lines.findIndex((line) => TIMES.test(line));
    if (timed !== -1) turns.take(lines.slice(timed + 1));
    else if (FOR_PLAYERS.test(first)) continue;
    else {
      paragraphs.push(...turns.finish());
      const isHeader = index === 0 && first.startsWith("WEBVTT");
      const told = [first.replace(isHeader ? /^WEBVTT[ \t]*(?:[-–—][ \t]*)?/u : NOTE, ""), ...lines.slice(1)];
      const words = plainOf(told.join(" "));
      if (words !== "") paragraphs.push(plainParagraph(words));
    }
  }
  return [...paragraphs, ...turns.finish()];
}

/** Lines between empty lines; a cue's number and times belong to its words. */
function chunksOf(source: string): string[][] {
  const chunks: string[][] = [[]];
  for (const line of source.split(/\r?\n|\r/u)) {
    if (line.trim() === "") chunks.push([]);
    else chunks.at(-1)?.push(line);
  }
  return chunks.filter((lines) => lines.length > 0);
}

interface Turns {
  take(lines: readonly string[]): void;
  finish(): Paragraph[];
}

function createTurns(isMarked: boolean): Turns {
  let paragraphs: Paragraph[] = [];
  let speaker: string | null = null;
  let label = "";
  let pieces: string[] = [];
  let length = 0;
  const close = (): void => {
    const said = pieces.join(" ");
    if (said !== "") {
      const runs = label === "" ? [] : [{ text: label, strong: true }];
      paragraphs.push({
        ...plainParagraph(said),
        runs: [...runs, { text: label === "" ? said : ` ${said}`, strong: false }],
      });
    }
    label = "";
    pieces = [];
    length = 0;
  };
  return {
    take(lines) {
      const whole = plainOf(lines.join(" "));
      if (SOUND.test(whole)) {
        close();
        paragraphs.push(plainParagraph(whole));
        return;
      }
      for (const utterance of utterancesOf(lines, isMarked)) {
        const another = utterance.changes || (utterance.speaker !== null && utterance.speaker !== speaker);
        const isLong = length >= PARAGRAPH && /[.!?…]["”»’)]*$/u.test(pieces.at(-1) ?? "");
        if (another || isLong) close();
        if (another) {
          speaker = utterance.speaker;
          label = speaker === null ? ">>" : `${speaker}:`;
        }
        pieces.push(utterance.words);
        length += utterance.words.length;
      }
    },
    finish() {
      close();
      const finished = paragraphs;
      paragraphs = [];
      return finished;
    },
  };
}

/** What is said in a cue, parted where another speaks. */
function utterancesOf(lines: readonly string[], isMarked: boolean): Utterance[] {
  const found: Utterance[] = [];
  for (const line of lines) {
    const voices = [...line.matchAll(VOICE)];
    const before = line.slice(0, voices[0]?.index ?? line.length);
    for (const utterance of [
      labelled(before, isMarked),
      ...voices.map((voice, index) => {
        const from = voice.index + voice[0].length;
        const words = plainOf(line.slice(from, voices[index + 1]?.index ?? line.length));
        return { speaker: plainOf(voice[1] ?? ""), changes: false, words };
      }),
    ]) {
      if (utterance.words === "") continue;
      const last = found.at(-1);
      const goesOn = last !== undefined && utterance.speaker === null && !utterance.changes;
      if (goesOn) found[found.length - 1] = { ...last, words: `${last.words} ${utterance.words}` };
      else found.push(utterance);
    }
  }
  return found;
}

function labelled(line: string, isMarked: boolean): Utterance {
  const words = plainOf(line);
  const [whole, name = ""] = (isMarked && !words.startsWith(">>") ? null : LABEL.exec(words)) ?? [];
  if (whole !== undefined && name.split(/\s+/u).length <= LONGEST_LABEL_WORDS) {
    return { speaker: name.trim(), changes: true, words: words.slice(whole.length) };
  }
  const change = CHANGE.exec(words)?.[0];
  return { speaker: null, changes: change !== undefined, words: words.slice(change?.length ?? 0) };
}

/** Without the tags of cues and with the characters that their references stand for. */
function plainOf(text: string): string {
  return text
    .replace(/<[^<>]*>/gu, "")
    .replace(/\{\\[^{}]*\}/gu, "")
    .replace(/&([a-z]{2,4});/gu, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/gu, " ")
    .trim();
}
