import { graphCallControl } from '../../src/adapters/graph/graph-call-control.ts';
import { clientContext, readCallId } from '../../src/core/call/ids.ts';
import type { Destination } from '../../src/core/call/party.ts';
import type { PromptItem } from '../../src/core/call/prompt-item.ts';
import type { CallControl, ControlCommand, Placement } from '../../src/ports/call-control.ts';
import { systemClock } from '../../src/ports/clock.ts';
import type { HttpRequestOut } from '../../src/ports/http-client.ts';
import { contractCheck, whatIsSent } from './contract-check.ts';
import { contractIsHere, sayThatItIsAbsent } from './contract-folder.ts';

const callId = readCallId('3a1f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e');
if (callId === undefined) throw new Error('The id of this test is no id.');
const replaced = readCallId('4b2f5c00-7c1e-4f5b-9a52-0d6f1b2c3d4e');
const call = { id: callId, tenantId: 'contoso.example' };
const context = clientContext(3, 7);
const hello: PromptItem = { kind: 'speech', text: 'Hello', language: 'en-US', durationMs: 700 };
const silence: PromptItem = { kind: 'silence', durationMs: 5_000 };
const destinations: readonly Destination[] = [
  { kind: 'user', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' },
  { kind: 'application', id: 'c0ffee00-1111-4222-8333-444455556666' },
  { kind: 'applicationInstance', id: '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff' },
  { kind: 'phone', number: '+441632960111' },
  { kind: 'voicemail', id: '0a1b2c3d-1234-4567-89ab-cdef01234567' },
];
const recording = { kind: 'recordCaller', context, beep: true, stopTones: ['#', '1', '*'] } as const;

/** Every command in every shape that the core can decide. */
const commands: readonly (readonly [string, ControlCommand])[] = [
  ['answer', { number: 1, kind: 'answer', preFetch: [] }],
  ['answer with prompts to fetch ahead', { number: 1, kind: 'answer', preFetch: [hello, silence, hello] }],
  ...(['none', 'busy', 'forbidden'] as const).map(
    (reason) => [`reject: ${reason}`, { number: 1, kind: 'reject', reason }] as const,
  ),
  ...destinations.map((target) => [`redirect to ${target.kind}`, { number: 1, kind: 'redirect', targets: [target] }] as const),
  ['redirect to 25 at once', { number: 1, kind: 'redirect', targets: Array(25).fill(destinations[0]), timeoutMs: 20_000 }],
  ['redirect with too short a time', { number: 1, kind: 'redirect', targets: destinations.slice(0, 1), timeoutMs: 1_000 }],
  ['redirect with too long a time', { number: 1, kind: 'redirect', targets: destinations.slice(0, 1), timeoutMs: 900_000 }],
  ...destinations.map((target) => [`transfer to ${target.kind}`, { number: 1, kind: 'transfer', target }] as const),
  [
    'consultative transfer',
    { number: 1, kind: 'transfer', target: { kind: 'user', id: 'ada' }, ...(replaced ? { replacesCallId: replaced } : {}) },
  ],
  ['play one', { number: 1, kind: 'playPrompt', context, prompts: [hello] }],
  ['play twenty', { number: 1, kind: 'playPrompt', context, prompts: Array(20).fill(silence) }],
  ['record', { number: 1, ...recording, maxLengthMs: 30_000, initialSilenceMs: 5_000, maxSilenceMs: 3_500 }],
  ['record beyond the limits', { number: 1, ...recording, maxLengthMs: 900_000, initialSilenceMs: 0, maxSilenceMs: 1 }],
  ['listen', { number: 1, kind: 'listenForTones', context }],
  ['cancel', { number: 1, kind: 'cancelMedia', context }],
  ['keepAlive', { number: 1, kind: 'keepAlive' }],
  ['hang up', { number: 1, kind: 'hangUp' }],
];

async function theOneSent(act: (control: CallControl) => Promise<void>): Promise<HttpRequestOut> {
  const sent = await whatIsSent((graph) => act(graphCallControl(graph)));
  const [request] = sent;
  if (!request || sent.length !== 1) throw new Error(`${sent.length} requests were sent.`);
  return request;
}

const performing = (command: ControlCommand) => async (control: CallControl) => {
  expect(await control.perform(call, command, systemClock.now() + 1_000)).toEqual({ kind: 'accepted' });
};

/** What is placed, and in whose name. */
const placements: readonly (readonly [string, Placement])[] = destinations.flatMap((target) => {
  const placement: Placement = { tenantId: call.tenantId, target, origin: `call.${call.id}.7` };
  const from = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';
  return [
    [`a call to ${target.kind}`, placement],
    [`a call to ${target.kind} in the name of a resource account`, { ...placement, from, callChainId: 'chain' }],
  ];
});

if (contractIsHere) {
  const { fits: fitsCall, validatorFor } = contractCheck();
  const fits = (request: HttpRequestOut) => fitsCall(request, { 'call-id': call.id });

  describe('what we send fits the contract', () => {
    test.each(commands)('%s', async (_name, command) => {
      fits(await theOneSent(performing(command)));
    });

    test.each(placements)('%s', async (_name, placement) => {
      const request = await theOneSent(async (control) => {
        expect(await control.place(placement, systemClock.now() + 1_000)).toEqual({ kind: 'unclear' }); // No id came back.
      });
      fits(request);
      expect(request.body).toContain(`?placed=call.${call.id}.7`);
    });

    test('get the call', async () => {
      const request = await theOneSent(async (control) => {
        expect(await control.observe(call, systemClock.now() + 1_000)).toEqual({ kind: 'unclear' }); // An empty body is no call.
      });
      fits(request);
    });

    test('and a body that does not fit is noticed', () => {
      const validate = validatorFor('/communications/calls/{call-id}/playPrompt');
      expect(validate({ clientContext: 'x'.repeat(257), prompts: [] })).toBe(false);
    });
  });
} else {
  sayThatItIsAbsent('requests against the documented contract');
}
