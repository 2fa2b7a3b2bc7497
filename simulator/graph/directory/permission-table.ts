/**
 * What each operation needs (graph-calling, 1.1). `PJ` is Microsoft's permissions.json, `page` the operation's reference
 * page. One row is enough of several permissions. In-call actions are checked `atStart`, when the call is made or
 * answered, and not again: so their pages say; what is asked before that, or makes a call, is checked with its own token.
 */
import type { ApplicationPermission } from './directory-options.ts';

export interface PermissionRow {
  readonly anyOf: readonly ApplicationPermission[];
  readonly checked: 'atStart' | 'atRequest';
  readonly source: string;
}

const initiateOrMedia = ['Calls.Initiate.All', 'Calls.AccessMedia.All'] as const;
const join = ['Calls.JoinGroupCall.All', 'Calls.JoinGroupCallAsGuest.All'] as const;

export const permissionTable = {
  'call somebody': { anyOf: ['Calls.Initiate.All'], checked: 'atRequest', source: 'page application-post-calls, PJ' },
  'call a group': { anyOf: ['Calls.InitiateGroupCall.All'], checked: 'atRequest', source: 'page application-post-calls, PJ' },
  'join a meeting': { anyOf: join, checked: 'atRequest', source: 'page application-post-calls, PJ' },
  'get call': { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ' },
  'hang up': { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ' },
  'answer a group call': {
    anyOf: join,
    checked: 'atRequest',
    source: 'PJ; peer to peer needs none (cloud-communications-calls)',
  },
  'answer a telephone': {
    anyOf: join,
    checked: 'atRequest',
    source: 'PJ, and the phone-number page; it is calls from Teams users that need none',
  },
  redirect: { anyOf: ['Calls.Initiate.All'], checked: 'atRequest', source: 'PJ, page' },
  transfer: { anyOf: ['Calls.Initiate.All'], checked: 'atStart', source: 'PJ, page' },
  keepAlive: { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ, page' },
  playPrompt: { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ, page' },
  recordResponse: { anyOf: ['Calls.AccessMedia.All'], checked: 'atStart', source: 'PJ, page' },
  subscribeToTone: { anyOf: ['Calls.AccessMedia.All'], checked: 'atStart', source: 'PJ, page' },
  cancelMediaProcessing: { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ, page' },
  sendDtmfTones: { anyOf: initiateOrMedia, checked: 'atStart', source: 'page; PJ lists only Calls.AccessMedia.All' },
  mute: { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ' },
  unmute: { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ' },
  changeScreenSharingRole: { anyOf: ['Calls.AccessMedia.All'], checked: 'atStart', source: 'PJ' },
  updateRecordingStatus: {
    anyOf: ['Calls.AccessMedia.All', 'Calls.JoinGroupCall.All'],
    checked: 'atStart',
    source: 'PJ',
  },
  addLargeGalleryView: { anyOf: [...join, 'Calls.InitiateGroupCall.All'], checked: 'atStart', source: 'PJ' },
  'list participants': { anyOf: initiateOrMedia, checked: 'atStart', source: 'PJ' },
  'get participant': { anyOf: join, checked: 'atStart', source: 'PJ' },
  'remove participant': { anyOf: join, checked: 'atStart', source: 'PJ, page; and a tenant setting (1.9)' },
  invite: { anyOf: ['Calls.InitiateGroupCall.All'], checked: 'atStart', source: 'PJ, page' },
  'mute participant': { anyOf: join, checked: 'atStart', source: 'PJ; an old page says none' },
  'mute all': { anyOf: join, checked: 'atStart', source: 'PJ; beta only' },
  startHoldMusic: { anyOf: join, checked: 'atStart', source: 'PJ; the page says none' },
  stopHoldMusic: { anyOf: join, checked: 'atStart', source: 'PJ; the page says none' },
  'create meeting': { anyOf: ['OnlineMeetings.ReadWrite.All'], checked: 'atRequest', source: 'PJ, page' },
  'create or get meeting': { anyOf: ['OnlineMeetings.ReadWrite.All'], checked: 'atRequest', source: 'PJ, page' },
  'get meeting': {
    anyOf: ['OnlineMeetings.Read.All', 'OnlineMeetings.ReadWrite.All'],
    checked: 'atRequest',
    source: 'PJ, page',
  },
} as const satisfies { readonly [act: string]: PermissionRow };

export type PermittedAct = keyof typeof permissionTable;

/** `atStart` is what the application could do when the call began; undefined while it rings. */
export function isPermitted(act: PermittedAct, now: readonly string[], atStart: readonly string[] | undefined): boolean {
  const { anyOf, checked }: PermissionRow = permissionTable[act];
  const roles = checked === 'atStart' ? (atStart ?? now) : now;
  return anyOf.some((permission) => roles.includes(permission));
}

/** One of these discloses who calls; without any the source is encrypted (graph-calling, "Fifteen things", 13). */
export const discloseCaller: readonly ApplicationPermission[] = [...initiateOrMedia, 'Calls.InitiateGroupCall.All', ...join];
