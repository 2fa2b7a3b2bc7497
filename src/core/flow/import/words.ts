import { longestText } from './fitted-texts.ts';
import { joinTemplate } from './flow-texts.ts';
import type { Remarked } from './imported.ts';

/** What a part of the source says: its texts, each short enough for a prompt of ours. */
export interface Words {
  readonly texts: readonly string[];
  readonly remarks: readonly Remarked[];
}

/** A recording that is not in the source: its name is spoken in its place, and the remark says how to bring it. */
export function nameOfRecording(name: string, remark: Remarked): Words {
  return { texts: [joinTemplate([{ words: name === '' ? 'Recording' : name.slice(0, longestText) }])], remarks: [remark] };
}

/** Tags of SSML whose effect is not heard any more. */
export const withoutColours = (tags: readonly string[]): Remarked => ({
  severity: 'changed',
  what: `the words are kept, but not how SSML colours them: ${tags.map((tag) => `<${tag}>`).join(', ')}`,
  fix: 'listen to it; where it matters, add a recording with "audio"',
});
