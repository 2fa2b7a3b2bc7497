import { anArrival, CoreCall } from '../../../../test/support/a-call.ts';
import { aFlow } from '../../../../test/support/a-flow.ts';
import { type CallId, readCallId } from '../../call/ids.ts';
import type { Party } from '../../call/party.ts';
import { beginCall } from '../../flow/play/begin-call.ts';
import { play } from '../../flow/play/play.ts';

const splitFlow = (split: object) =>
  aFlow({
    half: { type: 'split', ...split },
    trial: { type: 'reject' },
    usual: { type: 'reject', reason: 'busy' },
    third: { type: 'reject', reason: 'forbidden' },
  });

function goes(flow: ReturnType<typeof aFlow>, caller: Party, callId = anArrival.callId): string {
  const arrival = { ...anArrival, caller, callId };
  return play(flow, beginCall(flow, 'main', arrival, 1_000_000), [arrival], 1_000_000).call.at.step;
}

const phone = (number: number): Party => ({ kind: 'phone', number: `+44163296${String(number).padStart(4, '0')}` });
const aCallId = (number: number): CallId => readCallId(`call-${number}`) as CallId; // Fit to be one.
const callers = Array.from({ length: 5_000 }, (_, index) => phone(index));
const share = (flow: ReturnType<typeof aFlow>, to: string) =>
  callers.filter((caller) => goes(flow, caller) === to).length / callers.length;

test('callers are shared out as the flow says, without the call being answered', () => {
  const flow = splitFlow({ shares: { trial: 20, usual: 70, third: 10 } });
  expect(new CoreCall(flow).decided).toEqual(['reject']);
  expect(share(flow, 'trial')).toBeCloseTo(0.2, 1);
  expect(share(flow, 'usual')).toBeCloseTo(0.7, 1);
  expect(share(flow, 'third')).toBeCloseTo(0.1, 1);
});

test('weights are any numbers', () => {
  const flow = splitFlow({ weights: { trial: 1, usual: 2, third: 1 } });
  expect(share(flow, 'usual')).toBeCloseTo(0.5, 1);
});

test('the same caller goes the same way in every call', () => {
  const flow = splitFlow({ shares: { trial: 50, usual: 50 } });
  for (const caller of callers.slice(0, 50)) {
    const ways = new Set(Array.from({ length: 10 }, (_, index) => goes(flow, caller, aCallId(index))));
    expect(ways.size).toBe(1);
  }
});

test('whoever withholds the number, and everybody where the flow says so, is shared out call by call', () => {
  const withheld = splitFlow({ shares: { trial: 50, usual: 50 } });
  const byCall = splitFlow({ shares: { trial: 50, usual: 50 }, by: 'call' });
  const ways = (flow: ReturnType<typeof aFlow>, caller: Party) =>
    Array.from({ length: 400 }, (_, index) => goes(flow, caller, aCallId(index))).filter((way) => way === 'trial').length / 400;
  expect(ways(withheld, { kind: 'unknown' })).toBeCloseTo(0.5, 1);
  expect(ways(byCall, phone(1))).toBeCloseTo(0.5, 1);
});

test('a larger first share moves callers only towards it', () => {
  const before = splitFlow({ shares: { trial: 10, usual: 90 } });
  const after = splitFlow({ shares: { trial: 30, usual: 70 } });
  const stayed = callers.filter((caller) => goes(before, caller) === 'trial');
  expect(stayed.length).toBeGreaterThan(300);
  expect(stayed.every((caller) => goes(after, caller) === 'trial')).toBe(true);
});

test('a share of 0 gets nobody', () => {
  const flow = splitFlow({ shares: { trial: 0, usual: 100 } });
  expect(share(flow, 'trial')).toBe(0);
});

test.each([
  [{ shares: { trial: 80, usual: 30 } }, /add up to 100/],
  [{ shares: { trial: 100 } }, /at least two steps/],
  [{ weights: { trial: 0, usual: 0 } }, /more than 0/],
  [{ shares: { trial: 50, usual: 50 }, weights: { trial: 1, usual: 1 } }, /either "shares", in percent, or "weights"/],
  [{}, /either "shares", in percent, or "weights"/],
  [{ shares: { trial: 50, usul: 50 } }, /no step "usul"/],
])('%j is found wrong before any call', (wrong, message) => {
  expect(() => splitFlow(wrong)).toThrow(message);
});
