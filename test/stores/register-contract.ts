import type { RegisterRecord } from '../../src/ports/register.ts';
import { type StoreKind, withStore } from './store-under-test.ts';

const day = 86_400_000;

function aRecord(id: string, more: Partial<RegisterRecord> = {}): RegisterRecord {
  return { list: 'people-1', id, state: 'waiting', dueAt: 5, body: { row: id }, ...more };
}

/** Many small records in lists. */
export function registerContract(kind: StoreKind<'register'>): void {
  describe(`the register in ${kind.name}`, () => {
    test('what one instance has kept, another one finds, and only in its list', () =>
      withStore(kind, async ({ register, another }, clock) => {
        expect(await register.get('people-1', 'a')).toBeUndefined();
        const record = aRecord('a', { expiresAt: clock.now() + day });
        expect(await register.put(record)).toBe('saved');
        expect(await (await another()).register.get('people-1', 'a')).toMatchObject(record);
        expect(await register.get('people-2', 'a')).toBeUndefined();
      }));

    test('of two instances that take the same person one is overtaken, so one telephone rings once', () =>
      withStore(kind, async ({ register, another }) => {
        await register.put(aRecord('a'));
        const elsewhere = (await another()).register;
        const seen = await Promise.all([register.get('people-1', 'a'), elsewhere.get('people-1', 'a')]);
        const outcomes = await Promise.all([
          register.put(aRecord('a', { state: 'calling' }), seen[0]?.version),
          elsewhere.put(aRecord('a', { state: 'calling' }), seen[1]?.version),
        ]);
        expect([...outcomes].sort()).toEqual(['overtaken', 'saved']);
      }));

    test('a record that is there is not created a second time, and one that is gone is not replaced', () =>
      withStore(kind, async ({ register }) => {
        await register.put(aRecord('a', { body: 1 }));
        expect(await register.put(aRecord('a', { body: 2 }))).toBe('overtaken');
        const entry = await register.get('people-1', 'a');
        expect(entry?.body).toBe(1);
        await register.remove('people-1', 'a');
        await register.remove('people-1', 'a');
        expect(await register.get('people-1', 'a')).toBeUndefined();
        expect(await register.put(aRecord('a'), entry?.version)).toBe('overtaken');
        expect(await register.put(aRecord('a'))).toBe('saved');
      }));

    test('whoever has waited longest is found first, in the state that is asked for, and nobody too early', () =>
      withStore(kind, async ({ register }) => {
        await register.put(aRecord('a', { dueAt: 30 }));
        await register.put(aRecord('b', { dueAt: 10 }));
        await register.put(aRecord('c', { dueAt: 31 }));
        await register.put(aRecord('d', { dueAt: 20, state: 'done' }));
        await register.put(aRecord('e', { dueAt: 1, list: 'people-2' }));
        const ids = async (until: number, limit: number, state = 'waiting') =>
          (await register.due('people-1', state, until, limit)).map(({ id }) => id);
        expect(await ids(30, 10)).toEqual(['b', 'a']);
        expect(await ids(99, 1)).toEqual(['b']);
        expect(await ids(99, 10, 'done')).toEqual(['d']);
        expect(await register.count('people-1', 'waiting')).toBe(3);
        expect(await register.count('people-1', 'calling')).toBe(0);
      }));

    test('a long list is read page by page, each record once', () =>
      withStore(kind, async ({ register }) => {
        for (const id of ['c', 'a', 'e', 'b', 'd']) await register.put(aRecord(id));
        await register.put(aRecord('bb', { list: 'people-2' }));
        const ids = async (after: string) => (await register.page('people-1', after, 2)).map(({ id }) => id);
        expect([await ids(''), await ids('b'), await ids('d'), await ids('e')]).toEqual([['a', 'b'], ['c', 'd'], ['e'], []]);
      }));

    test('expired means absent, for every question, and its place is free', () =>
      withStore(kind, async ({ register }, clock) => {
        await register.put(aRecord('a', { expiresAt: clock.now() + 1_000 }));
        await register.put(aRecord('b'));
        const { version } = (await register.get('people-1', 'a')) ?? {};
        clock.advance(1_000);
        expect(await register.get('people-1', 'a')).toBeUndefined();
        expect((await register.due('people-1', 'waiting', 99, 9)).map(({ id }) => id)).toEqual(['b']);
        expect((await register.page('people-1', '', 9)).map(({ id }) => id)).toEqual(['b']);
        expect(await register.count('people-1', 'waiting')).toBe(1);
        expect(await register.put(aRecord('a'))).toBe('saved');
        expect(await register.put(aRecord('a'), version)).toBe('overtaken');
      }));
  });
}
