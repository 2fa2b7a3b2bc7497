import type { CallEvent } from '../../src/core/call/call-event.ts';
import { readNotifications } from '../../src/wire/notifications.ts';
import { contractIsHere, notificationFiles, readContract, sayThatItIsAbsent } from './contract-folder.ts';

const id = '3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e';

/** What each documented body means to us, in one line. `legacy` is answered 204, everything else 202. */
const meanings: { readonly [file: string]: string } = {
  'batch-two-changes.json': 'state established; roster full 1',
  'call-deleted-after-reject-no-state.json': 'ended',
  'call-established-media-active.json': 'state established active',
  'call-established.json': 'state established',
  'call-establishing.json': 'state establishing',
  'call-media-inactive.json': 'state established inactive',
  'call-terminated-bot-hangup.json': 'ended 200/7000',
  'call-terminated-keepalive-timeout.json': 'ended 408/8537',
  'call-terminated-remote-hangup.json': 'ended 200/4521',
  'call-terminated-server-error.json': 'ended 500/7117 CallTerminated',
  'call-terminated-unreachable.json': 'ended 480/10037',
  'call-terminating.json': 'state terminating',
  'call-transfer-accepted.json': 'state transferAccepted',
  'call-transfer-completed-code0.json': 'ended 0/7015',
  'call-transfer-completed-reason-only.json': 'ended AppTransferred',
  'call-transfer-completed.json': 'ended 200/7015',
  'call-transfer-failed-subCode-casing.json': 'state established 500/7000',
  'call-transferring.json': 'state transferring',
  'contentsharing-created.json': '(contentSharing)',
  'contentsharing-deleted-no-data.json': '(contentSharing)',
  'id-without-dashes.json': 'operation playPrompt completed step-7 200/0',
  'incoming-encrypted-source.json': 'arrived from unknown to application',
  'incoming-forwarded-by-user.json': 'arrived from phone to applicationInstance',
  'incoming-group-invite.json': 'arrived from user to application, many',
  'incoming-p2p-user.json': 'arrived from user to application',
  'incoming-pstn-to-resource-account.json': 'arrived from phone to applicationInstance, number dialled',
  'incoming-user-to-resource-account.json': 'arrived from user to applicationInstance',
  'irregular/incoming-legacy-format.json': 'legacy',
  'irregular/odd-casing-old-beta.json': 'state established; tone 1 of 1',
  'irregular/string-result-codes.json': 'ended 200/5001',
  'op-invite-completed.json': 'operation other completed step-7',
  'op-playprompt-cancelled-UNCERTAIN.json': 'operation playPrompt cancelled step-7 400/8508 mediaOperationCanceled',
  'op-playprompt-completed.json': 'operation playPrompt completed step-7 200/0',
  'op-record-cancelled.json': 'operation recordResponse cancelled step-7 400/8508 operationCanceled',
  'op-record-completed-max-duration.json': 'operation recordResponse completed step-7 200/8515 with recording',
  'op-record-initial-silence-UNCERTAIN.json': 'operation recordResponse failed step-7 400/8510 initialSilenceTimeout',
  'op-senddtmf-cancelled.json': 'operation other cancelled step-7 mediaOperationCanceled',
  'op-senddtmf-completed.json': 'operation other completed step-7 completedSuccessfully',
  'op-startholdmusic-completed.json': 'operation other completed step-7',
  'roster-after-leave.json': 'roster full 0',
  'roster-delta.json': 'roster delta 0',
  'roster-full.json': 'roster full 1',
  'roster-lobby-and-mute.json': 'roster full 2',
  'tone-1-tone1.json': 'state established; tone 1 of 1',
  'tone-2-star.json': 'state established; tone * of 2',
  'tone-3-pound.json': 'state established; tone # of 3',
};

/** An event in few words, so that the list above can be read by people. */
function inWords(event: CallEvent): string {
  const words = (...all: readonly (string | undefined)[]) => all.filter((word) => word !== undefined).join(' ');
  const result = 'result' in event && event.result ? `${event.result.code}/${event.result.subcode}` : undefined;
  switch (event.kind) {
    case 'callArrived': {
      const extras = `${event.multiparty ? ', many' : ''}${event.calledNumber === undefined ? '' : ', number dialled'}`;
      return `arrived from ${event.caller.kind} to ${event.called.kind}${extras}`;
    }
    case 'callStateChanged':
      return words('state', event.state, event.audio, result);
    case 'callEnded':
      return words('ended', result, event.reason);
    case 'tonePressed':
      return `tone ${event.tone} of ${event.sequence}`;
    case 'operationEnded':
      return words(
        'operation',
        event.operation,
        event.ended,
        event.context,
        result,
        event.reason,
        event.recording && 'with recording',
      );
    case 'rosterChanged':
      return `roster ${event.full ? 'full' : 'delta'} ${event.others}`;
    case 'commandFailed':
    case 'commandAnswered':
    case 'legNews':
    case 'partnerNews':
    case 'controlled':
    case 'wokeUp':
      return `${event.kind}, which is never Graph's word`;
  }
}

if (contractIsHere) {
  describe('every documented notification', () => {
    test.each(Object.keys(meanings))('%s means what we take it for', (file) => {
      const read = readNotifications(readContract('notifications', file));
      if (read.kind !== 'events') {
        expect(read.kind).toBe(meanings[file]);
        return;
      }
      const words = [...read.events.map(inWords), ...read.survived.map(({ word }) => `(${word})`)];
      expect(words.join('; ')).toBe(meanings[file]);
      for (const event of read.events) expect(event.callId).toBe(id);
    });

    test('has its line here, and every line its file', () => {
      expect(notificationFiles()).toEqual(Object.keys(meanings).sort());
    });
  });
} else {
  sayThatItIsAbsent('documented notifications');
}
