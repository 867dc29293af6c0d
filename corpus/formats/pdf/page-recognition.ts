import type { Fragment, PageFragments } from "./page-fragments.ts";

/** A page that is a picture, and how large it is in points. */
export type PictureOfPage = Pick<PageFragments, "number" | "width" | "height">;

/**
 * Recognises the words of pages that are pictures, as they would stand in a text layer.
 * @returns By number of the page; a page on which nothing is recognised has no fragments.
 * @throws RecordReadError when it cannot be done; the signal's reason when aborted.
 */
export type RecognizePages = (
  pdf: Uint8Array,
  pages: readonly PictureOfPage[],
  signal?: AbortSignal,
) => Promise<ReadonlyMap<number, readonly Fragment[]>>;
