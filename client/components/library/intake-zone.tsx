import { useRef } from "preact/hooks";
import type { OpenLibrary } from "../../library/library-when-needed.ts";

/** What the server takes. A file of another kind that is dropped all the same is refused with its reason. */
const acceptedExtensions = ".txt,.md,.markdown,.docx,.pdf,.html,.htm,.vtt,.srt";

/** Known to every browser, and to no standard. */
const wholeFolder = { webkitdirectory: true };

/** Where files and folders are dropped or chosen. Large in an empty library, a line in a full one. */
export function IntakeZone({
  library,
  text: { intake: text, list },
  large,
}: OpenLibrary & { readonly large: boolean }) {
  const files = useRef<HTMLInputElement>(null);
  const folder = useRef<HTMLInputElement>(null);
  const give = (input: HTMLInputElement) => {
    const chosen = [...(input.files ?? [])];
    // The same files can be chosen again.
    input.value = "";
    if (chosen.length > 0) void library.add(chosen);
  };
  return (
    <section class="intake-zone" aria-labelledby="intake-heading" data-large={large}>
      {large ? (
        <>
          <h2 id="intake-heading">{list.empty}</h2>
          <p>{list.emptyHow}</p>
        </>
      ) : (
        <h2 id="intake-heading" class="visually-hidden">
          {text.heading}
        </h2>
      )}
      <p class="intake-ways">
        <span class="intake-drop">
          {text.drop} {text.or}
        </span>
        <button type="button" class={large ? "button button-primary" : "button"} onClick={() => files.current?.click()}>
          {text.chooseFiles}
        </button>
        <button type="button" class="button" onClick={() => folder.current?.click()}>
          {text.chooseFolder}
        </button>
      </p>
      <p class="quiet">{text.accepted}</p>
      <input
        ref={files}
        class="intake-input"
        type="file"
        multiple
        hidden
        accept={acceptedExtensions}
        aria-label={text.chooseFiles}
        onChange={(event) => give(event.currentTarget)}
      />
      <input
        ref={folder}
        class="intake-folder"
        type="file"
        multiple
        hidden
        {...wholeFolder}
        aria-label={text.chooseFolder}
        onChange={(event) => give(event.currentTarget)}
      />
    </section>
  );
}
