import type { Exclusion } from "../document.ts";
import { foldText } from "../folding.ts";
import { plainWords } from "../invisible-characters.ts";
import type { TextBlock } from "../text-extractor.ts";

/** Headers of a column that names who spoke, and of columns that hold what was said, over folded text. */
const SPEAKER_COLUMN =
  /^(?:(?:a )?(?:quien|quienes|who|qui|quem)(?: \p{L}+){0,3}$|speakers?|remitentes?|autor(?:es|a)?$|authors?$|auteurs?$|senders?|firmantes?|expediteurs?|part(?:y|ies|e|es)$|interventor(?:es)?|interviene[n]?$|habla[n]?$|toma la palabra$|nombre$|name$|nom$|nome$|represent|body|bodies|delegations?|delegacion(?:es)?|delegacao|delegacoes|orador(?:es|a)?|orateurs?|intervenants?|intervinientes?|expositor(?:es|a)?|ponentes?|panelistas?|panelists?|participantes?|participants?|pais(?:es)?|country|countries|pays|estados?(?: miembros?)?|states?|member states?|organizacion(?:es)?|organi[sz]ations?|organismo|entidad(?:es)?|institucion|institution|organizacao)(?!\p{L})/u;
const STATEMENT_COLUMN =
  /interven|statement|declara|recom|propuesta|proposal|proposta|proposition|compromis|commitment|punto|points?(?!\p{L})|comentari|comment|posicion|position|posicao|mensaje|message|mensagem|resumen|summary|resumo|resume|observa|planteamiento|remarks|said|dicho|dijo|disse|pidio|propuso|solicit|asked|request|demand|pediu|propos|pedido|planteo|a dit|propos/u;

export interface ExpandedTables {
  readonly blocks: readonly TextBlock[];
  /** The marks between cells. */
  readonly exclusions: readonly Exclusion[];
}

interface Cell {
  readonly start: number;
  readonly end: number;
}

/**
 * Divides tables of statements (a column of speakers, and columns of what they said) to blocks of a cell each, so that a
 * row is a speaker's part. Other tables stay as they are, a block a row.
 */
export function expandStatementTables(blocks: readonly TextBlock[], source: string): ExpandedTables {
  const expanded: TextBlock[] = [];
  const exclusions: Exclusion[] = [];
  let headers: readonly string[] | null = null;
  // "Receso" across a table's columns: the row below it is of the same table.
  const isInside = (index: number, columns: number): boolean => {
    const next = blocks[index + 1];
    if (blocks[index]?.headingLevel !== null || next === undefined || next.setApart) return false;
    const below = cellsOf(next, source);
    const names = below.map(({ start, end }) => source.slice(start, end));
    return below.length === columns && !isStatementHeader(names);
  };
  blocks.forEach((block, index) => {
    const cells = cellsOf(block, source);
    if (cells.length < 2) headers = headers !== null && isInside(index, headers.length) ? headers : null;
    else if (headers === null) {
      const names = cells.map(({ start, end }) => source.slice(start, end));
      const next = blocks[index + 1];
      headers = isStatementHeader(names) && next !== undefined && cellsOf(next, source).length >= 2 ? names : null;
      if (headers !== null) {
        expanded.push({ ...block, form: "table-header" });
        return;
      }
    } else {
      const known = headers;
      const speaks = speakerColumn(known);
      // A row's number says nothing.
      const told = cells.map((cell, index) =>
        index < speaks && !/\p{L}/u.test(source.slice(cell.start, cell.end)) ? { ...cell, end: cell.start } : cell,
      );
      expanded.push(
        ...told.flatMap((cell, index) =>
          blockOfCell(block, cell, { source, column: index - speaks, header: known[index] ?? "" }),
        ),
      );
      exclusions.push(...marksBetween(block, told, source));
      return;
    }
    expanded.push(block);
  });
  return { blocks: expanded, exclusions };
}

function isStatementHeader(names: readonly string[]): boolean {
  const speaks = speakerColumn(names);
  return speaks >= 0 && names.slice(speaks + 1).some((name) => STATEMENT_COLUMN.test(foldHeader(name)));
}

/** The first column that names who spoke; others (a number, a subject) may stand before it. */
function speakerColumn(names: readonly string[]): number {
  return names.findIndex((name) => SPEAKER_COLUMN.test(foldHeader(name)));
}

function foldHeader(name: string): string {
  return foldText(name.replace(/[*_¿?]/gu, "")).trim();
}

/** The cells of a row between pipes or tabs, without space around them; an empty cell has no length. */
function cellsOf(block: TextBlock, source: string): Cell[] {
  const row = source.slice(block.start, block.end);
  // A pipe inside a cell parts nothing where tabs do.
  const separator = row.includes("|") && !(/\S\t/u.test(row) && !row.startsWith("|")) ? "|" : "\t";
  if (!row.includes(separator) || block.mark !== null) return [];
  const cells: Cell[] = [];
  let position = 0;
  for (const piece of row.split(separator)) {
    const start = block.start + position + (piece.length - piece.trimStart().length);
    cells.push({ start, end: Math.max(start, block.start + position + piece.trimEnd().length) });
    position += piece.length + 1;
  }
  // A row may be closed by pipes on both sides.
  if (row.startsWith("|")) cells.shift();
  if (row.endsWith("|") && cells.length > 2) cells.pop();
  return cells;
}

function blockOfCell(
  row: TextBlock,
  cell: Cell,
  { source, column, header }: { readonly source: string; readonly column: number; readonly header: string },
): TextBlock[] {
  if (cell.end <= cell.start) return [];
  const text = plainWords(source.slice(cell.start, cell.end).replace(/[*_]{1,3}/gu, ""));
  return [
    {
      ...row,
      start: cell.start,
      end: cell.end,
      text,
      form: "prose",
      setApart: true,
      lead: null,
      cell: { column, header },
    },
  ];
}

function marksBetween(row: TextBlock, cells: readonly Cell[], source: string): Exclusion[] {
  const marks: Exclusion[] = [];
  let position = row.start;
  for (const end of [
    ...cells.filter((cell) => cell.end > cell.start).flatMap((cell) => [cell.start, cell.end]),
    row.end,
  ]) {
    const inside = cells.some((cell) => cell.start === position && cell.end === end && end > position);
    if (!inside) {
      for (const match of source.slice(position, end).matchAll(/\S+/gu)) {
        marks.push({ start: position + match.index, end: position + match.index + match[0].length, reason: "markup" });
      }
    }
    position = end;
  }
  return marks;
}
