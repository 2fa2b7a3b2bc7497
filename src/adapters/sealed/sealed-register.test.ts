import type { KeyFiles } from '../../ports/key-ring.ts';
import { memoryRegister } from '../memory/memory-register.ts';
import { keyRing } from './key-ring.ts';
import { keyedHash } from './keyed-hash.ts';
import { sealedRegister } from './sealed-register.ts';

const clock = { now: () => 1_000 };
const number = '+441632960123';

function keys(): KeyFiles & { readonly texts: Map<string, string> } {
  const texts = new Map<string, string>();
  return {
    texts,
    names: async () => [...texts.keys()],
    read: async (name) => texts.get(name),
    create: async (name, text) => {
      if (!texts.has(name)) texts.set(name, text);
    },
  };
}

const record = { list: 'people-1', id: 'a', state: 'waiting', dueAt: 5, body: { to: { kind: 'phone', number } } };

test('whoever reads the store finds no number, and the bot reads what it has kept', async () => {
  const store = memoryRegister(clock);
  const register = sealedRegister(store, keyRing(keys(), clock));
  await register.put(record);
  expect(JSON.stringify(await store.page('people-1', '', 9))).not.toContain('1632960123');
  expect(await register.get('people-1', 'a')).toMatchObject(record);
  expect(await register.due('people-1', 'waiting', 9, 9)).toMatchObject([record]);
});

test('a record that was sealed for somebody else, or with a lost key, is a fault and nobody', async () => {
  const store = memoryRegister(clock);
  const register = sealedRegister(store, keyRing(keys(), clock));
  await register.put(record);
  const kept = await store.get('people-1', 'a');
  await store.put({ ...record, id: 'b', body: kept?.body });
  await expect(register.get('people-1', 'b')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
  const other = sealedRegister(store, keyRing(keys(), clock));
  await expect(other.get('people-1', 'a')).rejects.toMatchObject({ code: 'STORE_CORRUPT' });
});

test('a number has the same name on every instance and with every start, and another one with another key', async () => {
  const files = keys();
  const [one, another, elsewhere] = [keyedHash(files), keyedHash(files), keyedHash(keys())];
  const name = await one.nameOf(`phone ${number}`);
  expect(name).toMatch(/^[0-9a-f]{40}$/);
  expect(await another.nameOf(`phone ${number}`)).toBe(name);
  expect(await elsewhere.nameOf(`phone ${number}`)).not.toBe(name);
  expect(await elsewhere.keyId()).not.toBe(await one.keyId());
  expect([...files.texts.keys()]).toEqual(['names.json']);
});
