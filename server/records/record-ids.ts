import { documentIdOf } from "../../corpus/document-ids.ts";

/**
 * The id of a new record, from its file's name.
 * @param isTaken Ids that other records have; a number is added until the id is free.
 */
export function makeRecordId(fileName: string, isTaken: (id: string) => boolean): string {
  const base = documentIdOf(fileName);
  let id = base;
  for (let suffix = 2; isTaken(id); suffix += 1) id = `${base}-${suffix}`;
  return id;
}
