import { attributeOf, type HtmlElement, innerText, isElement } from "./parse-html.ts";

/** Elements that hold no words of the record. */
const SILENT = new Set(
  "script style noscript template nav button select option input textarea svg canvas iframe object embed video audio map dialog head link meta".split(
    " ",
  ),
);
/** Share of the page's letters that its main part has at least. */
const MAIN_SHARE = 0.4;

/** Where the page says itself which part is the main one, and that holds most of the words: that part. Else the body. */
export function mainContentOf(body: HtmlElement): HtmlElement {
  const candidates = findAll(body, (element) => element.tagName === "main" || attributeOf(element, "role") === "main");
  const articles = findAll(body, ({ tagName }) => tagName === "article");
  const single = candidates.length === 1 ? candidates[0] : articles.length === 1 ? articles[0] : undefined;
  if (single === undefined) return body;
  return letters(single) >= letters(body) * MAIN_SHARE ? single : body;
}

/** Furniture of the page around its text; a header that holds the page's title is none. */
export function isPageFurniture(element: HtmlElement, isOutermost: boolean): boolean {
  if (SILENT.has(element.tagName)) return true;
  if (["navigation", "search", "banner", "contentinfo"].includes(attributeOf(element, "role") ?? "")) return true;
  if (!isOutermost) return false;
  if (element.tagName === "header") return findAll(element, ({ tagName }) => tagName === "h1").length === 0;
  return element.tagName === "footer" || element.tagName === "aside";
}

export function isHidden(element: HtmlElement): boolean {
  if (attributeOf(element, "hidden") !== null || attributeOf(element, "aria-hidden") === "true") return true;
  return /(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all)/iu.test(
    attributeOf(element, "style") ?? "",
  );
}

function findAll(root: HtmlElement, isWanted: (element: HtmlElement) => boolean): HtmlElement[] {
  return root.childNodes
    .filter(isElement)
    .flatMap((child) => [...(isWanted(child) ? [child] : []), ...findAll(child, isWanted)]);
}

function letters(element: HtmlElement): number {
  const own = (node: HtmlElement): number =>
    node.childNodes.reduce((sum, child) => {
      if (!isElement(child)) return sum + innerText(child).replace(/\s+/gu, "").length;
      return SILENT.has(child.tagName) ? sum : sum + own(child);
    }, 0);
  return own(element);
}
