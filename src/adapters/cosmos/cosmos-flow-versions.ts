import { gunzipSync, gzipSync } from 'node:zlib';
import { z } from 'zod';
import { Fault } from '../../core/call/fault.ts';
import type { FlowVersionRecord, FlowVersionStore } from '../../ports/flow-versions.ts';
import type { Log } from '../../ports/log.ts';
import { unavailable } from './answer.ts';
import { maxDocumentBytes } from './containers.ts';
import type { CosmosItems } from './cosmos-items.ts';
import { repeated } from './repeat.ts';

/** What each flow version was compiled from. Immutable: creating one twice keeps the first, so it may be repeated freely (I6). */
export function cosmosFlowVersions(items: CosmosItems, log: Log): FlowVersionStore {
  return {
    put: async (record) => {
      const item = packed(record);
      // Before it is sent: the service's refusal would come after every attempt to publish it.
      if (Buffer.byteLength(JSON.stringify(item)) > maxDocumentBytes) throw tooLarge(record);
      const answer = await repeated('keep a flow version', log, () => items.create('keep a flow version', item));
      if (answer.kind !== 'done' && answer.kind !== 'exists') throw unavailable('keep a flow version', answer.kind);
    },
    get: async (name, version) => {
      const key = { id: version, partition: name };
      const answer = await repeated('read a flow version', log, () => items.read('read a flow version', key));
      if (answer.kind === 'missing') return undefined;
      if (answer.kind !== 'done') throw unavailable('read a flow version', answer.kind);
      return readRecord(name, version, unpacked(answer.body));
    },
  };
}

/** A directory of ten thousand people is a megabyte of text, and a tenth of it packed: what is large is packed. */
const packFrom = 200_000;

function packed(record: FlowVersionRecord) {
  const { name, version } = record;
  const text = JSON.stringify(record);
  if (text.length < packFrom) return { id: version, ...record };
  return { id: version, name, version, packed: gzipSync(text).toString('base64') };
}

function unpacked(stored: unknown): unknown {
  const read = packedRecord.safeParse(stored);
  if (!read.success) return stored;
  try {
    const record: unknown = JSON.parse(gunzipSync(Buffer.from(read.data.packed, 'base64')).toString('utf8'));
    return record;
  } catch {
    return undefined; // Not ours, or broken: the reader says so.
  }
}

const packedRecord = z.object({ packed: z.string() });

function tooLarge({ name }: FlowVersionRecord): Fault {
  const limit = Math.floor(maxDocumentBytes / 1_024);
  return new Fault('RECORD_TOO_LARGE', `The flow ${name} is longer than the ${limit} KB that Cosmos DB keeps: split it.`);
}

const storedRecord = z.object({
  name: z.string(),
  version: z.string(),
  text: z.string(),
  surroundings: z.looseObject({
    contacts: z.record(z.string(), z.looseObject({ kind: z.string() })),
    audio: z.record(z.string(), z.looseObject({})),
  }),
});

function readRecord(name: string, version: string, stored: unknown): FlowVersionRecord {
  const record = storedRecord.safeParse(stored);
  if (!record.success || record.data.name !== name || record.data.version !== version) {
    throw new Fault('STORE_CORRUPT', `Version ${version} of the flow ${name} cannot be read from Cosmos DB.`);
  }
  return record.data as unknown as FlowVersionRecord; // Our own writing; its frame has been checked above.
}
