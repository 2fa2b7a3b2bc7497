import { openEmbeddedStore } from '../../src/adapters/embedded/open-embedded-store.ts';
import { silentLog } from '../../src/ports/log.ts';
import { aCallDocument, aCallId } from './a-call-document.ts';

/**
 * A second process at the embedded store, told by its arguments what to do; embedded-processes.test.ts starts it.
 *
 * `count DIR TIMES`: adds TIMES events to one call, retrying when overtaken, and prints how often it was.
 * `write DIR`: creates call after call until it is killed, printing the id of each one that was answered.
 * `open DIR`: opens the store and prints `open`.
 */
async function main(what: string | undefined, dir: string | undefined, times: string | undefined): Promise<void> {
  if (dir === undefined) throw new Error('Which folder?');
  const store = openEmbeddedStore({ dir, log: silentLog });
  if (what === 'count') await count(Number(times));
  else if (what === 'write') await write();
  else console.log('open');
  await store.close();

  async function count(rounds: number): Promise<void> {
    const id = aCallId('shared');
    let overtaken = 0;
    for (let round = 0; round < rounds; ) {
      const loaded = await store.calls.load(id);
      if (loaded.kind === 'missing') throw new Error('The shared call is missing.');
      const entries = loaded.document.call.entries + 1;
      const saved = await store.calls.replace(aCallDocument(id, { call: { entries } }), loaded.version);
      if (saved.kind === 'saved') round++;
      else overtaken++;
    }
    console.log(overtaken);
  }

  async function write(): Promise<void> {
    for (let n = 0; ; n++) {
      const created = await store.calls.create(aCallDocument(aCallId(`call-${n}`)));
      if (created.kind === 'created') process.stdout.write(`call-${n}\n`);
      if (n % 20 === 0) await new Promise(setImmediate); // Lets the pipe drain.
    }
  }
}

void main(process.argv[2], process.argv[3], process.argv[4]);
