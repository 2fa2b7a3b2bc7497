import { type FlowLanguage, valueInTodaysVersion } from './migrations/migration.ts';
import { isObject } from './record.ts';

/** True for the plain name of a WAV file: nothing in it can lead out of a folder, on any system. */
export function isSafeAudioName(file: string): boolean {
  return /^[\p{L}\p{N}][\p{L}\p{N}\p{M} _.()-]{0,99}\.wav$/iu.test(file) && !file.includes('..');
}

/** The audio files that a flow's prompts name, so that only those are read. Names that are not safe are left out. */
export function promptAudioFiles(text: string, language?: FlowLanguage): readonly string[] {
  const document = valueInTodaysVersion(text, language);
  if (!isObject(document) || !isObject(document.prompts)) return [];
  const files = new Set<string>();
  for (const prompt of Object.values(document.prompts)) {
    // By language or without: an entry is at most two levels below.
    for (const entry of entriesOf(prompt, 3))
      if (typeof entry.audio === 'string' && isSafeAudioName(entry.audio)) files.add(entry.audio);
  }
  return [...files].sort();
}

function entriesOf(value: unknown, levels: number): readonly { readonly [member: string]: unknown }[] {
  if (levels === 0 || typeof value !== 'object' || value === null) return [];
  const inside = Object.values(value).flatMap((item: unknown) => entriesOf(item, levels - 1));
  return isObject(value) ? [value, ...inside] : inside;
}
