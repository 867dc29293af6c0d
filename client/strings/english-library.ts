import { englishCorrections } from "./english-corrections.ts";
import { plural } from "./english-plural.ts";
import type { LibraryStrings } from "./library-strings.ts";

const records = (count: number) => plural(count, "record", "records");
const files = (count: number) => plural(count, "file", "files");

export const englishLibrary: LibraryStrings = {
  heading: "Library",
  introduction: "Every record that Relator answers from: what was read in each, and what is in doubt.",
  views: { label: "Views of the library", records: "Records", passages: "Search passages" },
  cancel: "Cancel",
  access: {
    how: "To add, correct and remove records, sign in: open the link that the server printed when it started, or on its machine run",
    lacks: "Your key does not let you add, correct and remove records. For another, on the server's machine run",
    withKey: "Sign in with a key",
    signedIn: (name) => `Signed in as ${name}.`,
    signOut: "Sign out",
  },
  list: {
    caption: "Records",
    filters: "Find and filter records",
    moreFilters: "Filters and order",
    find: "Find a record",
    findPlaceholder: "Title, body, speaker or file",
    body: "Body",
    year: "Year",
    language: "Language",
    speaker: "Speaker",
    speakerPlaceholder: "Part of a name",
    all: "All",
    clear: "Clear the filters",
    sortBy: "Sort by",
    columns: { title: "Title", date: "Date", added: "Added" },
    ascending: "ascending",
    descending: "descending",
    speakers: "Speakers",
    passages: "Passages",
    format: "Format",
    actions: "Actions",
    count: (shown, total) => (shown === total ? records(total) : `${shown.toLocaleString("en")} of ${records(total)}`),
    pageOf: (first, last, total) =>
      `${first.toLocaleString("en")}–${last.toLocaleString("en")} of ${total.toLocaleString("en")}`,
    pages: "Pages of the list",
    previous: "Previous",
    next: "Next",
    none: "No record matches.",
    empty: "The library is empty",
    emptyHow: "Add the records of your sessions: minutes, summaries, transcripts. They stay on this machine.",
    failed: "The records could not be listed.",
    noDate: "no date",
    speakerCount: (count) => plural(count, "speaker", "speakers"),
    passageCount: (count) => plural(count, "passage", "passages"),
    doubts: (count) => `${count.toLocaleString("en")} in doubt`,
    noSpeakers: "no speakers found",
    read: "What was read",
    readOf: (title) => `What was read in “${title}”`,
    remove: "Remove",
    removeOf: (title) => `Remove “${title}”`,
    fixed: "Built in",
    fixedNote: "This record belongs to the collection’s own folder and cannot be removed here.",
  },
  formats: {
    text: "Text",
    markdown: "Markdown",
    docx: "Word",
    pdf: "PDF",
    html: "HTML",
    subtitles: "Subtitles",
  },
  pageCount: (count) => plural(count, "page", "pages"),
  intake: {
    heading: "Add records",
    drop: "Drop files or folders here",
    or: "or",
    chooseFiles: "Choose files",
    chooseFolder: "Choose a folder",
    accepted:
      "Word, PDF, HTML, text, Markdown and subtitles. A file of the same name takes the place of the earlier one.",
    adding: (count) => `Adding ${files(count)}`,
    given: files,
    sending: (percent) => `Sending: ${percent}`,
    progress: (ended, total) => `${ended.toLocaleString("en")} of ${files(total)} done`,
    cancelAll: "Cancel the rest",
    cancelled: ({ added, replaced, cancelled }) =>
      `Cancelled. ${records(added + replaced)} already added ${added + replaced === 1 ? "stays" : "stay"}; ${files(cancelled)} ${cancelled === 1 ? "was" : "were"} left out.`,
    cancelledUnsent: "Cancelled. Nothing was added.",
    ended: ({ added, replaced, unchanged, failed }) =>
      [
        added > 0 ? `${added.toLocaleString("en")} added` : "",
        replaced > 0 ? `${replaced.toLocaleString("en")} replaced` : "",
        unchanged > 0 ? `${unchanged.toLocaleString("en")} already held` : "",
        failed > 0 ? `${failed.toLocaleString("en")} could not be added` : "",
      ]
        .filter((part) => part !== "")
        .join(", "),
    lost: "The files could not be added.",
    dismiss: "Close",
    files: "Files",
    states: {
      waiting: "Waiting",
      reading: "Being read",
      indexing: "Being indexed",
      added: "Added",
      replaced: "Replaced",
      unchanged: "Already held",
      failed: "Not added",
      cancelled: "Cancelled",
    },
    removedSince: "Removed since",
    recognize: (count) => `Read ${plural(count, "scan", "scans")} by OCR`,
    unchangedNote: "The same text is held already; nothing changed.",
    failedUnexplained: "The server did not say why.",
    open: "Open the record",
    concerns: {
      "no-speakers": "No speakers were found",
      doubts: "Some interventions are in doubt",
      unattributed: "Some text is credited to nobody",
    },
    nothingGiven: "There was no file in it.",
  },
  reading: {
    heading: "What was read",
    of: (title) => `What was read in “${title}”`,
    loading: "Fetching what was read…",
    failed: "What was read could not be fetched.",
    notFound: "This record is not in the library. It may have been removed.",
    back: "Library",
    openRecord: "Open the record",
    original: "Original file",
    title: "Title",
    body: "Body",
    sessionDate: "Session",
    documentDate: "Document date",
    language: "Language",
    symbol: "Symbol",
    file: "File",
    added: "Added",
    notFoundInFile: "not found in the file",
    summary: (speakers, sections, passages) =>
      `${plural(speakers, "speaker", "speakers")}, ${plural(sections, "section", "sections")}, ${plural(passages, "passage", "passages")}`,
    coverageWhole: "All of the text is in passages.",
    coverage: (inPassages, excluded) =>
      `${inPassages} of the text is in passages; ${excluded} was left out as marks and the like.`,
    doubts: (count) => plural(count, "place in doubt", "places in doubt"),
    doubtsMeaning:
      "These passages open like somebody’s intervention, and whose it is cannot be told. They are credited to nobody, and lists that pass over them are not called complete.",
    unattributed: (count) => plural(count, "passage credited to nobody", "passages credited to nobody"),
    unattributedMeaning:
      "They stand where somebody speaks, and nothing says who. They can be found and cited, without a name.",
    unaccounted: (count) => plural(count, "stretch of text was missed", "stretches of text were missed"),
    unaccountedMeaning:
      "This text is in no passage, so that it cannot be found. It is a fault of Relator’s: please tell whoever runs this server.",
    more: (count) => `Show ${count.toLocaleString("en")} more`,
    openPlace: (paragraph) => `Open ${paragraph} in the record`,
    noSpeakers: "No speakers were found in this record",
    noSpeakersMeaning:
      "Its passages can be found and cited, but no answer will say who spoke, and questions about a speaker will not find it. If people do speak in it:",
    noSpeakersRemedies: [
      "Open the record and look at how an intervention begins: the name should open its line or paragraph, followed by a colon or a full stop, as in “NAME (body): text”.",
      "If the file is a conversion or a scan, add the original instead: Word, or a PDF with its text.",
      "Say on the page “What was read”, paragraph by paragraph, where somebody’s turn begins and whose it is.",
    ],
    nothingDoubtful: "Nothing is in doubt.",
    speakers: "Speakers and sections",
    speaker: "Speaker",
    organization: "Body",
    sections: "Section",
    passages: "Passages",
    recommendations: "Recommendations",
    noSpeaker: "no speaker",
    kinds: "Kinds of passages",
    notes: "About the file",
    note: {
      "named-otherwise": () => "The file’s name ends otherwise than its content asks for; it was read as what it is.",
      "tracked-deletions-left-out": (count) =>
        `Tracked changes are read as accepted: ${amount(count, "deletion was", "deletions were")} left out.`,
      "tracked-insertions-kept": (count) =>
        `Tracked changes are read as accepted: ${amount(count, "insertion was", "insertions were")} kept.`,
      "comments-left-out": (count) => `Left out: ${amount(count, "comment", "comments")}.`,
      "footnotes-in-place": (count) =>
        `In brackets behind their paragraph: ${amount(count, "footnote or endnote", "footnotes and endnotes")}.`,
      "text-boxes-in-place": (count) => `Read where they are anchored: ${amount(count, "text box", "text boxes")}.`,
      "images-left-out": (count) =>
        `Left out: ${amount(count, "image", "images")}. Words within an image are not read.`,
      "hidden-text-left-out": (count) =>
        `Left out: ${amount(count, "stretch of hidden text", "stretches of hidden text")}.`,
      "page-headers-left-out": (count) =>
        `Left out: ${amount(count, "header or footer of the pages", "headers and footers of the pages")}.`,
      "page-numbers-left-out": (count) => `Left out: ${amount(count, "page number", "page numbers")}.`,
      "page-furniture-left-out": (count) =>
        `Left out: ${amount(count, "part around the main text (menus, forms, scripts)", "parts around the main text (menus, forms, scripts)")}.`,
      "scanned-pages": (count) =>
        `Not read: ${amount(count, "page", "pages")} without text. They look scanned; add a version with text.`,
      "read-by-ocr": (count) =>
        `Read by OCR: ${amount(count, "scanned page", "scanned pages")}. Words may be wrong; compare them with the original.`,
      "undecodable-characters": (count) =>
        `Not decoded: ${amount(count, "character", "characters")}. Names and words around them may be wrong.`,
      mojibake: () =>
        "The text looks damaged by a wrong encoding (as in “sesiÃ³n”). Save the file as UTF-8 and add it again.",
      "translation-pairs-in-doubt": (count) =>
        `In doubt: the translation of ${amount(count, "passage", "passages")}, since paragraphs were corrected. It stays, and may be of the passage beside it.`,
      "decoded-otherwise": () => "The file is not in UTF-8; it was read in the encoding that it names or looks like.",
    },
    otherNote: (code) => `The reader notes: ${code}.`,
    notePages: (pages, count) => (count === 1 ? `Page ${pages}.` : `Pages ${pages}.`),
    exclusions: "Left out",
    exclusion: {
      mark: (count) => plural(count, "bullet or enumerator", "bullets and enumerators"),
      "page-header": (count) => plural(count, "repeated page line", "repeated page lines"),
      "page-number": (count) => plural(count, "page number", "page numbers"),
      rule: (count) => plural(count, "rule or filler", "rules and fillers"),
      markup: (count) => plural(count, "mark of formatting", "marks of formatting"),
      hyphen: (count) => plural(count, "hyphen at a line’s end", "hyphens at a line’s end"),
    },
    otherExclusion: (reason, count) => `${count.toLocaleString("en")} × ${reason}`,
    mending: "If something is wrong",
    mendingHow:
      "Correct it on the page “What was read”: who speaks, what is a heading or a recommendation, the title and the dates. Each correction can be undone.",
    mendHere: "Correct what was read",
  },
  corrections: englishCorrections,
  setAside: {
    label: "Records that are not answered from",
    count: (count) =>
      `${plural(count, "record is", "records are")} set aside: nothing is quoted from there, and no list is called complete meanwhile.`,
    reasons: {
      damaged:
        "its files are not what they were. Whoever runs Relator can put them back from a backup and start it again.",
      unreadable: "it could not be read within the limits. Divide it, or save it in a simpler form, and add it again.",
      "same-text": "another record holds the same text. Remove one of the two.",
    },
    otherReason: "something is wrong with its files; the server's log tells what.",
  },
  removal: {
    heading: "Remove this record?",
    question: (title) => `“${title}” will no longer be searched or cited.`,
    meaning:
      "You can undo this for ten minutes. Then its text, its original and all that was made from it are deleted for good.",
    confirm: "Remove",
    removing: (title) => `Removing “${title}”…`,
    restoring: (title) => `Bringing “${title}” back…`,
    purging: (title) => `Deleting “${title}” for good…`,
    removed: (title) => `“${title}” was removed.`,
    undo: "Undo",
    restored: (title) => `“${title}” is back.`,
    purged: (title) => `“${title}” was deleted for good.`,
    failed: "That could not be done.",
    dismiss: "Close",
    recent: (count) => `Recently removed (${count.toLocaleString("en")})`,
    until: (time) => `deleted for good at ${time}`,
    restore: "Restore",
    restoreOf: (title) => `Restore “${title}”`,
    purge: "Delete for good",
    purgeOf: (title) => `Delete for good: “${title}”`,
    purgeHeading: "Delete for good?",
    purgeQuestion: (title) => `“${title}” and its original file will be deleted now.`,
    purgeMeaning: "This cannot be undone.",
  },
  search: {
    label: "Search all passages",
    placeholder: "Words or a subject",
    submit: "Search",
    hint: "Finds passages by meaning and by word, in every record, without composing an answer.",
    loading: "Searching…",
    failed: "The search failed.",
    none: "No passage was found.",
    count: (count) => `${plural(count, "passage", "passages")}, the nearest first`,
    results: "Passages found",
    more: "Show more",
    noSpeaker: "No speaker",
    open: (paragraph, title) => `Open ${paragraph} of “${title}”`,
    page: (page) => `page ${page}`,
  },
};

function amount(count: number | null, one: string, many: string): string {
  return count === null ? many : plural(count, one, many);
}
