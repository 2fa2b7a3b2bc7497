import { stepKits } from '../../src/core/steps/registry.ts';
import { isKnownStep, neededPermissions, shortageOf, type UsedStep, usesMeetings } from './needed-permissions.ts';

const step = (type: string, ...members: readonly string[]): UsedStep => ({ flow: 'main', name: type, type, members });
const permissionsFor = (steps: readonly UsedStep[], hasNumber = false) =>
  shortageOf(neededPermissions(steps, { hasNumber, sendsMail: false }), []).permissions;

test('nobody adds a type of step without saying which permissions it needs', () => {
  expect([...stepKits.keys()].filter((type) => !isKnownStep(type))).toEqual([]);
});

test.each([
  ['only speaks', [step('play'), step('hangup')], ['Calls.Initiate.All']],
  ['listens', [step('menu')], ['Calls.Initiate.All', 'Calls.AccessMedia.All']],
  ['takes messages', [step('voicemail', 'record', 'notify')], ['Calls.Initiate.All', 'Calls.AccessMedia.All']],
  ["sends people to somebody's voicemail", [step('voicemail', 'box')], ['Calls.Initiate.All']],
  ['transfers', [step('transfer', 'to')], ['Calls.Initiate.All']],
  ['asks somebody before transferring', [step('transfer', 'to', 'mode')], ['Calls.Initiate.All', 'Calls.AccessMedia.All']],
  ['invites', [step('invite')], ['Calls.Initiate.All', 'Calls.InitiateGroupCall.All']],
  [
    'invites one person alone, who meets the caller in a meeting',
    [step('invite', 'people', 'organizer')],
    ['Calls.Initiate.All', 'Calls.InitiateGroupCall.All', 'Calls.JoinGroupCall.All', 'OnlineMeetings.ReadWrite.All'],
  ],
  [
    'joins a meeting',
    [step('join', 'meeting', 'meeting.url')],
    ['Calls.Initiate.All', 'Calls.InitiateGroupCall.All', 'Calls.JoinGroupCall.All'],
  ],
  [
    'makes a meeting',
    [step('join', 'meeting', 'meeting.create')],
    ['Calls.Initiate.All', 'Calls.InitiateGroupCall.All', 'Calls.JoinGroupCall.All', 'OnlineMeetings.ReadWrite.All'],
  ],
  ['manages a meeting', [step('participants')], ['Calls.Initiate.All', 'Calls.JoinGroupCall.All']],
])('a flow that %s', (_what, steps, permissions) => {
  expect(permissionsFor(steps)).toEqual(permissions);
});

test('one of several permissions is enough where Microsoft says so', () => {
  const speaking = neededPermissions([step('play')], { hasNumber: false, sendsMail: false });
  expect(shortageOf(speaking, ['Calls.AccessMedia.All']).missing).toEqual([]);
});

test('a number needs one permission to join, and both as advice', () => {
  const needs = neededPermissions([], { hasNumber: true, sendsMail: false });
  const { missing } = shortageOf(needs, ['Calls.Initiate.All']);
  expect(missing.map(({ anyOf, isAdvice }) => [anyOf[0], isAdvice])).toEqual([
    ['Calls.JoinGroupCall.All', false],
    ['Calls.JoinGroupCall.All', true],
    ['Calls.JoinGroupCallAsGuest.All', true],
  ]);
  const asGuest = shortageOf(needs, ['Calls.Initiate.All', 'Calls.JoinGroupCallAsGuest.All']);
  expect(asGuest.missing.map(({ isAdvice }) => isAdvice)).toEqual([true]);
});

test('policies for meetings are asked for only when a flow has to do with meetings', () => {
  expect([step('menu'), step('invite'), step('join'), step('invite', 'organizer')].map((one) => usesMeetings([one]))).toEqual([
    false,
    false,
    true,
    true,
  ]);
});

test('a contact who is told by mail asks for the permission to send it', () => {
  const { permissions } = shortageOf(neededPermissions([], { hasNumber: false, sendsMail: true }), ['Calls.Initiate.All']);
  expect(permissions).toEqual(['Mail.Send']);
});
