import { explainAbsence } from '../call/explain/explain.ts';

/** What somebody who knows Microsoft's calls API may write as the type of a step, and what to write here. */
const stepsOfOperations: { readonly [operation: string]: string } = {
  playPrompt: 'write "play"',
  recordResponse: 'write "record", or "voicemail" for a message to somebody',
  sendDtmfTones: 'write "pressKeys"',
  subscribeToTone: 'leave it out: "menu" and "collect" listen for keys by themselves',
  cancelMediaProcessing: 'leave it out: with "bargeIn" a key cuts a prompt short',
  keepAlive: 'leave it out: the bot keeps calls alive by itself',
  muteAll: 'write "participants" with "action": "muteAll"',
  removeParticipant: 'write "participants" with "action": "remove"',
  startHoldMusic: 'write "participants" with "action": "holdMusicStart"',
  stopHoldMusic: 'write "participants" with "action": "holdMusicStop"',
  createOrGet: 'write "join" with "meeting": { "create": ... }',
  updateRecordingStatus: 'ask for it by the automation API: POST /api/live-calls/{id}/recording-status',
  addLargeGalleryView: 'ask for it by the automation API: POST /api/live-calls/{id}/large-gallery-view',
};

const byLowerCase = new Map(Object.entries(stepsOfOperations).map(([operation, words]) => [operation.toLowerCase(), words]));

/** `why` is there when no step can do it at all. */
export interface ForeignWord {
  readonly why?: string;
  readonly fix: string;
}

/** Of an operation of Graph's that stands where the type of a step belongs; undefined for any other word. */
export function foreignStepWord(word: string): ForeignWord | undefined {
  const fix = byLowerCase.get(word.toLowerCase());
  if (fix !== undefined) return { fix };
  const absent = explainAbsence(word);
  return absent === undefined ? undefined : { why: `${absent.words}. ${absent.cause}`, fix: absent.fix };
}
