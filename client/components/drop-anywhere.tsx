import { useEffect, useState } from "preact/hooks";
import { givenItems, holdsFiles } from "../library/given-files.ts";
import { useShell } from "../page.ts";
import { allRecords, libraryPath, type Route } from "../routes.ts";

/** Files that are dropped anywhere on the page are added to the library, which is then shown. */
export function DropAnywhere({ route }: { readonly route: Route }) {
  const { strings, language, library, navigation } = useShell();
  const [over, setOver] = useState(false);
  const inLibrary = route.page === "library" && route.view.name === "records";
  useEffect(() => {
    const onDragOver = (event: DragEvent) => {
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const onDragLeave = (event: DragEvent) => {
      // Into another element of the page is not out of it.
      if (event.relatedTarget === null) setOver(false);
    };
    const onDrop = (event: DragEvent) => {
      setOver(false);
      if (!holdsFiles(event.dataTransfer)) return;
      event.preventDefault();
      const items = givenItems(event.dataTransfer);
      if (!inLibrary) navigation.go(libraryPath(allRecords));
      // Code that cannot be fetched is told by the library's page, which needs the same.
      library.open(language).then(
        (opened) => opened.library.add(items),
        () => undefined,
      );
    };
    document.addEventListener("dragover", onDragOver);
    document.addEventListener("dragleave", onDragLeave);
    document.addEventListener("drop", onDrop);
    return () => {
      document.removeEventListener("dragover", onDragOver);
      document.removeEventListener("dragleave", onDragLeave);
      document.removeEventListener("drop", onDrop);
    };
  }, [inLibrary, language, library, navigation]);
  return over ? <p class="drop-anywhere">{strings.dropFiles}</p> : null;
}
