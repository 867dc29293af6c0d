import "./sign-in.css";
import { signInStrings } from "./strings/sign-in-strings.ts";

/*
 * A page of its own, and small: a first visit to the others does not carry it, and it shares no code with them, so that
 * the build cuts none of theirs into a further file.
 */

const scriptAddress = import.meta.url;
/** The build puts scripts one folder below the page's top. */
const top = new URL("..", scriptAddress).href.slice(0, -1);
const language = navigator.languages.find((tag) => /^(es|en)/.test(tag))?.startsWith("en") ? "en" : "es";
const text = signInStrings[language];

const element = <Kind extends HTMLElement>(id: string, kind: new () => Kind): Kind => {
  const found = document.getElementById(id);
  if (!(found instanceof kind)) throw new Error(`sign-in.html has no #${id}.`);
  return found;
};
const form = element("form", HTMLFormElement);
const key = element("key", HTMLInputElement);
const outcome = element("outcome", HTMLElement);

/** Only a path of this page: whatever the address says, it is put behind the top. */
function placeToGo(): string {
  const asked = new URLSearchParams(location.search).get("to") ?? "";
  return top + (asked.startsWith("/") ? asked : "/library");
}

async function signIn(credential: { readonly link: string } | { readonly key: string }): Promise<void> {
  outcome.textContent = text.working;
  try {
    const response = await fetch(`${top}/session`, {
      method: "POST",
      headers: { "Content-Type": "application/json", "Accept-Language": language, "Relator-Request": "page" },
      body: JSON.stringify(credential),
    });
    if (response.ok) return location.replace(placeToGo());
    const problem: unknown = await response.json();
    outcome.textContent = readDetail(problem) ?? text.unreachable;
  } catch {
    outcome.textContent = text.unreachable;
  }
  form.hidden = false;
}

function readDetail(problem: unknown): string | null {
  if (typeof problem !== "object" || problem === null || !("detail" in problem)) return null;
  return typeof problem.detail === "string" ? problem.detail : null;
}

document.documentElement.lang = language;
document.title = text.heading;
element("heading", HTMLElement).textContent = text.heading;
element("how", HTMLElement).textContent = text.how;
element("label", HTMLElement).textContent = text.label;
element("submit", HTMLElement).textContent = text.submit;
form.addEventListener("submit", (event) => {
  event.preventDefault();
  void signIn({ key: key.value });
});

const link = new URLSearchParams(location.hash.slice(1)).get("link");
if (link === null) form.hidden = false;
else {
  // It is good for once: it need not stay in the address, nor in the history.
  history.replaceState(null, "", location.pathname + location.search);
  void signIn({ link });
}
