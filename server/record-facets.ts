import type { Document } from "../corpus/document.ts";
import { itemsForBlocks } from "./assistant/answers/answer-request.ts";
import { isContent, listPassagesOf, type SearchPassage } from "./assistant/retrieval/search-text.ts";
import type { Facets, OrganizationList, SpeakerList, TopicList } from "./facets-protocol.ts";

interface Counts {
  readonly documents: number;
  readonly passages: number;
  readonly recommendations: number;
}

/** Records do not change: another reading is another object. */
const membersOf = new WeakMap<Document, readonly SearchPassage[]>();

/** What a list of everything said would hold. */
function listMembers(documents: readonly Document[]): SearchPassage[] {
  return documents.flatMap((document) => {
    const known = membersOf.get(document) ?? itemsForBlocks(listPassagesOf(document, 0).filter(isContent));
    membersOf.set(document, known);
    return known;
  });
}

function count(members: readonly SearchPassage[]): Counts {
  return {
    documents: new Set(members.map(({ document }) => document)).size,
    passages: members.length,
    recommendations: members.filter(({ passage }) => passage.kind === "recommendation").length,
  };
}

interface Group {
  readonly name: string;
  /** The first one of the name. */
  readonly first: SearchPassage;
  readonly counts: Counts;
}

/** By what each is called, most passages first; of those without a name nothing is told. */
function groupBy(
  members: readonly SearchPassage[],
  nameOf: (member: SearchPassage) => string | null,
  keyOf: (member: SearchPassage) => string = () => "",
): Group[] {
  const groups = new Map<string, { name: string; members: SearchPassage[] }>();
  for (const member of members) {
    const name = nameOf(member);
    if (name === null) continue;
    const key = JSON.stringify([name, keyOf(member)]);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, { name, members: [member] });
    else group.members.push(member);
  }
  return [...groups.values()]
    .flatMap(({ name, members: own }) => own.slice(0, 1).map((first) => ({ name, first, counts: count(own) })))
    .sort((a, b) => b.counts.passages - a.counts.passages || a.name.localeCompare(b.name));
}

const speakerName = ({ section }: SearchPassage): string | null => section.speaker ?? section.organization;
const organizationName = ({ section }: SearchPassage): string | null => section.organization;
const topicName = ({ section }: SearchPassage): string | null => section.topic;

export function listSpeakers(documents: readonly Document[]): SpeakerList {
  const groups = groupBy(listMembers(documents), speakerName, ({ section }) => section.organization ?? "");
  const speakers = groups.map(({ name, first, counts }) => {
    const { organization, country, role } = first.section;
    return { name, organization, country, role, ...counts };
  });
  return { speakers };
}

export function listOrganizations(documents: readonly Document[]): OrganizationList {
  return { organizations: named(groupBy(listMembers(documents), organizationName)) };
}

export function listTopics(documents: readonly Document[]): TopicList {
  return { topics: named(groupBy(listMembers(documents), topicName)) };
}

export function countFacets(documents: readonly Document[]): Facets {
  const members = listMembers(documents);
  const facet = (nameOf: (member: SearchPassage) => string | null) =>
    groupBy(members, nameOf).map(({ name, counts }) => ({ value: name, ...counts }));
  return {
    ...count(members),
    // A record may hold nothing that was said.
    documents: documents.length,
    facets: {
      documents: facet(({ document }) => document.id),
      speakers: facet(speakerName),
      organizations: facet(organizationName),
      topics: facet(topicName),
      countries: facet(({ section }) => section.country),
      kinds: facet(({ passage }) => passage.kind),
      languages: facet(({ document }) => document.language),
    },
  };
}

function named(
  groups: readonly Group[],
): { name: string; documents: number; passages: number; recommendations: number }[] {
  return groups.map(({ name, counts }) => ({ name, ...counts }));
}
