/** The extension in small letters without its dot; empty where the name has none. */
export function extensionOf(name: string | null): string {
  return /\.([\p{L}\p{N}]{1,10})$/u.exec(name ?? "")?.[1]?.toLowerCase() ?? "";
}
