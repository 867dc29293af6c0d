import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import { KNOWN_BODIES } from "./speaker-lexicon.ts";

const KNOWN_ACRONYM = new RegExp(`^(?:${KNOWN_BODIES})$`, "u");
const SMALL_WORDS = new Set(
  "of the and by for in on to at with from de del la las el los y e en a ante sobre para por con o os as do da dos das em no na du des et le les l d un une aux au sur".split(
    " ",
  ),
);

/**
 * A name printed in capitals throughout, in the usual spelling: "DELEGATION OF JAMAICA" is "Delegation of Jamaica".
 * What stands in brackets is an acronym and stays; anything not in capitals is returned as it is.
 */
export function readableCase(name: string, options?: { readonly singleWord?: boolean }): string {
  const outside = name.replace(/\([^)]*\)/gu, "");
  if (!isUpperCase(outside)) return name;
  // A single word in capitals is an acronym, unless the caller knows that it is not ("PRESIDENTE").
  if (!/\s/u.test(outside.trim()) && options?.singleWord !== true) return name;
  let first = true;
  return name.replace(/\([^)]*\)|[\p{L}\p{M}]+/gu, (word) => {
    if (word.startsWith("(")) return word;
    // "ONU MUJERES" begins with an acronym, which the list of bodies tells; a word without vowels is another ("CPLP").
    if ((first && KNOWN_ACRONYM.test(foldText(word))) || /^[^aeiouy]{3,}$/u.test(foldText(word))) {
      first = false;
      return word;
    }
    const lower = word.toLowerCase();
    const small = !first && SMALL_WORDS.has(foldText(word));
    first = false;
    return small ? lower : lower.charAt(0).toUpperCase() + lower.slice(1);
  });
}
