import { type DefaultTreeAdapterTypes, defaultTreeAdapter, parse } from "parse5";
import { RecordReadError } from "../../record-read-error.ts";
import { tooDeep } from "../xml-scanner.ts";

export type HtmlNode = DefaultTreeAdapterTypes.ChildNode;
export type HtmlElement = DefaultTreeAdapterTypes.Element;

/** Elements in one another; browsers stop at 512. The reader calls itself once for each. */
const DEEPEST = 600;
/** Elements made for each "<" of the source, at most: mended formatting can be opened again in each paragraph. */
const MOST_FOR_EACH_TAG = 8;
const FEWEST_ALLOWED = 10_000;

/**
 * The body of a page as browsers build it.
 * @throws RecordReadError where the page nests too deep, or makes out of all proportion many elements.
 */
export function parseHtml(source: string): HtmlElement | null {
  const allowed = FEWEST_ALLOWED + MOST_FOR_EACH_TAG * source.split("<").length;
  let depth = 0;
  let made = 0;
  const document = parse(source, {
    sourceCodeLocationInfo: false,
    treeAdapter: {
      ...defaultTreeAdapter,
      createElement(...declared) {
        made += 1;
        if (made > allowed) throw tooManyElements(allowed);
        return defaultTreeAdapter.createElement(...declared);
      },
      onItemPush() {
        depth += 1;
        if (depth > DEEPEST) throw tooDeep();
      },
      onItemPop() {
        depth -= 1;
      },
    },
  });
  const html = document.childNodes.find((node): node is HtmlElement => node.nodeName === "html");
  return html?.childNodes.find((node): node is HtmlElement => node.nodeName === "body") ?? null;
}

function tooManyElements(limit: number): RecordReadError {
  return new RecordReadError("The page leaves too much formatting open. Save it as text and add that.", {
    reason: "too-large",
    details: { limit, unit: "elements" },
  });
}

export function attributeOf(element: HtmlElement, name: string): string | null {
  return element.attrs.find((attribute) => attribute.name === name)?.value ?? null;
}

export const isElement = (node: HtmlNode): node is HtmlElement => "tagName" in node;

/** The text of all nodes inside, as it is written. */
export function innerText(node: HtmlNode): string {
  if ("value" in node) return node.value;
  return "childNodes" in node ? node.childNodes.map(innerText).join("") : "";
}
