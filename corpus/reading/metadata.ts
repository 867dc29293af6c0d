import type { CountryLexicon } from "../countries.ts";
import { isUpperCase } from "../extraction/lines.ts";
import { foldText } from "../folding.ts";
import { acronymOf, classifyParty, isAcronym, readHonorific } from "../structure/parties.ts";
import { isAside } from "../structure/proceedings.ts";
import { isNameByForm } from "../structure/speakers-by-form.ts";
import type { TextBlock } from "../text-extractor.ts";
import { findDates } from "./dates.ts";
import { datesOf, openingDate } from "./record-dates.ts";
import { fieldOf, isAdministrativeLine, readFields, symbolIn } from "./title-block.ts";
import { joinBroken, wholeTitle } from "./title-lines.ts";

export interface RecordMetadata {
  readonly title: string | null;
  /** The issuing body. */
  readonly body: string | null;
  readonly sessionDate: string | null;
  readonly documentDate: string | null;
  readonly symbol: string | null;
}

const RECORD_NOUN =
  /^(?:\p{L}+ ){0,3}?(?:resumen|acta|actas|minuta|sintesis|synthesis|synthese|comunicado|communique|ayuda memoria|aide-memoire|note de seance|nota|notas|notes|version taquigrafica|versao taquigrafica|verbatim record|transcript|informe|relatoria|memoria|summary|minutes|report|records?|proceedings|resumo|ata|relatorio|compte rendu|proces-verbal|rapport|releve|resume)(?!\p{L})/u;
const SESSION_NOUN =
  /(?<!\p{L})(?:sesion|reunion|session|meeting|sessao|reuniao|seance|encuentro|foro|forum|dialogo|taller|workshop|audiencia|hearing)(?!\p{L})/u;
const BODY_NOUN =
  /(?<!\p{L})(?:comite|comision|consejo|grupo de trabajo|junta|asamblea|committee|commission|council|working group|working party|task force|mesa|red|network|reseau|rede|assembly|conselho|comissao|grupo de trabalho|assembleia|conseil|groupe de travail|assemblee|conferencia|conference)(?!\p{L})/u;
const PART_OF_BODY =
  /^(?:the )?(?:\p{L}+ )?(?:grupo de (?:trabajo|trabalho|expertos)|working (?:group|party)|task force|groupe de travail|sub-?(?:comite|comision|comissao|committee|commission|comite))(?!\p{L})/u;
const QUOTED = /^["“«‘].*["”»’]$/u;
/** A title of these words only says what kind of paper it is. */
const NO_MATTER =
  /^(?:(?:the|de|del|la|las|los|of|and|y|e|d[aeo]s?|des|du|les|et|made|at) ?|(?:resumen|sintesis|relacion|summary|resume|resumo|records?|minutes|acta|actas|ata|report|informe|rapport|compte rendu|intervenciones|interventions|intervencoes|statements|recomendaciones|recommendations|recomendacoes|discussions?|debates?|deliberaciones|sesion|reunion|session|meeting|sessao|reuniao|seance)(?!\p{L}) ?)+$/u;

/**
 * Title, body, dates and symbol, read from the title block and the closing. What they do not tell is null.
 * @param first The blocks that open the record, in order, up to the first person who speaks.
 * @param introduction What is told before anybody speaks: it may date the session.
 */
export function deriveMetadata(
  frontMatter: readonly TextBlock[],
  introduction: readonly TextBlock[],
  closing: readonly TextBlock[],
  countries: CountryLexicon,
  first: readonly TextBlock[] = [],
): RecordMetadata {
  const front = joinBroken(frontMatter);
  const above = joinBroken(first);
  const opening = [...front, ...introduction];
  const fields = readFields(front);
  const lines = front.filter((block) => fieldOf(block.text) === null);
  const hasName = lines.some((line) => RECORD_NOUN.test(foldText(line.text)));
  const title =
    fields.get("title") ??
    (hasName ? null : fields.get("topic")) ??
    titleBelow(titleOf(lines, countries), lines, above);
  const symbol = fields.get("symbol") ?? symbolOf(front);
  return {
    title,
    body:
      fields.get("body") ??
      bodyOf(
        // "SECRETARIA:" labels somebody present, "Present: Ms. Lind (Chair)" lists them.
        lines.filter(({ text }) => !text.endsWith(":") && !(text.includes(":") && isAdministrativeLine(text))),
        closing,
        title,
        countries,
      ),
    ...withOpeningDate(datesOf(opening, closing, readFields(opening)), above),
    symbol,
  };
}

