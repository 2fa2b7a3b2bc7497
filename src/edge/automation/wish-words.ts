import type { WishKind } from '../../core/call/wish.ts';

/** What was asked of a call, in the word of its address. */
export const wishWords = {
  hangUp: 'hang-up',
  transfer: 'transfer',
  say: 'play',
  stopMedia: 'stop-media',
  record: 'record',
  invite: 'invite',
  mute: 'mute',
  unmute: 'unmute',
  keepAlive: 'keep-alive',
  sendTones: 'press-keys',
  updateRecordingStatus: 'recording-status',
  addLargeGalleryView: 'large-gallery-view',
  changeScreenSharingRole: 'screen-sharing-role',
  updateMetadata: 'metadata',
  listParticipants: 'participants',
  getParticipant: 'participant',
  muteParticipant: 'mute-participant',
  muteEverybody: 'mute-all',
  removeParticipant: 'remove-participant',
  startHoldMusic: 'hold',
  stopHoldMusic: 'unhold',
} as const satisfies { readonly [Kind in WishKind]: string };
