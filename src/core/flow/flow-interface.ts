import { z } from 'zod';
import type { CompiledFlow } from './compiled-flow.ts';
import { suggest } from './did-you-mean.ts';
import { isObject, record } from './record.ts';
import type { Report } from './report.ts';
import { checkWith } from './schema-findings.ts';

export const names = z.array(z.string()).max(30);

/** Reads `inputs` and `outputs`: names of the flow's own variables, which a calling flow gives and takes. */
export function readInterface(
  document: { readonly [member: string]: unknown },
  vars: CompiledFlow['vars'],
  report: Report,
): Pick<CompiledFlow, 'inputs' | 'outputs'> {
  const read = (member: 'inputs' | 'outputs'): readonly string[] => {
    const listed =
      document[member] === undefined ? [] : (checkWith(names, { report, path: [member], value: document[member] })?.value ?? []);
    return listed.filter((name, index) => {
      if (Object.hasOwn(vars, name)) return true;
      const fix = suggest(name, Object.keys(vars), `declare it: "vars": { "${name}": { "type": "string" } }`);
      report.error('IVR245', { path: [member, index], message: `"vars" declares no variable "${name}"`, fix });
      return false;
    });
  };
  const declared = isObject(document.vars) ? document.vars : {};
  const isRequired = (name: string): boolean => {
    const raw = declared[name];
    return !(isObject(raw) && raw.initial !== undefined);
  };
  return { inputs: record(read('inputs').map((name) => [name, { required: isRequired(name) }])), outputs: read('outputs') };
}
