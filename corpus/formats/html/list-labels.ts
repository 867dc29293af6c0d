import { lettersOf, romanOf } from "../list-numbers.ts";
import { attributeOf, type HtmlElement } from "./parse-html.ts";

/** What a browser writes before the item of a list at this index: a bullet, or its number in the list's style. */
export function listLabel(list: HtmlElement, items: readonly HtmlElement[], index: number): string | null {
  const style = /list-style(?:-type)?\s*:\s*([a-z-]+)/iu.exec(attributeOf(list, "style") ?? "")?.[1]?.toLowerCase();
  if (style === "none") return null;
  if (list.tagName === "ul") return "•";
  const before = items.slice(0, index).filter(({ tagName }) => tagName === "li").length;
  const given = numberOf(items[index], "value");
  const start = numberOf(list, "start") ?? 1;
  return `${written(given ?? start + before, style ?? attributeOf(list, "type") ?? "1")}.`;
}

function numberOf(element: HtmlElement | undefined, name: string): number | null {
  const value = element === undefined ? null : attributeOf(element, name);
  return value !== null && /^-?\d{1,6}$/u.test(value.trim()) ? Number(value) : null;
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
