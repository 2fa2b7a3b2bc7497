import { type StoreKind, withStore } from './store-under-test.ts';

const day = 86_400_000;

/** Small facts that outlive a call. */
export function ledgerContract(kind: StoreKind<'ledger'>): void {
  describe(`the ledger in ${kind.name}`, () => {
    test('what one instance noted down, another one knows', () =>
      withStore(kind, async ({ ledger, another }, clock) => {
        expect(await ledger.get('hunt-1')).toBeUndefined();
        const fact = { value: { cursor: 3, taken: { ada: 17 } }, expiresAt: clock.now() + day };
        expect(await ledger.put('hunt-1', fact)).toBe('saved');
        expect(await (await another()).ledger.get('hunt-1')).toMatchObject(fact);
      }));

    test('two calls at the same moment do not get the same turn: one of them looks again', () =>
      withStore(kind, async ({ ledger, another }, clock) => {
        const expiresAt = clock.now() + day;
        await ledger.put('hunt-1', { value: 0, expiresAt });
        const elsewhere = (await another()).ledger;
        const seen = await Promise.all([ledger.get('hunt-1'), elsewhere.get('hunt-1')]);
        const outcomes = await Promise.all([
          ledger.put('hunt-1', { value: 1, expiresAt }, seen[0]?.version),
          elsewhere.put('hunt-1', { value: 2, expiresAt }, seen[1]?.version),
        ]);
        expect([...outcomes].sort()).toEqual(['overtaken', 'saved']);
      }));

    test('an entry that is there is not created a second time', () =>
      withStore(kind, async ({ ledger }, clock) => {
        const expiresAt = clock.now() + day;
        await ledger.put('pin-1', { value: 1, expiresAt });
        expect(await ledger.put('pin-1', { value: 2, expiresAt })).toBe('overtaken');
        expect((await ledger.get('pin-1'))?.value).toBe(1);
      }));

    test('a lock-out ends by itself: expired means absent, and its place is free', () =>
      withStore(kind, async ({ ledger }, clock) => {
        await ledger.put('pin-1', { value: 'locked', expiresAt: clock.now() + 60_000 });
        const { version } = (await ledger.get('pin-1')) ?? {};
        clock.advance(60_000);
        expect(await ledger.get('pin-1')).toBeUndefined();
        const fact = { value: 'again', expiresAt: clock.now() + 60_000 };
        expect(await ledger.put('pin-1', fact)).toBe('saved');
        expect(await ledger.put('pin-1', fact, version)).toBe('overtaken');
      }));
  });
}
