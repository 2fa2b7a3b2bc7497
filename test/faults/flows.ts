import { join } from 'node:path';
import { openFlowFolder } from '../../src/adapters/flow-folder/flow-folder.ts';
import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { fitWav } from '../../src/adapters/prompts/fit-wav.ts';
import { promptLibrary } from '../../src/adapters/prompts/prompt-library.ts';
import type { FlowVersion } from '../../src/core/call/ids.ts';
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import { stepKits } from '../../src/core/steps/registry.ts';
import { silentLog } from '../../src/ports/log.ts';
import type { PromptLibrary } from '../../src/ports/prompts.ts';
import { aFlow, contacts } from '../support/a-flow.ts';

export type FlowName = 'main-line' | 'digits' | 'everything' | 'hunt' | 'several' | 'reminder';

/** What all seeds of one process share, because it is costly to make and never changes. */
export interface Shelf {
  readonly flows: { readonly [Name in FlowName]: { readonly first: CompiledFlow; readonly second: CompiledFlow } };
  readonly prompts: PromptLibrary;
}

export const botOrigin = 'https://bot.simulator.invalid';

let shelf: Promise<Shelf> | undefined;

export function openShelf(): Promise<Shelf> {
  shelf ??= fill();
  return shelf;
}

async function fill(): Promise<Shelf> {
  const store = openMemoryStore();
  const folder = await openFlowFolder({
    dir: join(process.cwd(), 'flows'),
    kits: stepKits,
    fitWav,
    media: store.media,
    versions: store.versions,
    log: silentLog,
  });
  const mainLine = await folder.current('main-line');
  await folder.close();
  if (mainLine === undefined) throw new Error('The shipped main line does not compile.');
  const prompts = promptLibrary({ media: store.media, baseUrl: botOrigin, captions: true });
  return {
    flows: {
      'main-line': published(mainLine),
      digits: published(digits()),
      everything: published(everything()),
      hunt: published(hunt()),
      several: published(several()),
      reminder: published(reminder()),
    },
    prompts,
  };
}

/** What every text of the second version ends with. */
export const secondWords = 'This is the second version.';

/** A flow, and the version of it that is published while calls are going on: the same steps, other words. */
function published(first: CompiledFlow): { readonly first: CompiledFlow; readonly second: CompiledFlow } {
  const prompts = Object.fromEntries(
    Object.entries(first.prompts).map(([name, definition]) => [
      name,
      Object.fromEntries(
        Object.entries(definition).map(([language, entries]) => [
          language,
          entries.map((entry) => ({ ...entry, text: `${entry.text} ${secondWords}` })),
        ]),
      ),
    ]),
  );
  return { first, second: { ...first, version: 'v2' as FlowVersion, prompts } }; // A test's version needs no hash.
}

/**
 * Every key that a caller presses here can be accounted for: nothing is flushed, and no time-out comes before the keys
 * of a caller who is at it.
 */
function digits(): CompiledFlow {
  const patient = { minDigits: 1, maxDigits: 40, timeout: '20s', interDigitTimeout: '15s', maxAttempts: 2 };
  return aFlow(
    {
      first: { type: 'collect', prompt: 'Enter your first number.', into: 'first', next: 'second', ...patient },
      second: { type: 'collect', prompt: 'Now the second one.', into: 'second', next: 'bye', ...patient },
      bye: { type: 'hangup', prompt: 'Thank you.' },
    },
    { vars: { first: { type: 'string' }, second: { type: 'string' } } },
  );
}

/** Whom the flows `hunt` and `several` ring. */
export const rung: readonly string[] = [contacts.reception.id, contacts.plumber.number, contacts.support.id];

/** Calls that the call places: people are rung one after the other, or together, and one of them is joined with the caller. */
function hunt(): CompiledFlow {
  const targets = ['reception', 'plumber', 'support'];
  const whileWaiting = 'Please hold the line. We are looking for somebody who can help you.';
  return aFlow({
    main: {
      type: 'menu',
      prompt: 'Press 1 for one after the other, 2 for all together.',
      timeout: '3s',
      maxAttempts: 2,
      options: { '1': 'inTurn', '2': 'together' },
      on: { maxAttempts: 'inTurn' },
    },
    inTurn: { type: 'hunt', targets, ringTimeout: '10s', whisper: 'A customer.', whileWaiting, on: { noAnswer: 'together' } },
    together: { type: 'hunt', strategy: 'simultaneous', targets, ringTimeout: '15s', whileWaiting, on: { noAnswer: 'message' } },
    message: {
      type: 'voicemail',
      record: { maxLength: '6s', silence: '2s', initialSilence: '3s' },
      notify: ['frontDesk'],
      next: 'bye',
      on: { silence: 'bye' },
    },
    bye: { type: 'hangup', prompt: 'Goodbye then.' },
  });
}

/**
 * Calls with several people: the caller is brought into one with those who are called, where the flow goes on. On the way
 * there, somebody is asked before the caller is given away, and keys are pressed.
 */
