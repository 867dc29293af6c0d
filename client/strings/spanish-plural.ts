/** A counted noun. */
export function plural(count: number, one: string, many: string): string {
  return `${count.toLocaleString("es")} ${count === 1 ? one : many}`;
}
