/**
 * Lower case without accents, one UTF-16 code unit for each of the input's, so that offsets into the folded text are
 * offsets into the text. A unit that has no folded form of its own length stays as it is.
 */
export function foldText(text: string): string {
  let folded = "";
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charAt(index);
    folded += unit < "\u0080" ? unit.toLowerCase() : foldUnit(unit);
  }
  return folded;
}

function foldUnit(unit: string): string {
  const base = unit.normalize("NFD").charAt(0);
  const lower = base.toLowerCase();
  return lower.length === 1 ? lower : unit;
}
