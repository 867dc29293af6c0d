import { fold } from "../text/folding.ts";

export interface SpeakerNames {
  readonly speaker: string | null;
  readonly organization: string | null;
}

/** How a speaker is shown: by name, else by the body spoken for; and the body beside the name, where it says more. */
export function speakerNames({ speaker, organization }: SpeakerNames): {
  readonly name: string | null;
  readonly body: string | null;
} {
  const name = speaker ?? organization;
  // A delegation is recorded as speaker and as the body spoken for.
  const says = name !== null && organization !== null && fold(name).trim() !== fold(organization).trim();
  return { name, body: says ? organization : null };
}
