import type { CompiledFlow } from './compiled-flow.ts';
import { readInterface } from './flow-interface.ts';
import { readVars } from './flow-vars.ts';
import { readJsonText } from './json-text.ts';
import { type FlowLanguage, flowLanguage, inTodaysVersion } from './migrations/migration.ts';
import { isObject } from './record.ts';
import { reportOn } from './report.ts';

/** The flows beside the one that is checked, as far as it has people meet them later: each with what it takes and needs. */
export interface LaterFlows {
  /** Undefined: there is no such flow. `unreadable`: there is, and its own findings say what is wrong. */
  readonly [flow: string]: Pick<CompiledFlow, 'vars' | 'inputs'> | 'unreadable';
}

/** The flows that a text has people meet in calls of their own, so that only those are looked at. */
export function laterFlowsIn(text: string, language: FlowLanguage = flowLanguage): readonly string[] {
  const document = inTodaysVersion(readJsonText(text, ''), language).value;
  if (!isObject(document) || !isObject(document.steps)) return [];
  const names = Object.values(document.steps).flatMap((step) =>
    isObject(step) && step.type === 'callback' && typeof step.flow === 'string' ? [step.flow] : [],
  );
  return [...new Set(names)].sort();
}

/** What such a flow takes. */
export function laterFlow(text: string, language: FlowLanguage = flowLanguage): LaterFlows[string] {
  const document = inTodaysVersion(readJsonText(text, ''), language);
  if (!isObject(document.value)) return 'unreadable';
  const report = reportOn(document); // What is wrong with them, that flow's own check says.
  const vars = readVars(document.value.vars, report);
  return { vars, inputs: readInterface(document.value, vars, report).inputs };
}
