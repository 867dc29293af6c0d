import { usePage } from "../page.ts";

export interface LocalNameProps {
  /** As the record says it. */
  readonly original: string;
  readonly originalLanguage: string;
  readonly shown: string;
  readonly shownLanguage: string;
  readonly class?: string;
}

/** A name in the reader's language; what the record itself says is told on hovering, and to who hears the page. */
export function LocalName({ original, originalLanguage, shown, shownLanguage, ...rest }: LocalNameProps) {
  const { strings } = usePage();
  if (original === shown) {
    return (
      <span {...rest} lang={originalLanguage}>
        {shown}
      </span>
    );
  }
  return (
    <span {...rest} lang={shownLanguage} title={strings.evidence.inTheRecord(original)} data-renamed>
      {shown}
    </span>
  );
}
