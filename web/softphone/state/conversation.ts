import type { TranscriptEntry } from './softphone-state.ts';

type Tone = Extract<TranscriptEntry, { kind: 'tone' }>;

/** What the conversation shows: keys that were pressed in a row share one bubble. */
export type ConversationItem =
  | Exclude<TranscriptEntry, { kind: 'tone' }>
  | { readonly kind: 'tones'; readonly key: string; readonly at: number; readonly tones: readonly Tone[] };

export function conversationOf(transcript: readonly TranscriptEntry[]): readonly ConversationItem[] {
  const items: ConversationItem[] = [];
  for (const entry of transcript) {
    const last = items.at(-1);
    if (entry.kind === 'phase' && (entry.phase === 'ringing' || entry.phase === 'connecting')) continue; // The phone shows it.
    if (entry.kind === 'phase' && entry.phase === 'connected' && last?.kind === 'transfer') continue; // Said already.
    if (entry.kind !== 'tone') items.push(entry);
    else if (last?.kind === 'tones') items[items.length - 1] = { ...last, tones: [...last.tones, entry] };
    else items.push({ kind: 'tones', key: entry.key, at: entry.at, tones: [entry] });
  }
  return items;
}
