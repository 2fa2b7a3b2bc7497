import { z } from 'zod';
import { builtInWords } from '../../call/built-in-words.ts';
import type { Call } from '../../call/call.ts';
import { type Act, defineStep, goTo } from '../../steps/define-step.ts';
import { hangup } from '../../steps/hangup/hangup.step.ts';
import { celExpressions } from '../cel-expressions.ts';
import { apologyStep, type CompiledFlow, type CompiledStep } from '../compiled-flow.ts';
import { noEnvironment } from '../environment/environment.ts';
import { apologyPrompt } from '../flow-prompts.ts';
import { record } from '../record.ts';

/**
 * What a call is played by when the version that it began with cannot be had any more: what is going on goes on, and at the
 * first thing that the flow would have to decide the caller hears the engine's own apology and is hung up on (I9). It is a
 * flow like any other, so its commands are saved, sent again and taken over as ever (I1, I4, I5).
 */
export function lostFlow({ flow, language, at, vars }: Call): CompiledFlow {
  return {
    name: flow.name,
    title: flow.name,
    version: flow.version,
    languages: [language],
    timeZone: 'UTC',
    start: apologyStep,
    steps: new Map([
      [at.step, { name: at.step, kit: adrift, config: {}, on: record<string>([]) }],
      [apologyStep, lastWords],
    ]),
    keys: record([]),
    on: record([]),
    whenAloneMs: 30_000,
    // Which of them are sensitive nobody can tell: none may outlive the call (I8).
    vars: record(Object.keys(vars).map((name) => [name, { type: 'any', sensitive: true, initial: null }])),
    inputs: record([]),
    outputs: [],
    called: new Map(),
    prompts: record([[apologyPrompt, record([[language, [{ text: builtInWords(language).apology }]]])]]),
    contacts: record([]),
    told: record([]),
    schedules: record([]),
    directories: record([]),
    environment: noEnvironment,
    expressions: celExpressions({}),
  };
}

const apologise: Act = { flush: true, go: goTo(apologyStep, 'flowLost') };

/** In the place of the step at which the call stands. */
const adrift = defineStep<Record<string, never>>({
  type: '$adrift',
  summary: 'Stands where a step stood that cannot be had any more.',
  schema: z.strictObject({}),
  needsAnswer: () => true,
  listens: false,
  inherits: [],
  outcomes: {},
  exits: () => [],
  uses: () => [],
  enter: () => apologise,
  resume: () => apologise,
});

const lastWords: CompiledStep = {
  name: apologyStep,
  kit: hangup,
  config: { prompt: apologyPrompt, outcome: 'failed' },
  on: record([]),
};
