import { usePage } from "../page.ts";
import { allRecords, conversationPath, libraryPath, recommendationsPath } from "../routes.ts";
import { Link } from "./link.tsx";
import "./unknown-page.css";

/** An address at which nothing is, with the ways on. */
export function UnknownPage() {
  const { strings } = usePage();
  const text = strings.unknownAddress;
  return (
    <div class="pane">
      <div class="column unknown-page">
        <h1>{strings.noSuchPage}</h1>
        <p>
          {text.nothingAt} <code>{location.pathname}</code>
        </p>
        <ul>
          <li>
            <Link path={conversationPath(null)}>{text.ask}</Link>
          </li>
          <li>
            <Link path={recommendationsPath(null)}>{text.recommendations}</Link>
          </li>
          <li>
            <Link path={libraryPath(allRecords)}>{text.library}</Link>
          </li>
        </ul>
      </div>
    </div>
  );
}