function several(): CompiledFlow {
  const whileWaiting = 'Please hold the line. We are calling the others.';
  return aFlow(
    {
      main: {
        type: 'menu',
        prompt: 'Press 1 to be together, 2 to ask somebody, 3 to hear keys.',
        timeout: '3s',
        maxAttempts: 2,
        options: { '1': 'gather', '2': 'ask', '3': 'keys' },
        on: { maxAttempts: 'gather' },
      },
      keys: { type: 'pressKeys', keys: '12,#', next: 'main', on: { failed: 'gather' } },
      ask: {
        type: 'transfer',
        to: 'plumber',
        mode: 'consultative',
        announce: 'I ask somebody.',
        whisper: 'A customer.',
        whileWaiting,
        timeout: '12s',
        on: { failed: 'gather' },
      },
      gather: {
        type: 'invite',
        people: ['reception', 'plumber'],
        whileWaiting,
        reasonInto: 'reason',
        next: 'together',
        on: { failed: 'bye' },
      },
      together: { type: 'play', prompt: 'You are together now.', next: 'list' },
      list: { type: 'participants', action: 'list', into: 'people', next: 'choose', on: { failed: 'choose' } },
      choose: {
        type: 'menu',
        prompt: 'Press 1 for one more, 2 to mute all, 3 for keys, 4 to leave.',
        timeout: '5s',
        maxAttempts: 2,
        options: { '1': 'more', '2': 'muteAll', '3': 'tones', '4': 'bye' },
        on: { maxAttempts: 'bye' },
      },
      more: { type: 'invite', people: ['support'], next: 'choose', on: { failed: 'choose' } },
      muteAll: { type: 'participants', action: 'muteAll', next: 'silent', on: { failed: 'choose' } },
      silent: { type: 'mute', next: 'audible' },
      audible: { type: 'unmute', next: 'choose' },
      tones: { type: 'pressKeys', keys: '7', next: 'choose', on: { failed: 'choose' } },
      bye: { type: 'hangup', prompt: 'Goodbye then.' },
    },
    { vars: { reason: { type: 'string' }, people: { type: 'list' } } },
  );
}

/** Whom the flow `reminder` meets. */
export const ordered = [
  { kind: 'user', id: contacts.reception.id },
  { kind: 'phone', number: contacts.plumber.number },
  { kind: 'applicationInstance', id: contacts.support.id },
] as const;

/** What somebody hears whom a program had called. */
function reminder(): CompiledFlow {
  return aFlow({
    remind: {
      type: 'menu',
      prompt: 'Your appointment is at ten. Press 1 to confirm, 2 to hear it again.',
      timeout: '3s',
      maxAttempts: 2,
      options: { '1': 'confirmed', '2': 'remind' },
      on: { maxAttempts: 'unheard' },
    },
    confirmed: { type: 'hangup', prompt: 'Thank you.', outcome: 'confirmed' },
    unheard: { type: 'hangup', prompt: 'Goodbye then.', outcome: 'unheard' },
  });
}

/** Every way of speaking, hearing, recording and sending on, in a call of some twenty seconds. */
function everything(): CompiledFlow {
  return aFlow(
    {
      door: {
        type: 'branch',
        cases: [
          { when: "call.caller.kind == 'unknown'", next: 'turnAway' },
          { when: "call.caller.kind == 'phone'", next: 'sendOn' },
        ],
        else: 'note',
      },
      turnAway: { type: 'reject', reason: 'busy' },
      sendOn: { type: 'redirect', to: 'reception', on: { failed: 'note' } },
      note: { type: 'set', vars: { visits: 'vars.visits + 1.0' }, next: 'hello' },
      hello: { type: 'play', prompt: 'Hello there.', next: 'main' },
      main: {
        type: 'menu',
        prompt: 'Press a key.',
        timeout: '3s',
        options: { '1': 'number', '2': 'word', '3': 'message', '4': 'desk', '5': 'box', '6': 'rules' },
        on: { maxAttempts: 'bye' },
      },
      rules: { type: 'play', prompt: 'These are the rules. Please listen to all of them.', bargeIn: false, next: 'deaf' },
      deaf: {
        type: 'menu',
        prompt: 'Hear me out.',
        bargeIn: false,
        timeout: '2s',
        maxAttempts: 2,
        options: { '1': 'main', '2': 'note' },
        on: { maxAttempts: 'bye' },
      },
      number: {
        type: 'collect',
        prompt: 'Your number.',
        minDigits: 3,
        maxDigits: 4,
        timeout: '3s',
        interDigitTimeout: '2s',
        confirm: 'You said ${vars.digits}. Press 1 if that is right.',
        into: 'digits',
        next: 'main',
        on: { maxAttempts: 'desk' },
      },
      word: { type: 'record', prompt: 'Say a word.', maxLength: '5s', silence: '2s', initialSilence: '3s', next: 'main' },
      message: {
        type: 'voicemail',
        record: { maxLength: '6s', silence: '2s', initialSilence: '3s' },
        notify: ['frontDesk'],
        next: 'bye',
        on: { silence: 'main' },
      },
      desk: {
        type: 'transfer',
        to: 'support',
        announce: 'I connect you.',
        timeout: '20s',
        on: { failed: 'box', busy: 'message' },
      },
      box: { type: 'voicemail', box: 'frontDesk', on: { failed: 'bye' } },
      bye: { type: 'hangup', prompt: 'Goodbye then.' },
    },
    { vars: { visits: { type: 'number' }, digits: { type: 'string', sensitive: true } } },
  );
}
