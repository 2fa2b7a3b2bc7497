import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { KeyRing } from '../../ports/key-ring.ts';
import type { Register, RegisterEntry } from '../../ports/register.ts';
import { keyIdOf, open, seal } from './seal.ts';

/**
 * A register that cannot read what it keeps: numbers and variables of people lie in it for weeks. List, id, state and times
 * stay in the clear, because it is searched by them. What cannot be opened is `STORE_CORRUPT`, never an empty record.
 */
export function sealedRegister(register: Register, ring: KeyRing): Register {
  const opened = (entries: readonly RegisterEntry[]) => Promise.all(entries.map((entry) => unsealed(entry, ring)));
  return {
    get: async (list, id) => {
      const entry = await register.get(list, id);
      return entry && unsealed(entry, ring);
    },
    put: async ({ body, ...record }, version) => {
      const text = seal(body, nameOf(record), await ring.current());
      return register.put({ ...record, body: { sealed: text } }, version);
    },
    remove: (list, id) => register.remove(list, id),
    due: async (list, state, until, limit) => opened(await register.due(list, state, until, limit)),
    page: async (list, after, limit) => opened(await register.page(list, after, limit)),
    count: (list, state) => register.count(list, state),
  };
}

/** Bound to the seal, so that what was sealed for one person opens for no other. */
const nameOf = ({ list, id }: { readonly list: string; readonly id: string }): string => `${list}/${id}`;

const sealedBody = z.strictObject({ sealed: z.string() });

async function unsealed(entry: RegisterEntry, ring: KeyRing): Promise<RegisterEntry> {
  const read = sealedBody.safeParse(entry.body);
  const keyId = read.success ? keyIdOf(read.data.sealed) : undefined;
  const key = keyId === undefined ? undefined : await ring.byId(keyId);
  const body = read.success && key !== undefined ? open(read.data.sealed, nameOf(entry), key) : undefined;
  if (body !== undefined) return { ...entry, body };
  const why = key === undefined ? 'the key that it was sealed with is not there' : 'it has been changed, or belongs elsewhere';
  throw new Fault('STORE_CORRUPT', `A record of the register cannot be opened: ${why}.`);
}
