import { Fault } from '../../core/call/fault.ts';
import type { Destination } from '../../core/call/party.ts';
import type { DoNotCallDesk, DoNotCallEntry } from '../../ports/campaigns.ts';
import { readDoNotCall } from '../../ports/read-campaign.ts';
import type { CampaignPorts } from './campaign-ports.ts';

/**
 * Who is not to be called: by campaigns, by single calls, and by call backs that somebody else has asked for.
 *
 * 1. The list holds keyed hashes and no numbers: whoever reads the store learns nobody's.
 * 2. A list whose key was lost is no empty list: its key's name stands in it, and with another key nobody is called.
 * 3. Entries stay until somebody removes them.
 */
const list = 'do-not-call';
const keyList = 'do-not-call-key';

type Ports = Pick<CampaignPorts, 'register' | 'names' | 'clock'>;

/** Names a person in lists, and says nothing of them to whoever lacks the key. */
export function nameOfPerson({ names }: Pick<Ports, 'names'>, to: Destination): Promise<string> {
  return names.nameOf(to.kind === 'phone' ? `phone ${to.number}` : `${to.kind} ${to.id}`);
}

/** Throws `Fault` when nobody can say: whoever may not be called is not called by mistake. */
export async function isListed(ports: Ports, to: Destination): Promise<boolean> {
  await checkKey(ports);
  return (await ports.register.get(list, await nameOfPerson(ports, to))) !== undefined;
}

/** Listing somebody twice is listing them once. */
export async function listPerson(ports: Ports, to: Destination, by: string): Promise<DoNotCallEntry> {
  await checkKey(ports);
  const id = await nameOfPerson(ports, to);
  const entry: DoNotCallEntry = { id, since: ports.clock.now(), by };
  if ((await ports.register.put({ list, id, state: 'listed', dueAt: 0, body: entry })) === 'saved') return entry;
  const known = readDoNotCall((await ports.register.get(list, id))?.body);
  if (known !== undefined) return known;
  throw new Fault('OVERTAKEN', 'The do-not-call list is changed too often.', { retryable: true });
}

export function doNotCallDesk(ports: Ports): DoNotCallDesk {
  return {
    add: (people) => eachOf(people, (to) => listPerson(ports, to, 'api')),
    look: async (people) => {
      await checkKey(ports);
      return eachOf(people, async (to) => {
        const id = await nameOfPerson(ports, to);
        const entry = readDoNotCall((await ports.register.get(list, id))?.body);
        return entry === undefined ? { id } : { id, entry };
      });
    },
    page: async (after, limit) =>
      (await ports.register.page(list, after, limit)).flatMap(({ body }) => readDoNotCall(body) ?? []),
    remove: (id) => ports.register.remove(list, id),
  };
}

async function checkKey({ register, names }: Ports): Promise<void> {
  const keyId = await names.keyId();
  const [first] = await register.page(keyList, '', 1);
  if (first === undefined) await register.put({ list: keyList, id: keyId, state: 'key', dueAt: 0, body: {} });
  const [kept] = first === undefined ? await register.page(keyList, '', 1) : [first];
  if (kept?.id !== keyId)
    throw new Fault('STORE_CORRUPT', 'The key of the do-not-call list is not the one that the list was made with.');
}

/** A thousand one after the other take long, and all at once ask too much of a store. */
const together = 16;

export async function eachOf<Item, Result>(
  items: readonly Item[],
  work: (item: Item, index: number) => Promise<Result>,
): Promise<readonly Result[]> {
  const results: Result[] = [];
  for (let from = 0; from < items.length; from += together)
    results.push(...(await Promise.all(items.slice(from, from + together).map((item, index) => work(item, from + index)))));
  return results;
}
