import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { flowFile, listFlows } from '../../src/adapters/flow-folder/folder-files.ts';
import { readContactsFile, readLinesFile } from '../../src/adapters/flow-folder/read-workspace.ts';
import { valueInTodaysVersion } from '../../src/core/flow/migrations/migration.ts';
import { isObject } from '../../src/core/flow/record.ts';
import type { Contacts, Lines } from '../../src/core/flow/workspace.ts';
import type { UsedStep } from './needed-permissions.ts';

/** What the flows ask of the set-up. Whether they are right is another check's to say. */
export interface FlowsSummary {
  readonly names: readonly string[];
  readonly lines: Lines;
  readonly contacts: Contacts;
  /** Some contact is told by mail. */
  readonly sendsMail: boolean;
  readonly steps: readonly UsedStep[];
}

/** Reads a folder of flows. What cannot be read is left out. */
export async function summarizeFlows(flowsDir: string): Promise<FlowsSummary> {
  const names = await listFlows(flowsDir);
  const { contacts, told } = (await readContactsFile(flowsDir)).value ?? { contacts: {}, told: {} };
  const lines = (await readLinesFile(flowsDir, names, contacts)).value ?? { lines: {} };
  const steps = await Promise.all(names.map((name) => stepsOf(flowsDir, name)));
  const sendsMail = Object.values(told).some(({ kind }) => kind === 'email');
  return { names, lines, contacts, sendsMail, steps: steps.flat() };
}

async function stepsOf(flowsDir: string, flow: string): Promise<readonly UsedStep[]> {
  const text = await readFile(join(flowsDir, flow, flowFile), 'utf8').catch(() => '{}');
  const value = valueInTodaysVersion(text);
  const steps = isObject(value) && isObject(value.steps) ? Object.entries(value.steps) : [];
  return steps.flatMap(([name, step]) =>
    isObject(step) && typeof step.type === 'string' ? [{ flow, name, type: step.type, members: membersOf(step) }] : [],
  );
}

/** One level down is enough to tell what a step needs. */
function membersOf(step: { readonly [name: string]: unknown }): readonly string[] {
  return Object.entries(step).flatMap(([name, value]) => [
    name,
    ...(isObject(value) ? Object.keys(value).map((inner) => `${name}.${inner}`) : []),
  ]);
}
