import type { Nodes } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";

export interface ReadMarkdown {
  readonly title: string | null;
  readonly quotes: readonly string[];
  readonly links: readonly string[];
  readonly text: string;
}

/** What a reader of the rendered Markdown sees: its first heading, quotations, links, and all of its text. */
export function readMarkdown(markdown: string): ReadMarkdown {
  const root = fromMarkdown(markdown);
  const quotes: string[] = [];
  const links: string[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === "blockquote") quotes.push(shownText(node));
    if (node.type === "link") links.push(node.url);
    if ("children" in node) node.children.forEach(visit);
  };
  visit(root);
  const heading = root.children.find((node) => node.type === "heading");
  return { title: heading === undefined ? null : shownText(heading), quotes, links, text: shownText(root) };
}

function shownText(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (node.type === "break") return "\n";
  if (node.type === "html" || node.type === "code" || node.type === "inlineCode") return `[not text: ${node.value}]`;
  return "children" in node ? node.children.map(shownText).join("") : "";
}
