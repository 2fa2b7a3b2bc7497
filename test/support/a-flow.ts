import type { FlowVersion } from '../../src/core/call/ids.ts';
import { compileFlow } from '../../src/core/flow/compile.ts';
import type { CompiledFlow, FlowSurroundings } from '../../src/core/flow/compiled-flow.ts';
import type { Directories } from '../../src/core/flow/directory/directory.ts';
import { type FlowEnvironment, noEnvironment } from '../../src/core/flow/environment/environment.ts';
import type { Schedules } from '../../src/core/flow/schedules/schedule.ts';
import type { StepKit } from '../../src/core/steps/define-step.ts';
import { stepKits } from '../../src/core/steps/registry.ts';

/** The people whom every test flow knows. */
export const contacts = {
  reception: { kind: 'user', id: '0a1b2c3d-0001-4567-89ab-cdef01234567' },
  support: { kind: 'applicationInstance', id: '0a1b2c3d-0003-4567-89ab-cdef01234567' },
  frontDesk: { kind: 'voicemail', id: '0a1b2c3d-0005-4567-89ab-cdef01234567' },
  plumber: { kind: 'phone', number: '+441632960111' },
} as const;

/** What a test's flow is compiled with. `called`: other flows, by name. */
export interface FlowAround {
  readonly kits?: ReadonlyMap<string, StepKit>;
  readonly schedules?: Schedules;
  readonly called?: { readonly [flow: string]: object };
  readonly environment?: FlowEnvironment;
  readonly directories?: Directories;
  readonly audio?: FlowSurroundings['audio'];
  readonly told?: NonNullable<FlowSurroundings['told']>;
}

/** Compiles a flow of these steps; the first one starts. Everything irrelevant to the test has a default. */
export function aFlow(
  steps: { readonly [name: string]: unknown },
  rest: { readonly [member: string]: unknown } = {},
  {
    told = {},
    kits = stepKits,
    schedules = {},
    audio = {},
    called = {},
    environment = noEnvironment,
    directories = {},
  }: FlowAround = {},
): CompiledFlow {
  const text = JSON.stringify({
    specVersion: 1,
    name: 'Test line',
    languages: ['en-US'],
    start: Object.keys(steps)[0],
    steps,
    ...rest,
  });
  const flows = Object.fromEntries(
    Object.entries(called).map(([name, one]) => [name, { file: `${name}/flow.jsonc`, text: JSON.stringify(one), audio: {} }]),
  );
  const { flow, findings } = compileFlow({
    name: 'test',
    file: 'flow.jsonc',
    text,
    version: 'v1' as FlowVersion, // A test's version needs no hash.
    surroundings: { contacts, told, schedules, audio, flows, environment, directories },
    kits,
  });
  if (flow === undefined)
    throw new Error(
      `The test's flow does not compile: ${findings.map(({ place, message, fix }) => `${place.pointer} ${message} (${fix})`).join('; ')}`,
    );
  return flow;
}
