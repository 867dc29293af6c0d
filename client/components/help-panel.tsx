export function HelpPanel(_: { readonly characterShortcuts: boolean }) {
  return null;
}
