import { useShell } from "../page.ts";
import { allRecords, conversationPath, libraryPath, recommendationsPath } from "../routes.ts";
import type { State } from "../state.ts";
import { Link } from "./link.tsx";

export function Header({ state }: { readonly state: State }) {
  const { strings, actions, language } = useShell();
  const { navigation: text } = strings;
  const other = language === "es" ? "en" : "es";
  const current = (page: State["route"]["page"]) => (state.route.page === page ? "page" : undefined);
  const asks =
    state.route.page === "conversation" || state.route.page === "question" || state.route.page === "document";
  return (
    <header class="header">
      {asks ? (
        <a class="skip-link" href="#question">
          {text.skipToQuestion}
        </a>
      ) : (
        <a class="skip-link" href="#content">
          {text.skipToContent}
        </a>
      )}
      <Link path={conversationPath(null)} class="header-name" aria-label={`Relator: ${text.newConversation}`}>
        Relator
      </Link>
      <nav aria-label={text.label}>
        <Link path={conversationPath(null)} class="header-item" aria-label={text.newConversation}>
          <span class="wide-only">{text.newConversation}</span>
          <span class="narrow-only">{text.newShort}</span>
        </Link>
        <button
          type="button"
          class="header-item header-place header-place-first"
          aria-haspopup="dialog"
          onClick={() => actions.showPanel("conversations")}
        >
          {text.conversations}
        </button>
        <Link
          path={recommendationsPath(null)}
          class="header-item header-place"
          aria-current={current("recommendations")}
        >
          {text.recommendations}
        </Link>
        <Link path={libraryPath(allRecords)} class="header-item header-place" aria-current={current("library")}>
          {text.library}
        </Link>
      </nav>
      <div class="header-end">
        <button
          type="button"
          class="header-item"
          lang={other}
          aria-label={text.switchLanguage}
          onClick={() => void actions.chooseLanguage(other)}
        >
          {other === "en" ? "English" : "Español"}
        </button>
        <button type="button" class="header-item" aria-haspopup="dialog" onClick={() => actions.showPanel("help")}>
          {text.help}
        </button>
      </div>
    </header>
  );
}
