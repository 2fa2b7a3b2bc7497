import { z } from 'zod';
import type { Destination } from '../../src/core/call/party.ts';
import { defineStep, goTo, leaveBy, wait } from '../../src/core/steps/define-step.ts';
import { contacts } from './a-flow.ts';

const schema = z.strictObject({ next: z.string().min(1) });

/** A step that rings the plumber and the support desk and is joined with whoever accepts: the least that places calls. */
export const ring = defineStep<z.output<typeof schema>>({
  type: 'ring',
  summary: 'Rings two people.',
  schema,
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: { noAnswer: { summary: 'nobody', otherwise: 'error' } },
  exits: (step) => [{ name: 'next', target: step.next, pointer: ['next'] }],
  uses: () => [],
  enter: (_step, context) => {
    const plan = (target: Destination) => ({
      target,
      flow: { ...context.call.flow, name: 'screen' },
      vars: {},
      language: context.call.language,
      ringMs: 20_000,
    });
    return {
      do: [
        { kind: 'placeCall', mark: 'plumber', plan: plan(contacts.plumber) },
        { kind: 'placeCall', mark: 'support', plan: plan(contacts.support) },
      ],
      go: { kind: 'wait', wakeInMs: 30_000 },
    };
  },
  resume: (step, signal, { call, memory }) => {
    if (signal.kind === 'timedOut') return { go: leaveBy('noAnswer') };
    if (signal.kind === 'tones') return { go: goTo(step.next) };
    const accepted = call.legs?.find(({ state }) => state === 'accepted');
    if (signal.kind === 'leg' && accepted?.id !== undefined) {
      const target = signal.mark === 'plumber' ? contacts.plumber : contacts.support;
      const others = call.legs?.filter((leg) => leg !== accepted).map(({ mark }) => mark) ?? [];
      return {
        do: [
          { kind: 'dropLegs', marks: others },
          { kind: 'transfer', target, replacesCallId: accepted.id },
        ],
        go: wait(),
      };
    }
    return { go: wait(memory) };
  },
});

/** What the person meets who is rung by `ring`: the word that the call waits for, and silence. */
export const accept = defineStep<Record<string, never>>({
  type: 'accept',
  summary: 'Accepts.',
  schema: z.strictObject({}),
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: () => [],
  enter: () => ({ do: [{ kind: 'tellPlacer', state: 'accepted' }], go: { kind: 'wait', wakeInMs: 10_000 } }),
  resume: () => ({ go: leaveBy('error') }),
});
