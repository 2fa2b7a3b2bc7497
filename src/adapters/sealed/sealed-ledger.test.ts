import { memoryKeys } from '../memory/memory-keys.ts';
import { memoryLedger } from '../memory/memory-ledger.ts';
import { keyRing } from './key-ring.ts';
import { sealedLedger } from './sealed-ledger.ts';

const clock = { now: () => 1_000 };
const expiresAt = 9_000;
const key = 'outbound-17';

const call = {
  id: '17',
  status: 'queued',
  line: 'desk',
  notBefore: 5,
  to: { kind: 'phone', number: '+441632960123' },
  vars: { when: 'Thursday' },
};

function aLedger() {
  const store = memoryLedger(clock);
  return { store, ledger: sealedLedger(store, keyRing(memoryKeys(), clock)) };
}

const raw = async ({ store }: ReturnType<typeof aLedger>, of = key): Promise<string> => JSON.stringify(await store.get(of));

test('whoever reads the store finds neither number nor variables, and the bot reads what it has kept', async () => {
  const both = aLedger();
  expect(await both.ledger.put(key, { value: call, expiresAt })).toBe('saved');
  expect(await raw(both)).not.toMatch(/1632960123|Thursday|when|phone/);
  expect(await both.ledger.get(key)).toMatchObject({ value: call, expiresAt });
});

test('how far a call is can be read in the store, of which line, and when it is due', async () => {
  const { store, ledger } = aLedger();
  await ledger.put(key, { value: call, expiresAt });
  expect((await store.get(key))?.value).toEqual({ status: 'queued', line: 'desk', notBefore: 5, sealed: expect.any(String) });
});

test('what somebody has changed in the clear is not believed', async () => {
  const { store, ledger } = aLedger();
  await ledger.put(key, { value: call, expiresAt });
  const kept = await store.get(key);
  await store.put(key, { value: { ...Object(kept?.value), status: 'cancelled' }, expiresAt }, kept?.version);
  expect((await ledger.get(key))?.value).toMatchObject({ status: 'queued' });
});

test('an entry of before there was sealing is read as it is, and sealed by its next write', async () => {
  const both = aLedger();
  await both.store.put(key, { value: call, expiresAt });
  const found = await both.ledger.get(key);
  expect(found?.value).toEqual(call);
  await both.ledger.put(key, { value: { ...call, status: 'placing' }, expiresAt }, found?.version);
  expect(await raw(both)).not.toContain('1632960123');
  expect((await both.ledger.get(key))?.value).toEqual({ ...call, status: 'placing' });
});

test('a number and a list are kept like anything else: nobody has to remember what is to be sealed', async () => {
  const both = aLedger();
  await both.ledger.put('n', { value: 4_711, expiresAt });
  await both.ledger.put('l', { value: ['ada'], expiresAt });
  expect([await raw(both, 'n'), await raw(both, 'l')].join()).not.toMatch(/4711|ada/);
  expect([(await both.ledger.get('n'))?.value, (await both.ledger.get('l'))?.value]).toEqual([4_711, ['ada']]);
});

test('what was sealed under another key, or whose key is lost, is a fault and not an empty entry', async () => {
  const { store, ledger } = aLedger();
  await ledger.put(key, { value: call, expiresAt });
  const kept = await store.get(key);
  await store.put('outbound-18', { value: kept?.value, expiresAt });
  await expect(ledger.get('outbound-18')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  const lost = sealedLedger(store, keyRing(memoryKeys(), clock));
  await expect(lost.get(key)).rejects.toThrow('the key that it was sealed with is not there');
});