function withOpeningDate(
  dates: Pick<RecordMetadata, "sessionDate" | "documentDate">,
  above: readonly TextBlock[],
): Pick<RecordMetadata, "sessionDate" | "documentDate"> {
  return dates.sessionDate === null ? { ...dates, sessionDate: openingDate(above) } : dates;
}

/** A line that names the record, below a letterhead that was taken for all of the title block. */
function titleBelow(title: string | null, lines: readonly TextBlock[], above: readonly TextBlock[]): string | null {
  const named = title === null ? "" : foldText(title);
  if (
    RECORD_NOUN.test(named) ||
    SESSION_NOUN.test(named) ||
    (title !== null && lines.some(({ headingLevel }) => headingLevel === 1))
  )
    return title;
  const isNaming = ({ text, headingLevel, mark }: TextBlock): boolean =>
    mark === null && text.length <= LONGEST_TITLE_LINE && (headingLevel === 1 || NAMES_RECORD.test(foldText(text)));
  return above.find((line) => isNaming(line) && line.text !== title)?.text.replace(/[\s:.]+$/u, "") ?? title;
}

/** "ACTA RESUMIDA…", "52ª SESSÃO ORDINÁRIA", "Resolución N.º 87": at the start of a line. */
const NAMES_RECORD = new RegExp(
  `${RECORD_NOUN.source}|^(?:(?:la |the )?\\S+ ){0,2}?(?:sesion|session|sessao|reuniao|reunion|seance|meeting|audiencia|hearing|resolucion|resolution|resolucao|deliberation) (?:\\d{1,4}\\S?,|n[.o°º]|ordinari|extraordinari|especial|publi|plenari|du \\p{L}+ \\d|del? \\d|of \\d)`,
  "u",
);

function titleOf(lines: readonly TextBlock[], countries: CountryLexicon): string | null {
  const usable = lines.filter((line) => isTitleLine(line, countries));
  const named = usable.find((line) => RECORD_NOUN.test(foldText(line.text)));
  const chosen =
    usable.find((line) => line.headingLevel === 1) ?? named ?? longest(usable) ?? lines.find((line) => !isNoise(line));
  if (chosen === undefined) return null;
  const whole = broken(lines, chosen);
  if (whole !== null) return whole;
  const title = wholeTitle(lines, chosen);
  const isWhole = title !== chosen.text.replace(/[\s:.]+$/u, "");
  const before =
    usable.find((line) => line !== chosen && SESSION_NOUN.test(foldText(line.text))) ??
    [lines[lines.indexOf(chosen) - 1]].find((line) => line !== undefined && isTitleLine(line, countries));
  const next = lines[lines.indexOf(chosen) + 1];
  // "Final report" alone does not say of what: the line above does.
  const short = chosen === named && !isWhole && title.split(/\s+/u).length <= 3;
  if (short && before !== undefined && symbolIn(before.text) === null && findDates(before.text).length === 0) {
    return `${before.text.replace(/[\s:.]+$/u, "")}. ${title}`;
  }
  const folded = foldText(title);
  // Nor does it in any number of words that name no matter: a line in quotation marks does.
  if (next !== undefined && QUOTED.test(next.text) && NO_MATTER.test(folded)) return `${title}. ${next.text}`;
  // "Summary of interventions" alone does not say of what: the line below names the session.
  if (chosen === named && next !== undefined && !SESSION_NOUN.test(folded) && SESSION_NOUN.test(foldText(next.text))) {
    if (next.text.length <= 120 && findDates(next.text).length === 0)
      return `${title}. ${next.text.replace(/[\s:.]+$/u, "")}`;
  }
  return title.length <= 300 ? title : `${title.slice(0, title.lastIndexOf(" ", 280))}…`;
}

