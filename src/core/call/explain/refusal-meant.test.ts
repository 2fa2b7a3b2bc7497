import { explainCode } from './explain.ts';
import { type RefusedRequest, refusalMeant } from './refusal-meant.ts';

const refused = (more: Partial<RefusedRequest>): RefusedRequest => ({
  operation: 'calls',
  status: 403,
  code: 'Forbidden',
  ...more,
});

// What people read: the title, and the words of the fix that matter.
test.each<readonly [string, Partial<RefusedRequest>, string, RegExp, RegExp]>([
  [
    'a telephone of an account without minutes',
    { message: 'Balance not found.', about: 'telephone' },
    'BalanceNotFound',
    /minutes for calls to the telephone network/,
    /calling plan/,
  ],
  [
    'a telephone of an account without a number',
    { code: '7505', about: 'telephone' },
    'telephoneRefused',
    /telephone/,
    /Get-CsPhoneNumberAssignment/,
  ],
  ['somebody of another tenant', { code: '7505', operation: 'transfer' }, '7505', /token is of another tenant/, /one tenant/],
  ['a wrong passcode', { about: 'meetingId' }, 'wrongPasscode', /id or the passcode/, /invitation/],
  ['a meeting that there is not', { status: 404, code: 'NotFound', about: 'meeting' }, 'noSuchMeeting', /meeting/, /link/],
  [
    'a participant who is not there',
    { status: 404, code: 'NotFound', operation: 'mute', about: 'participant' },
    'noParticipant',
    /no such participant/,
    /List the participants/,
  ],
  [
    'a second person on hold',
    {
      status: 400,
      code: 'invalidRequest',
      operation: 'startHoldMusic',
      message: 'Only one participant can be on hold at a time.',
    },
    'onHoldAlready',
    /Somebody else is on hold/,
    /off hold first/,
  ],
  [
    'somebody who is not on hold',
    { status: 400, code: 'invalidRequest', operation: 'stopHoldMusic', message: 'The participant is not on hold.' },
    'notOnHold',
    /not on hold/,
    /Nothing to do/,
  ],
  [
    'a recording status',
    { status: 400, code: 'invalidRequest', operation: 'updateRecordingStatus' },
    'policyRecordingOnly',
    /policy-based recording/,
    /record/,
  ],
  [
    'a large gallery view',
    { status: 400, code: 'invalidRequest', operation: 'addLargeGalleryView' },
    'videoMeetingsOnly',
    /joined with video/,
    /Nothing to do/,
  ],
  ['a call that is forbidden without a number', {}, 'http403', /does not allow this/, /doctor/],
  ['a meeting without an access policy', { operation: 'onlineMeetings' }, 'Forbidden', /does not allow/, /AccessPolicy/],
  [
    'a body with a fault of the bot, of a hold',
    { status: 400, code: 'invalidRequest', operation: 'startHoldMusic', message: 'customPrompt: expected object' },
    'invalidRequest',
    /does not understand the body/,
    /teams-ivr check/,
  ],
  [
    'a recording status without the permission',
    { code: '7504', operation: 'updateRecordingStatus' },
    '7504',
    /permission/,
    /consent/,
  ],
])('%s is explained as what it is', (_what, more, code, title, fix) => {
  expect(refusalMeant(refused(more))).toBe(code);
  const { kind, explanation } = explainCode(code);
  expect(kind).toBe('known');
  expect(explanation.words).toMatch(title);
  expect(explanation.fix).toMatch(fix);
});
