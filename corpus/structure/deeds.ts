import type { CountryLexicon } from "../countries.ts";
import { foldText } from "../folding.ts";
import type { TextBlock } from "../text-extractor.ts";
import { classifyParty, withoutArticle } from "./parties.ts";
import type { SpeakerStart } from "./speaker.ts";
import { FINITE, firstOtherWord, isInfinitive, REPORTS_NOW } from "./verb-forms.ts";

const LONGEST_OPENING = 160;
/** "a) ", "1. ", "i) ", "(b) ": what follows is counted. */
const ENUMERATOR = /^\(?(?:\p{L}|\d{1,2}|[ivx]{1,4})[.)]\)?\s/u;

/**
 * Whether the block begins with what a body did and leads to a list of it: "El Consejo acuerda: a) Publicar…", "Le Conseil
 * a décidé :" above counted lines. An article, a body, and words that are no part of its name; what a verb of saying is
 * told of is said by that body, and no deed.
 * @param next The block below, which may be the first of the list.
 */
export function isDeed(block: TextBlock, next: TextBlock | undefined, countries: CountryLexicon): boolean {
  const colon = block.text.slice(0, LONGEST_OPENING).search(/\s?:(?:\s|$)/u);
  if (colon <= 0 || block.form !== "prose" || block.cell !== null) return false;
  const opening = block.text.slice(0, colon).trim();
  const party = withoutArticle(opening);
  const other = firstOtherWord(party);
  if (party === opening || other === null || !/^\p{Lu}/u.test(party)) return false;
  if (foldText(` ${party}`).search(REPORTS_NOW) !== -1) return false;
  // Without what it did it is a body's name; a single noun ("Consejo") is known as one only with more behind it.
  const body = party.slice(0, other.index).trim();
  const forms = [body, `${body} X`].map((name) => classifyParty(name, countries));
  if (!forms.includes("organization") && !(forms[0] === null && FINITE.test(opening))) return false;
  const behind = block.text.slice(colon).replace(/^\s?:\s*/u, "");
  if (behind !== "") return ENUMERATOR.test(behind) || isInfinitive(behind);
  if (next === undefined) return false;
  return isInfinitive(next.text) || (next.mark !== null && (next.mark.style !== "bullet" || FINITE.test(opening)));
}

/**
 * The blocks that tell a body's deeds, with the lists that they lead to, up to whoever speaks next: nobody's words, but
 * under the heading of an office, which tells what its body does.
 */
export function findDeeds(
  blocks: readonly TextBlock[],
  starts: ReadonlyMap<number, SpeakerStart>,
  countries: CountryLexicon,
): ReadonlySet<number> {
  const deeds = new Set<number>();
  let presides = false;
  for (const [index, block] of blocks.entries()) {
    const start = starts.get(index);
    if (start !== undefined)
      presides = start.headingBlocks > 0 && start.speaker.role !== null && start.speaker.isPerson !== true;
    if (start !== undefined || presides || !isDeed(block, blocks[index + 1], countries)) continue;
    deeds.add(index);
    if (!block.text.endsWith(":")) continue;
    for (let item = index + 1; !starts.has(item) && isListed(blocks[item]); item += 1) deeds.add(item);
  }
  return deeds;
}

function isListed(block: TextBlock | undefined): boolean {
  return block !== undefined && (block.mark !== null || isInfinitive(block.text));
}

/** "Publicar la nota", "Approve the rules": a verb with its object, since no name has an article behind its first word. */
export function takesObject(text: string): boolean {
  const [first = ""] = /^\p{Lu}\p{Ll}+\s/u.exec(text) ?? [];
  const rest = text.slice(first.length);
  const object = withoutArticle(rest);
  return first !== "" && object !== rest && /^\p{Ll}/u.test(rest) && /^\p{Ll}/u.test(object);
}
