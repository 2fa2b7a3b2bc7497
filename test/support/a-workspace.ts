import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openFlowFolder } from '../../src/adapters/flow-folder/flow-folder.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import { openPublishing, type PublishingOptions } from '../../src/app/publishing/open-publishing.ts';
import { publishedFlows } from '../../src/app/publishing/published-flows.ts';
import type { Party } from '../../src/core/call/party.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import type { FlowsAtHand } from '../../src/ports/flow-store.ts';
import { type Log, silentLog } from '../../src/ports/log.ts';
import type { Actor, DraftTexts, Publishing, PublishOrder, PublishOutcome } from '../../src/ports/publishing.ts';
import type { Stores, TestClock } from '../stores/store-under-test.ts';

export const ada: Actor = { kind: 'user', id: '0a1b2c3d-0009-4567-89ab-cdef01234567', name: 'ada@contoso.example' };
export const bob: Actor = { kind: 'user', id: '0a1b2c3d-0010-4567-89ab-cdef01234567', name: 'bob@contoso.example' };

export const dialled: Party = { kind: 'unknown' };
export const phone = (number: string): Party => ({ kind: 'phone', number });

/** A workspace of two lines and two flows; the titles tell versions apart. */
export function aWorkspace({ main = 'Main', night = 'Night' } = {}): DraftTexts {
  const flow = (title: string) =>
    JSON.stringify({
      specVersion: 1,
      name: title,
      languages: ['en-US'],
      start: 'bye',
      steps: { bye: { type: 'hangup', prompt: 'Goodbye now.' } },
    });
  const account = '7e57ab1e-0000-4bbb-8ccc-ddddeeeeffff';
  const lines = { main: { flow: 'main', operator: 'desk' }, night: { flow: 'night', applicationInstance: account } };
  return {
    files: {
      'lines.jsonc': JSON.stringify({ lines, default: 'main' }),
      'contacts.jsonc': JSON.stringify({ contacts: { desk: { phone: '+441632960111' } } }),
      'main/flow.jsonc': flow(main),
      'night/flow.jsonc': flow(night),
    },
    audio: {},
  };
}
export const nightLine: Party = { kind: 'applicationInstance', id: '7e57ab1e-0000-4bbb-8ccc-ddddeeeeffff' };

/** An admin's desk over a store: saves a draft and publishes it in one go. */
export interface Desk extends Publishing {
  /** Saves over whatever draft there is, then publishes it. */
  release(draft: DraftTexts, order?: Partial<PublishOrder>, actor?: Actor): Promise<PublishOutcome>;
}

let salts = 0;

export function aDesk(
  stores: Pick<Stores, 'workspace' | 'versions'>,
  clock: Pick<TestClock, 'now'>,
  more: Partial<Pick<PublishingOptions, 'runTests' | 'media'>> = {},
): Desk {
  const { workspace, versions } = stores;
  const media = openMemoryStore().media;
  const newSalt = () => `salt-${++salts}`;
  const publishing = openPublishing({ media, workspace, versions, fitWav, kits: stepKits, clock, newSalt, ...more });
  return {
    ...publishing,
    release: async (draft, order = {}, actor = ada) => {
      const saved = await publishing.saveDraft(draft, (await publishing.overview()).draft?.etag, actor);
      if (saved.kind !== 'saved') throw new Error(`The draft was not saved: ${saved.words}`);
      return publishing.publish({ message: 'A test', ...order, etag: saved.etag }, actor);
    },
  };
}

export interface Instance {
  readonly flows: FlowsAtHand;
  /** The title of the flow that a call gets, or why it gets none. */
  answers(called?: Party, caller?: Party): Promise<string>;
}

/** An instance of the bot that answers with what is published; its own folder holds a flow called "Folder". */
export async function anInstance(
  stores: Pick<Stores, 'workspace' | 'versions'>,
  clock: TestClock,
  log: Log = silentLog,
): Promise<Instance & AsyncDisposable> {
  const dir = mkdtempSync(join(tmpdir(), 'teams-ivr-published-'));
  writeFileSync(join(dir, 'lines.jsonc'), '{ "lines": {} }');
  const { media } = openMemoryStore();
  const { versions, workspace } = stores;
  const folder = await openFlowFolder({ dir, kits: stepKits, fitWav, media, versions, log: silentLog });
  const inFolder: FlowsAtHand = { ...folder, forIncoming: async () => ({ kind: 'noFlow', why: 'the folder' }) };
  const flows = await publishedFlows({ workspace, folder: inFolder, clock, log });
  return {
    flows,
    answers: async (called = dialled, caller) => {
      const found = await flows.forIncoming(called, caller);
      return found.kind === 'found' ? found.flow.title : found.why;
    },
    [Symbol.asyncDispose]: async () => {
      await folder.close();
      rmSync(dir, { recursive: true });
    },
  };
}
