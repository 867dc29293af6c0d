import { type Part, textOfRuns } from "./paragraphs.ts";

interface OpenTable {
  readonly rows: OpenRow[];
}

interface OpenRow {
  readonly cells: Cell[];
}

interface Cell {
  readonly parts: Part[];
  /** Columns of the grid. */
  span: number;
}

/** A cell that holds more paragraphs than these is a page's layout rather than a table's cell. */
const MOST_PARAGRAPHS = 12;
const MOST_COLUMNS = 63;

export interface Tables {
  /** Takes what belongs to the open cell; false outside tables. */
  take(parts: readonly Part[]): boolean;
  open(element: "tbl" | "tr" | "tc"): void;
  span(columns: number): void;
  /** What a closed outermost element adds to the text. */
  close(element: "tbl" | "tr" | "tc"): readonly Part[];
  /** A text box inside a cell is outside its table. */
  suspend(): void;
  resume(): void;
}

export function createTables(): Tables {
  let stack: OpenTable[] = [];
  const suspended: OpenTable[][] = [];
  const openCell = (): Cell | undefined => stack.at(-1)?.rows.at(-1)?.cells.at(-1);

  return {
    take(parts) {
      const cell = openCell();
      if (cell !== undefined) for (const part of parts) cell.parts.push(part);
      return cell !== undefined;
    },
    open(element) {
      if (element === "tbl") stack.push({ rows: [] });
      else if (element === "tr") stack.at(-1)?.rows.push({ cells: [] });
      else stack.at(-1)?.rows.at(-1)?.cells.push({ parts: [], span: 1 });
    },
    span(columns) {
      const cell = openCell();
      if (cell !== undefined && columns > 1) cell.span = Math.min(MOST_COLUMNS, columns);
    },
    close(element) {
      const table = element === "tbl" ? stack.pop() : undefined;
      return table === undefined ? [] : composeTable(table.rows.map(({ cells }) => cells));
    },
    suspend() {
      suspended.push(stack);
      stack = [];
    },
    resume() {
      stack = suspended.pop() ?? [];
    },
  };
}

export interface TableCell {
  readonly parts: readonly Part[];
  readonly span: number;
}

/**
 * A table as rows of cells; what only lays out a page (one column, cells with headings, tables or whole pages of text)
 * becomes its paragraphs, cell by cell.
 */
export function composeTable(rows: readonly (readonly TableCell[])[]): readonly Part[] {
  const cells = rows.flat();
  const columns = rows.reduce((most, row) => Math.max(most, row.filter(({ parts }) => parts.length > 0).length), 0);
  const lays = cells.some(
    ({ parts }) =>
      parts.length > MOST_PARAGRAPHS || parts.some((part) => part.kind === "table" || part.headingLevel !== null),
  );
  if (columns < 2 || lays) return cells.flatMap(({ parts }) => parts);
  const texts = rows.map((row) =>
    row.flatMap(({ parts, span }) => [textOfCell(parts), ...new Array<string>(span - 1).fill("")]),
  );
  return [{ kind: "table", rows: texts }];
}

function textOfCell(parts: readonly Part[]): string {
  return parts
    .flatMap((part) =>
      part.kind === "table" ? [] : [`${part.label === null ? "" : `${part.label} `}${textOfRuns(part.runs)}`],
    )
    .join("\n");
}
