import type { FlowFolder } from '../adapters/flow-folder/flow-folder.ts';
import type { Call } from '../core/call/call.ts';
import type { VarDeclaration } from '../core/flow/compiled-flow.ts';

/** Every call gets this flow, whatever the lines say: for rehearsals. `startWith`: what its variables hold at the start. */
export function alwaysAnsweringWith(name: string, flows: FlowFolder, startWith: Call['vars'] = {}): FlowFolder {
  return {
    ...flows,
    forIncoming: async (called) => {
      const found = await flows.current(name);
      if (found === undefined) return { kind: 'noFlow', why: `flow "${name}" is missing or has errors` };
      const start = ([variable, declared]: [string, VarDeclaration]): [string, VarDeclaration] => {
        const value = startWith[variable];
        return [variable, value === undefined ? declared : { ...declared, initial: value }];
      };
      const flow = { ...found, vars: Object.fromEntries(Object.entries(found.vars).map(start)) };
      const usual = await flows.forIncoming(called);
      return { kind: 'found', line: usual.kind === 'found' ? usual.line : name, flow };
    },
  };
}
