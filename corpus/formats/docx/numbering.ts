import { readMark } from "../../extraction/marks.ts";
import { lettersOf, romanOf } from "../list-numbers.ts";
import { scanXml } from "../xml-scanner.ts";
import { localName } from "./styles.ts";

interface Level {
  start: number;
  format: string;
  /** "%1.%2)": the numbers of levels from 1. */
  pattern: string;
  legal: boolean;
}

export interface Numbering {
  /** What Word writes before the next paragraph of this list and level; null where nothing. Counts as it is asked. */
  next(list: number, level: number): string | null;
}

const LEVELS = 9;
const BULLET = "•";

/** Reads `word/numbering.xml` and counts its lists as Word does (ECMA-376, part 1, 17.9). */
export function readNumbering(xml: string): Numbering {
  const { levels, lists, restarts } = readLists(xml);
  const counters = new Map<string, (number | null)[]>();
  const restarted = new Set<number>();

  return {
    next(list, level) {
      const abstract = lists.get(list);
      const own = abstract === undefined ? undefined : levels.get(abstract)?.[level];
      if (abstract === undefined || own === undefined) return null;
      const counts = counters.get(abstract) ?? new Array<number | null>(LEVELS).fill(null);
      counters.set(abstract, counts);
      const restart = restarts.get(list);
      if (restart !== undefined && !restarted.has(list)) {
        restarted.add(list);
        for (const [at, start] of restart) counts[at] = start - 1;
      }
      counts[level] = (counts[level] ?? own.start - 1) + 1;
      counts.fill(null, level + 1);
      return writeLabel(own, levels.get(abstract) ?? [], counts);
    },
  };
}

function writeLabel(own: Level, levels: readonly Level[], counts: readonly (number | null)[]): string | null {
  if (own.format === "none") return null;
  if (own.format === "bullet") return bulletOf(own.pattern);
  const label = own.pattern.replace(/%([1-9])/gu, (_, digit: string) => {
    const at = Number(digit) - 1;
    const level = levels[at];
    return writeNumber(counts[at] ?? level?.start ?? 1, own.legal ? "decimal" : (level?.format ?? "decimal"));
  });
  return label.trim() === "" ? null : label.trim();
}

/** Bullets are mostly letters of symbol fonts; what the reader of text does not know as a bullet becomes one. */
function bulletOf(pattern: string): string {
  const written = pattern.trim();
  return readMark(`${written} x`, 0)?.mark.style === "bullet" && !/[\ue000-\uf8ff]/u.test(written) ? written : BULLET;
}

function writeNumber(value: number, format: string): string {
  switch (format) {
    case "lowerLetter":
      return lettersOf(value);
    case "upperLetter":
      return lettersOf(value).toUpperCase();
    case "lowerRoman":
      return romanOf(value);
    case "upperRoman":
      return romanOf(value).toUpperCase();
    case "decimalZero":
      return String(value).padStart(2, "0");
    case "ordinal":
      return `${value}.º`;
    default:
      return String(value);
  }
}

interface Lists {
  readonly levels: ReadonlyMap<string, readonly Level[]>;
  /** The abstract list of each list. */
  readonly lists: ReadonlyMap<number, string>;
  /** Where a list begins again: the start of its levels. */
  readonly restarts: ReadonlyMap<number, ReadonlyMap<number, number>>;
}

function readLists(xml: string): Lists {
  const levels = new Map<string, Level[]>();
  const lists = new Map<number, string>();
  const restarts = new Map<number, Map<number, number>>();
  let abstract: Level[] = [];
  let list = 0;
  let level: Level | null = null;
  let overridden = 0;
  scanXml(xml, {
    open(name, attribute) {
      const value = attribute("val") ?? "";
      switch (localName(name)) {
        case "abstractNum":
          abstract = [];
          levels.set(attribute("abstractNumId") ?? "", abstract);
          break;
        case "num":
          list = Number(attribute("numId"));
          abstract = [];
          break;
        case "abstractNumId":
          lists.set(list, value);
          break;
        case "lvlOverride":
          overridden = Number(attribute("ilvl"));
          break;
        case "startOverride":
          restarts.set(list, (restarts.get(list) ?? new Map<number, number>()).set(overridden, Number(value)));
          break;
        case "lvl": {
          level = { start: 1, format: "decimal", pattern: "", legal: false };
          const at = Number(attribute("ilvl"));
          if (at >= 0 && at < LEVELS) abstract[at] = level;
          break;
        }
        case "start":
          if (level !== null) level.start = Number(value);
          break;
        case "numFmt":
          if (level !== null) level.format = value;
          break;
        case "lvlText":
          if (level !== null) level.pattern = value;
          break;
        case "isLgl":
          if (level !== null) level.legal = true;
      }
    },
    close(name) {
      if (localName(name) === "lvl") level = null;
    },
    text() {},
  });
  return { levels, lists, restarts };
}