/** A title over two lines: the first ends in a colon. Null for any other. */
function broken(lines: readonly TextBlock[], chosen: TextBlock): string | null {
  const index = lines.indexOf(chosen);
  const [first, second] = chosen.text.endsWith(":") ? [chosen, lines[index + 1]] : [lines[index - 1], chosen];
  if (first === undefined || second === undefined || !/\p{L}:$/u.test(first.text)) return null;
  if (symbolIn(second.text) !== null || isAdministrativeLine(second.text) || findDates(second.text).length > 0)
    return null;
  return `${first.text} ${second.text.replace(/[\s:.]+$/u, "")}`;
}

function isTitleLine(line: TextBlock, countries: CountryLexicon): boolean {
  const folded = foldText(line.text);
  if (isAdministrativeLine(line.text) || symbolIn(line.text) !== null) return false;
  if (findDates(line.text).length > 0 && line.headingLevel !== 1 && !RECORD_NOUN.test(folded)) return false;
  if (/^["“«([♪]/u.test(line.text) || isPerson(line) || isNoise(line)) return false;
  // A paragraph is no title.
  const longest = RECORD_NOUN.test(folded) ? LONGEST_TITLE_LINE : LONGEST_SENTENCE;
  if (line.headingLevel === null && line.text.length > longest && /[.!?…]$/u.test(line.text)) return false;
  return RECORD_NOUN.test(folded) || line.headingLevel === 1 || !isBodyLine(line, countries);
}

const LONGEST_TITLE_LINE = 160;
/** What ends in a full stop and does not name the record. */
const LONGEST_SENTENCE = 80;

/** What no record is called: a note in brackets, a page's controls, a column with leaders, names, the end of a sentence. */
function isNoise(line: TextBlock): boolean {
  const { text } = line;
  return isAside(line) || /^[♪♫\p{Ll}]|\.{5,}/u.test(text) || isPageControl(text) || isListOfNames(text);
}

/** "Share | Print", "Home | Politics | Services": what a page offers, in a few words each parted by strokes. */
function isPageControl(text: string): boolean {
  const words = foldText(text).split(/\s*[|·•/]\s*/u);
  const isMenu = /^[^|]+(?:\|[^|]+){2,}$/u.test(text) && words.every((word) => /^\p{L}+(?: \p{L}+){0,2}$/u.test(word));
  return isMenu || (words.length >= 2 && words.every((word) => CONTROL.test(word)));
}

/** "ANA DÍAZ, Chairman; LUIS MARÍN, Ranking Member; VERA SOL": names, with what each is behind a comma. */
function isListOfNames(text: string): boolean {
  const parts = text.split(/;\s/u).map((part) => part.split(/,\s/u)[0] ?? "");
  return parts.length >= 3 && parts.every((name) => /\s/u.test(name) && isNameByForm(name));
}

const CONTROL =
  /^(?:share|print|e-?mail|tweet|save|download|pdf|compartir|imprimir|correo|guardar|descargar|partilhar|compartilhar|salvar|baixar|partager|imprimer|courriel|enregistrer|telecharger)(?: \p{L}+)?$/u;

/** "D. Jaime Otero Molina": one of those present. */
function isPerson({ text }: TextBlock): boolean {
  return readHonorific(text) !== null && text.split(/\s+/u).length <= 8;
}

function longest(lines: readonly TextBlock[]): TextBlock | undefined {
  return [...lines].sort((a, b) => b.text.length - a.text.length)[0];
}

function isBodyLine(line: TextBlock, countries: CountryLexicon): boolean {
  const folded = foldText(line.text);
  if (
    line.text.length > 160 ||
    RECORD_NOUN.test(folded) ||
    /^(?:\p{L}+ ){0,2}?(?:meeting|session|reunion|sesion|sessao|reuniao|seance)(?!\p{L})/u.test(folded) ||
    symbolIn(line.text) !== null ||
    /\/ser\./u.test(folded)
  ) {
    return false;
  }
  return (
    classifyParty(line.text, countries) === "organization" ||
    acronymOf(line.text) !== null ||
    (/^(?:the )?\p{L}+(?: \p{L}+){0,3}$/u.test(folded) && BODY_NOUN.test(folded))
  );
}

/** "Working Group on Ports, Lima, 5 October 2023" and "Union of Ports · Summary of the meeting" name the body first. */
function nameOnly(line: string): string {
  const [name = "", ...others] = line.split(/\s[·|]\s/u);
  const text = others.some((other) => RECORD_NOUN.test(foldText(other))) ? name : line;
  const date = findDates(text)[0];
  if (date === undefined) return text;
  const before = text.slice(0, date.start).replace(/[\s.,:;–—-]+$/u, "");
  return before.replace(/,\s(?:\p{Lu}[\p{L}.]*\s?){1,3}$/u, "");
}

/** The symbol begins with the initials of the line's words: "CMLP/CONS.5" and "Caribbean Maritime Links Project". */
function isAbbreviatedIn(line: string, symbol: string | null): boolean {
  const acronym = /^\p{Lu}{3,}/u.exec(symbol ?? "")?.[0];
  const words = line.split(/[\s-]+/u).filter((word) => /^\p{Lu}/u.test(word));
  const weighty = words.filter((word) => word.length > 3 || !isUpperCase(line));
  return acronym !== undefined && acronym === weighty.map((word) => word.charAt(0)).join("");
}

function isNamedBody(text: string): boolean {
  return acronymOf(text) !== null || BODY_NOUN.test(foldText(text));
}

function bodyOf(
  lines: readonly TextBlock[],
  closing: readonly TextBlock[],
  title: string | null,
  countries: CountryLexicon,
): string | null {
  // "Working Party on Ports, 5 October 2023": a date behind the name is no part of it.
  const bodies = lines
    .map((line) => ({
      ...line,
      text: nameOnly(line.text),
    }))
    .filter((line) => line.text !== "" && isBodyLine(line, countries) && symbolIn(line.text) === null);
  // "Parlamento juvenil: crónica" is the record's title, though a body could be named so.
  const others = bodies.filter((line) => line.headingLevel !== 1);
  // A committee's record bears the name of its organization above its own.
  const own = bodies.find((line) => BODY_NOUN.test(foldText(line.text))) ?? others[0] ?? bodies[0];
  if (own !== undefined) {
    // A working group is a part of the body above it, and says little without its name.
    const place = bodies.indexOf(own);
    const group = [own, bodies[place + 1]].find((line) => line !== undefined && PART_OF_BODY.test(foldText(line.text)));
    const above = group === own ? bodies[place - 1] : own;
    const parent = above !== undefined && isNamedBody(above.text) ? above : undefined;
    return [parent, group ?? own]
      .flatMap((line, index, both) => (line === undefined || both.indexOf(line) < index ? [] : line.text))
      .map((name) => name.replace(/[\s.,:;]+$/u, ""))
      .join(", ");
  }
  for (const text of [title ?? "", ...lines.map((line) => line.text)]) {
    const ofSession = new RegExp(
      `${SESSION_NOUN.source}.*?\\s(?:de la|del|de los|of the|d[ao]|du|de l['’])\\s+`,
      "u",
    ).exec(foldText(text));
    const after = ofSession === null ? "" : text.slice(ofSession.index + ofSession[0].length);
    const [own = ""] = after.split(/,?\s(?:celebrad[ao]|realizad[ao]|held|tenue)\s/iu);
    const acronym = own.split(/[\s.,:;]/u)[0] ?? "";
    // In a line of capitals any short word looks like an acronym.
    const short = isAcronym(acronym) && (acronym.length <= 5 || !isUpperCase(own));
    const named = short ? acronym : own.replace(/[\s.,:;]+$/u, "");
    if (short || BODY_NOUN.test(foldText(named))) return named;
  }
  const abbreviated = lines.find((line) => lines.some((other) => isAbbreviatedIn(line.text, symbolIn(other.text))));
  if (abbreviated !== undefined) return abbreviated.text;
  for (const block of closing) {
    const match = /secretaria?t?\p{L}*(?: \p{L}+)? (?:de la|del|of the|d[ao]|du)\s+/u.exec(foldText(block.text));
    if (match === null) continue;
    return (
      block.text
        .slice(match.index + match[0].length)
        .split(/[,.;]/u)[0]
        ?.trim() || null
    );
  }
  return null;
}

/** The document's own symbol; "OEA/Ser.G", which many documents share, only where there is no other. */
function symbolOf(blocks: readonly TextBlock[]): string | null {
  const symbols = blocks.flatMap((block) => symbolIn(block.text) ?? []);
  return symbols.find((symbol) => !/\/Ser\./u.test(symbol)) ?? symbols[0] ?? null;
}
