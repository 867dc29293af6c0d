/** Subjects of the interface, in the order in which a newcomer meets them. */
export const tags = {
  Answers: "Questions answered with verbatim, cited passages, and ranked passages without an answer.",
  Records: "The records that are held: their sections, passages, source texts and files.",
  Browsing: "Who and what the records hold, with counts: the values that questions can be filtered by.",
  Adding: "Adding, replacing and removing records, and the jobs that add several.",
  Corrections: "What people say of the reading of a record. The source text is never changed.",
  Collections: "Named sets of records, to be asked within.",
  Feedback: "Opinions on answers, kept with the reader's consent.",
  Access: "Who calls, signing in and out, and who changed what.",
  "Other protocols": "The Model Context Protocol, and the part of OpenAI's interface that chat programs speak.",
  Running: "Health, and what describes the interface itself.",
} as const;

export type TagName = keyof typeof tags;
