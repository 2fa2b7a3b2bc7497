import { compileFlow, type FlowSource } from './compile.ts';
import type { CompiledFlow } from './compiled-flow.ts';
import { type FlowLanguage, valueInTodaysVersion } from './migrations/migration.ts';
import { isObject } from './record.ts';

/** How many flows one flow may come to in all, and how deep they may call each other. */
export const calledLimits = { flows: 30, depth: 5 } as const;

/** The flows that a text calls, so that only those are read: whatever a step names as its `flow` besides `"type": "subflow"`. */
export function calledFlows(text: string, language?: FlowLanguage): readonly string[] {
  return calledIn(valueInTodaysVersion(text, language));
}

function calledIn(document: unknown): readonly string[] {
  if (!isObject(document) || !isObject(document.steps)) return [];
  const names = Object.values(document.steps).flatMap((step) =>
    isObject(step) && step.type === 'subflow' && typeof step.flow === 'string' ? [step.flow] : [],
  );
  return [...new Set(names)].sort();
}

/** What became of a flow that another one calls. */
export type CalledFlow =
  | { readonly kind: 'compiled'; readonly flow: CompiledFlow }
  | { readonly kind: 'broken'; readonly errors: number }
  | { readonly kind: 'circular' };

/**
 * Compiles the flows that `source` calls, each once. A flow that comes back to itself is `circular`: a caller could go
 * round in it for ever, and its variables would grow with every round.
 */
export function compileCalled(
  source: Pick<FlowSource, 'name' | 'version' | 'surroundings' | 'kits' | 'language'> & { readonly document: unknown },
  above: readonly string[] = [],
): ReadonlyMap<string, CalledFlow> {
  const { surroundings, version, kits, language } = source;
  const path = [...above, source.name];
  const found = new Map<string, CalledFlow>();
  for (const name of calledIn(source.document).slice(0, calledLimits.flows)) {
    const called =
      surroundings.flows !== undefined && Object.hasOwn(surroundings.flows, name) ? surroundings.flows[name] : undefined;
    if (path.includes(name) || path.length > calledLimits.depth) found.set(name, { kind: 'circular' });
    else if (called !== undefined) {
      const { flow, findings } = compileFlow(
        {
          name,
          file: called.file,
          text: called.text,
          version,
          kits,
          surroundings: { ...surroundings, audio: called.audio },
          ...(language && { language }),
        },
        path,
      );
      const errors = findings.filter(({ severity }) => severity === 'error').length;
      found.set(name, flow === undefined ? { kind: 'broken', errors } : { kind: 'compiled', flow });
    }
  }
  return found;
}
