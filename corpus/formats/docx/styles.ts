import { scanXml } from "../xml-scanner.ts";

/** How words or paragraphs are set; what is undefined is inherited. */
export interface Setting {
  bold?: boolean;
  italic?: boolean;
  underlined?: boolean;
  hidden?: boolean;
  /** From 0; 9 is body text. */
  outline?: number;
  list?: number;
  listLevel?: number;
}

export interface StyleSheet {
  /** The style's own setting and what it inherits; empty for a style that is not known. */
  settingOf(styleId: string | null): Readonly<Setting>;
  /** The style that paragraphs have which name none. */
  readonly defaultStyle: string | null;
}

interface Style {
  readonly own: Setting;
  name: string;
  basedOn: string | null;
}

/** Deeper chains of styles are a circle. */
const LONGEST_CHAIN = 20;

/** Reads `word/styles.xml`: which styles are headings, bold, hidden or items of lists (ECMA-376, part 1, 17.7). */
export function readStyles(xml: string): StyleSheet {
  const styles = new Map<string, Style>();
  let current: Style | null = null;
  let defaultStyle: string | null = null;
  // Tables have settings for their parts inside a style; those are of no paragraph.
  let conditional = 0;
  scanXml(xml, {
    open(name, attribute) {
      const local = localName(name);
      if (local === "style") {
        const id = attribute("styleId") ?? "";
        current = { own: {}, name: "", basedOn: null };
        styles.set(id, current);
        if (attribute("type") === "paragraph" && isOn(attribute("default") ?? "0")) defaultStyle = id;
      } else if (local === "tblStylePr") conditional += 1;
      if (current === null || conditional > 0) return;
      if (local === "name") current.name = (attribute("val") ?? "").toLowerCase();
      else if (local === "basedOn") current.basedOn = attribute("val");
      else applySetting(current.own, local, attribute);
    },
    close(name) {
      const local = localName(name);
      if (local === "style") current = null;
      else if (local === "tblStylePr") conditional -= 1;
    },
    text() {},
  });
  for (const style of styles.values()) {
    const level = /^heading ([1-9])$/u.exec(style.name)?.[1];
    if (level !== undefined) style.own.outline ??= Number(level) - 1;
    else if (style.name === "title") style.own.outline ??= 0;
  }
  const resolved = new Map<string, Setting>();
  const resolve = (id: string | null, length: number): Setting => {
    const style = id === null ? undefined : styles.get(id);
    if (id === null || style === undefined || length > LONGEST_CHAIN) return {};
    const known = resolved.get(id);
    if (known !== undefined) return known;
    const setting = { ...resolve(style.basedOn, length + 1), ...style.own };
    resolved.set(id, setting);
    return setting;
  };
  return { defaultStyle, settingOf: (id) => resolve(id, 0) };
}

/** Takes a property of a run or paragraph into the setting; others are left alone. */
export function applySetting(setting: Setting, local: string, attribute: (name: string) => string | null): void {
  const value = attribute("val");
  switch (local) {
    case "b":
      setting.bold = isOn(value);
      break;
    case "i":
      setting.italic = isOn(value);
      break;
    case "u":
      setting.underlined = value !== "none";
      break;
    case "vanish":
      setting.hidden = isOn(value);
      break;
    case "outlineLvl":
      setting.outline = Number(value ?? 9);
      break;
    case "numId":
      setting.list = Number(value ?? 0);
      break;
    case "ilvl":
      setting.listLevel = Number(value ?? 0);
  }
}

function isOn(value: string | null): boolean {
  return value === null || !["0", "false", "off"].includes(value);
}

export function localName(name: string): string {
  return name.slice(name.indexOf(":") + 1);
}
