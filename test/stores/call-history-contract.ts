import { type FlowVersion, stepName } from '../../src/core/call/ids.ts';
import type { CallRecord } from '../../src/ports/call-history.ts';
import { aCallId } from './a-call-document.ts';
import { type StoreKind, withStore } from './store-under-test.ts';

const start = Date.UTC(2027, 0, 4, 9, 0);

function aRecord(name: string, members: Partial<CallRecord> = {}): CallRecord {
  return {
    callId: aCallId(name),
    line: 'main',
    flow: 'main-line',
    version: 'f00d' as FlowVersion, // A test's version need not be a hash.
    startedAt: start,
    answeredAt: start + 900,
    endedAt: start + 60_000,
    outcome: 'transferred',
    code: 0,
    subcode: 7015,
    path: [stepName('welcome'), stepName('main'), stepName('sales')],
    tags: [{ step: stepName('sales'), outcome: 'reachedSales', labels: { tier: 'gold', visits: 3, new: false } }],
    ...members,
  };
}

/** One record for each call that ended. */
export function callHistoryContract(kind: StoreKind<'history'>): void {
  describe(`call history in ${kind.name}`, () => {
    test('a record comes back to the letter on another instance', () =>
      withStore(kind, async ({ history, another }) => {
        await history.append(aRecord('one'));
        expect(await (await another()).history.latest(10)).toEqual([aRecord('one')]);
      }));

    test('a call that nobody answered has no time of answer and no code', () =>
      withStore(kind, async ({ history }) => {
        const { answeredAt: _, code: _code, subcode: _subcode, tags: _tags, ...bare } = aRecord('one', { path: [] });
        await history.append(bare);
        expect(await history.latest(10)).toEqual([bare]);
      }));

    test('a job that is done twice records the call once, as it was the first time', () =>
      withStore(kind, async ({ history, another }) => {
        const elsewhere = (await another()).history;
        await history.append(aRecord('one'));
        await elsewhere.append(aRecord('one', { outcome: 'failed' }));
        expect(await history.latest(10)).toEqual([aRecord('one')]);
      }));

    test('the latest end comes first, and no more than was asked for', () =>
      withStore(kind, async ({ history }) => {
        for (const [name, late] of [
          ['b', 2],
          ['a', 3],
          ['c', 1],
        ] as const) {
          await history.append(aRecord(name, { endedAt: start + late * 1_000, startedAt: start - late * 86_400_000 }));
        }
        expect((await history.latest(10)).map((record) => record.callId)).toEqual(['a', 'b', 'c']);
        expect((await history.latest(2)).map((record) => record.callId)).toEqual(['a', 'b']);
        expect(await history.latest(0)).toEqual([]);
      }));
  });
}
