import type { CallStore } from '../../src/ports/call-store.ts';
import { aCallDocument, aCallId } from './a-call-document.ts';
import { type StoreKind, withStore } from './store-under-test.ts';

const id = aCallId('7e57ab1e-1111-4000-8000-000000000001');

/** What the turn protocol leans on, for every store alike. Titles name the failure that each prevents. */
export function callStoreContract(kind: StoreKind<'calls'>): void {
  describe(`calls in ${kind.name}`, () => {
    test('a saved call comes back to the letter, with its lease, events and commands', () =>
      withStore(kind, async ({ calls }, clock) => {
        const document = aCallDocument(id, {
          lease: { owner: 'one', until: clock.now() + 5_000 },
          wakeAt: clock.now() + 9_000,
          expiresAt: clock.now() + 86_400_000,
        });
        const created = await calls.create(document);
        expect(created.kind).toBe('created');
        expect(await calls.load(id)).toEqual({ kind: 'found', document, version: versionOf(created) });
      }));

    test('an unknown call is missing, not a fault', () =>
      withStore(kind, async ({ calls }) => {
        expect(await calls.load(id)).toEqual({ kind: 'missing' });
      }));

    test('a repeated incoming notification cannot start the call anew', () =>
      withStore(kind, async ({ calls }) => {
        const first = aCallDocument(id, { call: { epoch: 7 } });
        const created = await calls.create(first);
        const stored = { document: first, version: versionOf(created) };
        // Whether a store says what stands there is its own affair; if it does, it must be true.
        expect([{ kind: 'exists' }, { kind: 'exists', stored }]).toContainEqual(await calls.create(aCallDocument(id)));
        expect(await calls.load(id)).toEqual({ kind: 'found', document: first, version: versionOf(created) });
      }));

    test('twenty instances that hear of one new call create it once', () =>
      withStore(kind, async ({ calls, another }) => {
        const other = (await another()).calls;
        const results = await Promise.all(
          twenty((n) => (n % 2 === 0 ? calls : other).create(aCallDocument(id, { call: { epoch: n } }))),
        );
        expect(results.filter((result) => result.kind === 'created')).toHaveLength(1);
      }));

    test('of two instances that decided on the same state one is overtaken, and its decision leaves no trace', () =>
      withStore(kind, async ({ calls, another }) => {
        const other = (await another()).calls;
        const version = versionOf(await calls.create(aCallDocument(id)));
        const winner = aCallDocument(id, { call: { epoch: 2 } });
        const saved = await other.replace(winner, version);
        expect(saved.kind).toBe('saved');
        expect(await calls.replace(aCallDocument(id, { call: { epoch: 3 } }), version)).toEqual({ kind: 'overtaken' });
        expect(await calls.load(id)).toEqual({ kind: 'found', document: winner, version: versionOf(saved) });
      }));

    test('of twenty racing instances exactly one wins', () =>
      withStore(kind, async ({ calls, another }) => {
        const other = (await another()).calls;
        const version = versionOf(await calls.create(aCallDocument(id)));
        const results = await Promise.all(
          twenty((n) => (n % 2 === 0 ? calls : other).replace(aCallDocument(id, { call: { epoch: n } }), version)),
        );
        const winner = results.findIndex((result) => result.kind === 'saved');
        expect(results.filter((result) => result.kind === 'saved')).toHaveLength(1);
        expect(results.filter((result) => result.kind === 'overtaken')).toHaveLength(19);
        expect(await epochOf(calls)).toBe(winner);
      }));

    test('twenty instances that retry when overtaken lose none of their events', () =>
      withStore(kind, async ({ calls, another }) => {
        const other = (await another()).calls;
        await calls.create(aCallDocument(id, { inbox: [] }));
        await Promise.all(twenty((n) => deliver(n % 2 === 0 ? calls : other, n)));
        const loaded = await calls.load(id);
        const sequences =
          loaded.kind === 'found' ? loaded.document.inbox.map((event) => 'sequence' in event && event.sequence) : [];
        expect(sequences.toSorted((a, b) => Number(a) - Number(b))).toEqual(Array.from({ length: 20 }, (_, n) => n));
      }));

    test('writing back the very same document is a write too, and overtakes others', () =>
      withStore(kind, async ({ calls }) => {
        const document = aCallDocument(id);
        const first = versionOf(await calls.create(document));
        const second = versionOf(await calls.replace(document, first));
        expect(second).not.toBe(first);
        expect(await calls.replace(document, first)).toEqual({ kind: 'overtaken' });
      }));

    test('a version from before a call expired does not fit the call that was created in its place', () =>
      withStore(kind, async ({ calls }, clock) => {
        const expiring = aCallDocument(id, { expiresAt: clock.now() + 1_000 });
        const versions = [versionOf(await calls.create(expiring))];
        for (let life = 0; life < 5; life++) {
          clock.advance(1_000);
          versions.push(versionOf(await calls.create(aCallDocument(id, { expiresAt: clock.now() + 1_000 }))));
        }
        expect(new Set(versions).size).toBe(6);
        for (const old of versions.slice(0, -1)) {
          expect(await calls.replace(aCallDocument(id), old)).toEqual({ kind: 'overtaken' });
        }
      }));

    test('a call that never was cannot be saved into being', () =>
      withStore(kind, async ({ calls }) => {
        const other = aCallId('7e57ab1e-1111-4000-8000-000000000002');
        const version = versionOf(await calls.create(aCallDocument(other)));
        expect(await calls.replace(aCallDocument(id), version)).toEqual({ kind: 'overtaken' });
        expect(await calls.load(id)).toEqual({ kind: 'missing' });
      }));

    test('a version that this store never gave is an ordinary overtaking', () =>
      withStore(kind, async ({ calls }) => {
        await calls.create(aCallDocument(id));
        expect(await calls.replace(aCallDocument(id), "' OR 1=1 --")).toEqual({ kind: 'overtaken' });
      }));

    test('an expired call is absent at its very millisecond, whether or not it has been purged', () =>
      withStore(kind, async ({ calls }, clock) => {
        const expiresAt = clock.now() + 1_000;
        const version = versionOf(await calls.create(aCallDocument(id, { expiresAt, wakeAt: clock.now() })));
        clock.advance(999);
        expect((await calls.load(id)).kind).toBe('found');
        clock.advance(1);
        expect(await calls.load(id)).toEqual({ kind: 'missing' });
        expect(await calls.due(clock.now(), 10)).toEqual([]);
        expect(await calls.replace(aCallDocument(id), version)).toEqual({ kind: 'overtaken' });
      }));

    test('a call whose expiry was taken back stays', () =>
      withStore(kind, async ({ calls }, clock) => {
        const version = versionOf(await calls.create(aCallDocument(id, { expiresAt: clock.now() + 1_000 })));
        await calls.replace(aCallDocument(id), version);
        clock.advance(2_000);
        expect((await calls.load(id)).kind).toBe('found');
      }));

    test('the most overdue call is woken first, and the limit keeps the rest for the next sweep', () =>
      withStore(kind, async ({ calls }, clock) => {
        const now = clock.now();
        const late = [30, 10, 50, 20, 40];
        for (const ms of late) await calls.create(aCallDocument(aCallId(`call-${ms}`), { wakeAt: now - ms }));
        expect(await calls.due(now, 10)).toEqual(['call-50', 'call-40', 'call-30', 'call-20', 'call-10']);
        expect(await calls.due(now, 2)).toEqual(['call-50', 'call-40']);
        expect(await calls.due(now, 0)).toEqual([]);
      }));

    test('a call is due from its wakeAt on and not a millisecond earlier', () =>
      withStore(kind, async ({ calls }, clock) => {
        const wakeAt = clock.now() + 5_000;
        await calls.create(aCallDocument(id, { wakeAt }));
        expect(await calls.due(wakeAt - 1, 10)).toEqual([]);
        expect(await calls.due(wakeAt, 10)).toEqual([id]);
      }));

    test('a call that was looked after is not woken for its old wakeAt', () =>
      withStore(kind, async ({ calls }, clock) => {
        const version = versionOf(await calls.create(aCallDocument(id, { wakeAt: clock.now() })));
        await calls.replace(aCallDocument(id, { wakeAt: clock.now() + 60_000 }), version);
        expect(await calls.due(clock.now(), 10)).toEqual([]);
      }));

    test('a call that ended is never due again', () =>
      withStore(kind, async ({ calls }, clock) => {
        const version = versionOf(await calls.create(aCallDocument(id, { wakeAt: clock.now() - 1 })));
        await calls.replace(aCallDocument(id, { expiresAt: clock.now() + 86_400_000 }), version);
        expect(await calls.due(clock.now() + 3_600_000, 10)).toEqual([]);
      }));

    test('changing a document after it was saved changes nothing in the store', () =>
      withStore(kind, async ({ calls }) => {
        const vars: Record<string, string> = { account: 'before' };
        await calls.create(aCallDocument(id, { call: { vars } }));
        vars.account = 'after';
        const loaded = await calls.load(id);
        expect(loaded.kind === 'found' && loaded.document.call.vars).toEqual({ account: 'before' });
      }));

    test('an open store says that it can be written', () =>
      withStore(kind, async ({ calls }) => {
        expect(await calls.ping()).toBe(true);
      }));
  });
}

function twenty<Result>(one: (n: number) => Promise<Result>): Promise<Result>[] {
  return Array.from({ length: 20 }, (_, n) => one(n));
}

/** Appends one event as `takeTurn` does: load, decide, save, again when overtaken. */
async function deliver(calls: CallStore, sequence: number): Promise<void> {
  for (let attempt = 0; attempt < 50; attempt++) {
    const loaded = await calls.load(id);
    if (loaded.kind === 'missing') throw new Error('The call is gone.');
    const event = { kind: 'tonePressed', callId: id, tone: '1', sequence } as const;
    const saved = await calls.replace({ ...loaded.document, inbox: [...loaded.document.inbox, event] }, loaded.version);
    if (saved.kind === 'saved') return;
  }
  throw new Error('Overtaken fifty times.');
}

async function epochOf(calls: CallStore): Promise<number | undefined> {
  const loaded = await calls.load(id);
  return loaded.kind === 'found' ? loaded.document.call.epoch : undefined;
}

function versionOf(written: { readonly kind: string; readonly version?: string }): string {
  if (written.version === undefined) throw new Error(`Expected a write, got ${written.kind}.`);
  return written.version;
}
