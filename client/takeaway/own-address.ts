/** What links that leave the page begin with: where the reader has the page from. */
export function ownAddress(): string {
  return location.origin;
}
