import { lettersOf, romanOf } from "../list-numbers.ts";
import { attributeOf, type HtmlElement } from "./parse-html.ts";

/** What a browser writes before each item of a list: a bullet, or its number in the list's style. */
export function listLabels(list: HtmlElement, items: readonly HtmlElement[]): ReadonlyMap<HtmlElement, string | null> {
  const style = /list-style(?:-type)?\s*:\s*([a-z-]+)/iu.exec(attributeOf(list, "style") ?? "")?.[1]?.toLowerCase();
  const labels = new Map<HtmlElement, string | null>();
  let number = (numberOf(list, "start") ?? 1) - 1;
  for (const item of items) {
    if (item.tagName !== "li") continue;
    number = numberOf(item, "value") ?? number + 1;
    const label = list.tagName === "ul" ? "•" : `${written(number, style ?? attributeOf(list, "type") ?? "1")}.`;
    labels.set(item, style === "none" ? null : label);
  }
  return labels;
}

function numberOf(element: HtmlElement, name: string): number | null {
  const value = attributeOf(element, name)?.trim() ?? "";
  return /^-?\d{1,6}$/u.test(value) ? Number(value) : null;
}

function written(value: number, style: string): string {
  switch (style) {
    case "a":
    case "lower-alpha":
    case "lower-latin":
      return lettersOf(value);
    case "A":
    case "upper-alpha":
    case "upper-latin":
      return lettersOf(value).toUpperCase();
    case "i":
    case "lower-roman":
      return romanOf(value);
    case "I":
    case "upper-roman":
      return romanOf(value).toUpperCase();
    default:
      return String(value);
  }
}
