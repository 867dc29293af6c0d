import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

const css = readFileSync(new URL("../../client/tokens.css", import.meta.url), "utf8");
const [lightCss = "", darkCss = ""] = css.split("@media (prefers-color-scheme: dark)");

function coloursOf(part: string): ReadonlyMap<string, string> {
  return new Map(
    [...part.matchAll(/--([a-z-]+): (#[0-9a-f]{6});/g)].map(([, name = "", colour = ""]) => [name, colour]),
  );
}

/** Relative luminance, WCAG 2.2. */
function luminance(colour: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const channel = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(first: string, second: string): number {
  const [dark = 0, light = 0] = [luminance(first), luminance(second)].sort((left, right) => left - right);
  return (light + 0.05) / (dark + 0.05);
}

/** Text on what it stands on (WCAG 1.4.3 asks for 4.5). */
const textPairs = [
  ...["paper", "paper-raised", "paper-sunken"].flatMap((paper) =>
    ["ink", "ink-quiet", "accent", "accent-hover", "danger"].map((ink) => [ink, paper] as const),
  ),
  ["ink", "cited"],
  ["ink", "answering"],
  ["ink", "found"],
  ["ink", "found-current"],
  ["ink", "accent-soft"],
  ["accent", "accent-soft"],
  ["ink", "danger-soft"],
  ["on-accent", "accent"],
  ["on-accent", "accent-hover"],
] as const;

/** Edges of what is pressed or filled in, and the focus ring (WCAG 1.4.11 asks for 3). */
const edgePairs = ["paper", "paper-raised", "paper-sunken"].flatMap((paper) =>
  ["rule-strong", "accent"].map((edge) => [edge, paper] as const),
);

describe.each([
  ["light", coloursOf(lightCss)],
  ["dark", coloursOf(darkCss)],
])("colours of the %s scheme", (_, colours) => {
  const colour = (name: string) => {
    const found = colours.get(name);
    if (found === undefined) throw new Error(`No colour --${name}.`);
    return found;
  };

  it.each(textPairs)("%s is legible on %s", (ink, paper) => {
    expect(contrast(colour(ink), colour(paper))).toBeGreaterThanOrEqual(4.5);
  });

  it.each(edgePairs)("%s is visible on %s", (edge, paper) => {
    expect(contrast(colour(edge), colour(paper))).toBeGreaterThanOrEqual(3);
  });

  it("tells the answering part from the cited passage by more than a shade", () => {
    expect(contrast(colour("answering-edge"), colour("cited"))).toBeGreaterThanOrEqual(3);
  });
});
