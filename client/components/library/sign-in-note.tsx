import { mayAdd } from "../../library/library-state.ts";
import type { OpenLibrary } from "../../library/library-when-needed.ts";
import { signInPath } from "../../navigation.ts";
import { usePage } from "../../page.ts";

/** How to sign in, where something would be added or mended; nothing until it is known who reads. */
export function SignInNote({ library, text: { access } }: OpenLibrary) {
  const { navigation } = usePage();
  const { session } = library.state();
  if (session === null || mayAdd(library.state())) return null;
  return (
    <div class="notice sign-in-note">
      <p>
        {session.by === "nobody" ? access.how : access.lacks} <code>npm run key -- link</code>
      </p>
      <p>
        <a href={signInPath(navigation)}>{access.withKey}</a>
      </p>
    </div>
  );
}

/** Who is signed in, and the way out. */
export function SignedIn({ library, text: { access } }: OpenLibrary) {
  const { session } = library.state();
  if (session === null || session.by === "nobody") return null;
  return (
    <p class="quiet signed-in">
      {access.signedIn(session.name ?? "")}{" "}
      {session.by === "session" && (
        <button type="button" class="button-quiet" onClick={() => void library.signOut()}>
          {access.signOut}
        </button>
      )}
    </p>
  );
}
