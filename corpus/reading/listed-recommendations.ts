import type { Language } from "../document.ts";
import { markFamily } from "../extraction/marks.ts";
import { foldText } from "../folding.ts";
import { isAgreementsLabel, isRecommendationsLabel } from "../structure/labels.ts";
import type { OutlinePassage } from "../structure/section-assembly.ts";
import type { TextBlock } from "../text-extractor.ts";
import type { KindClassifier } from "./kinds.ts";

/** Why a passage is taken as an item of a list of recommendations that stands on lines of its own. */
export interface Introduction {
  /** The line that introduces the list; undefined under a heading such as "Recommendations". */
  readonly stem?: string;
}

interface OpenList {
  readonly stem: string | undefined;
  readonly stemFamily: string | null;
  readonly stemDepth: number;
  /** The items are set in deeper than the line that introduces them: the list lasts as long as that. */
  nested: boolean;
  family: string | null | undefined;
  form: string | undefined;
  separated: boolean;
}

/**
 * Which passages of a section, by index, are items of a list introduced as recommendations: those under a heading such as
 * "Recomendaciones:", and those behind a line such as "Canada recommended that member states:".
 *
 * A list ends with a heading, with a mark of another family, or, where the introducing line bears the same mark as the
 * items, with a passage of another form ("La veeduría…" behind "Reconocer…", "Permitir…") or behind a full stop that
 * closes a series of semicolons.
 */
export function findListedRecommendations(
  passages: readonly OutlinePassage[],
  classifier: KindClassifier,
  language: Language,
): ReadonlyMap<number, Introduction> {
  const listed = new Map<number, Introduction>();
  let list: OpenList | null = null;
  let onlyActions = false;
  passages.forEach((passage, index) => {
    const [block] = passage.blocks;
    if (block === undefined) return;
    if (block.cell !== null) {
      if (passage.role === "body" && isRecommendationsLabel(block.cell.header)) listed.set(index, {});
      return;
    }
    if (passage.role === "heading") {
      const agreed = isAgreementsLabel(block.text);
      const declared = block.text.endsWith(":") && classifier.introducesRecommendations(block.text.toLowerCase());
      list = agreed || declared || isRecommendationsLabel(block.text) ? openList(undefined, block) : null;
      onlyActions = agreed;
      return;
    }
    if (list !== null && belongs(block, list, language)) {
      const acts = /^(?:infinitive|that)$/u.test(formOf(block.text, language)) || ACTS.test(block.text);
      if (onlyActions && !acts) return;
      listed.set(index, list.stem === undefined ? {} : { stem: list.stem });
      return;
    }
    list = null;
    const stem = /:$/u.test(block.text) ? lastSentence(block.text) : null;
    const agreed = stem !== null && AGREED.test(foldText(stem));
    if (stem !== null && (agreed || introduces(stem, passages[index + 1], classifier))) {
      onlyActions = agreed && !classifier.introducesRecommendations(stem);
      list = openList(stem, block);
    }
  });
  return listed;
}

/** By its own words, or as its modal governs the first item ("Member states should:" "a) require…"). */
function introduces(stem: string, next: OutlinePassage | undefined, classifier: KindClassifier): boolean {
  if (classifier.introducesRecommendations(stem)) return true;
  const first = next?.role === "body" ? next.blocks[0]?.text : undefined;
  return first !== undefined && !classifier.isRecommendation(first) && classifier.isRecommendation(`${stem} ${first}`);
}

function openList(stem: string | undefined, { mark, depth }: TextBlock): OpenList {
  const stemFamily = stem === undefined || mark === null ? null : markFamily(mark);
  return { stem, stemFamily, stemDepth: depth, nested: false, family: undefined, form: undefined, separated: false };
}

function lastSentence(text: string): string {
  return text.split(/(?<=\p{Ll}{3}[.!?])\s+(?=\p{Lu})/u).at(-1) ?? text;
}

/** Also notes what the list's first item tells of the others. */
function belongs(block: TextBlock, list: OpenList, language: Language): boolean {
  const family = block.mark === null ? null : markFamily(block.mark);
  const form = formOf(block.text, language);
  const first = list.family === undefined;
  if (first && list.stem !== undefined && family !== null) list.nested = block.depth > list.stemDepth;
  if (list.nested) {
    list.family = family;
    return block.depth > list.stemDepth;
  }
  if (first) {
    // Behind a line without marks of their own, items end in semicolons; anything else is the next paragraph.
    if (list.stem !== undefined && family === null && !/[;,]$/u.test(block.text)) return false;
    list.family = family;
    list.form = form;
  } else if (family !== list.family) return false;
  const closes = /[.!?]$/u.test(block.text);
  const sameAsStem = list.stem !== undefined && family === list.stemFamily;
  if (!first && sameAsStem && (form !== list.form || (list.separated && list.form === "closed"))) return false;
  if (/[;,](?:\s\p{L}{1,3})?$/u.test(block.text)) list.separated = true;
  else if (closes && list.separated) list.form = "closed";
  return true;
}

/** A line that introduces what was agreed: what is put there as an action to come is a commitment. */
const AGREED =
  /(?<!\p{L})(?:acuerdos|agreements|acordos|accords|compromisos|compromissos|engagements|decisiones|decisions|decisoes|(?:puntos? de acuerdo|points? of agreement|pontos? de acordo|points? d['’]accord)|proximos pasos|next steps|proximos passos|prochaines etapes)(?!\p{L}).{0,60}:$/u;
/** Begins, behind a subject of a few words at most, with a verb in the future. */
const ACTS =
  /^(?:[\p{L}()’'-]+\s){0,6}?(?:(?:se\s)?\p{L}+(?:ará|erá|irá|drá|arán|erán|irán|arão|erão|irão)(?!\p{L})|(?:will|shall)\s)/u;

const STATEMENT =
  /^(?:the|an?|it|this|these|there|in|on|at|el|la|los|las|una?|en|o|a|os|as|um|uma|no|na|le|les|il|elle|l['’])(?:\s|(?<=['’]))/u;

/** How an item begins: with an infinitive, with "that", as a statement, or otherwise (an imperative, a noun). */
function formOf(text: string, language: Language): string {
  const folded = foldText(text);
  if (/^(?:que|qu['’]|that)(?:\s|(?<=['’]))/u.test(folded)) return "that";
  if (STATEMENT.test(folded)) return "statement";
  const infinitive = language === "fr" ? /^\p{L}+(?:er|ir|re)\s/u : /^\p{L}+(?:ar|er|ir|or)(?:se|-se)?\s/u;
  return language !== "en" && infinitive.test(folded) ? "infinitive" : "other";
}
