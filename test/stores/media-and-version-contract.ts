import type { FlowVersion } from '../../src/core/call/ids.ts';
import type { FlowVersionRecord } from '../../src/ports/flow-versions.ts';
import { type StoreKind, withStore } from './store-under-test.ts';

const hash = 'ab'.repeat(32);

/** Sounds by their content's hash. */
export function mediaStoreContract(kind: StoreKind<'media'>): void {
  describe(`sounds in ${kind.name}`, () => {
    test('a prompt that one instance put is served by another, byte for byte', () =>
      withStore(kind, async ({ media, another }) => {
        const bytes = Uint8Array.from({ length: 70_000 }, (_, n) => (n * 31) % 256);
        await media.put(hash, bytes);
        const elsewhere = (await another()).media;
        expect(await elsewhere.has(hash)).toBe(true);
        const served = await elsewhere.get(hash);
        expect(served && Buffer.compare(served, bytes)).toBe(0);
      }));

    test('an unknown hash is absent, not a fault', () =>
      withStore(kind, async ({ media }) => {
        expect(await media.has(hash)).toBe(false);
        expect(await media.get(hash)).toBeUndefined();
      }));

    test('many instances may put the same prompt at once', () =>
      withStore(kind, async ({ media, another }) => {
        const elsewhere = (await another()).media;
        const bytes = new Uint8Array([1, 2, 3]);
        await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 === 0 ? media : elsewhere).put(hash, bytes)));
        expect(await media.get(hash)).toEqual(bytes);
      }));

    test('what a caller is hearing is never changed under its hash', () =>
      withStore(kind, async ({ media }) => {
        const bytes = new Uint8Array([1, 2, 3]);
        await media.put(hash, bytes);
        bytes[0] = 9;
        await media.put(hash, new Uint8Array([7]));
        expect(await media.get(hash)).toEqual(new Uint8Array([1, 2, 3]));
      }));
  });
}

/** What a flow's version was compiled from (I6). */
export function flowVersionContract(kind: StoreKind<'versions'>): void {
  const record: FlowVersionRecord = {
    name: 'main-line',
    version: 'v-one' as FlowVersion, // A test's version need not be a hash.
    text: '{\r\n  // comments and line ends stay\n  "name": "Café ☎" }',
    surroundings: {
      contacts: { reception: { kind: 'user', id: '7e57ab1e-0000-4000-8000-000000000003' } },
      schedules: {
        office: {
          timeZone: 'Europe/Berlin',
          week: [[{ from: 480, to: 720 }], [], [], [], [], [], []],
          exceptions: [{ day: { kind: 'dates', from: '2026-12-24', to: '2026-12-24' }, written: '2026-12-24', hours: 'holiday' }],
          holidays: [{ name: 'Easter Monday', day: { kind: 'easter', orthodox: false, shift: 1 } }],
          override: { state: 'closed', until: '2026-01-06T08:00', reason: 'storm' },
        },
      },
      audio: { 'hello.wav': { hash, durationMs: 1_200 }, 'broken.wav': { problem: 'It is an MP3 file.' } },
    },
  };

  describe(`flow versions in ${kind.name}`, () => {
    test('a running call finds its flow again on another instance, to the letter', () =>
      withStore(kind, async ({ versions, another }) => {
        await versions.put(record);
        expect(await (await another()).versions.get('main-line', record.version)).toEqual(record);
      }));

    test('an unknown version or an unknown flow is absent', () =>
      withStore(kind, async ({ versions }) => {
        await versions.put(record);
        expect(await versions.get('other-line', record.version)).toBeUndefined();
        expect(await versions.get('main-line', 'v-two' as FlowVersion)).toBeUndefined(); // As above.
      }));

    test('a flow that carries a directory of ten thousand people is kept whole', () =>
      withStore(kind, async ({ versions, another }) => {
        const staff = Array.from({ length: 10_000 }, (_, n) => ({
          name: `Person ${n} Example`,
          extension: String(20_000 + n),
          to: { kind: 'user' as const, id: `7e57ab1e-0000-4000-8000-${String(n).padStart(12, '0')}` },
        }));
        const large = { ...record, surroundings: { ...record.surroundings, directories: { staff } } };
        await versions.put(large);
        expect(await (await another()).versions.get('main-line', record.version)).toEqual(large);
      }));

    test('a published version cannot be changed afterwards', () =>
      withStore(kind, async ({ versions }) => {
        await versions.put(record);
        await versions.put({ ...record, text: '{}' });
        expect((await versions.get('main-line', record.version))?.text).toBe(record.text);
      }));
  });
}
