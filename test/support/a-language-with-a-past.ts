import type { Change } from '../../src/core/flow/migrations/change.ts';
import type { FlowLanguage } from '../../src/core/flow/migrations/migration.ts';
import { isObject } from '../../src/core/flow/record.ts';

/** What the steps of a document need. */
function ofSteps(document: { readonly [member: string]: unknown }, changes: (name: string, step: object) => readonly Change[]) {
  const steps = isObject(document.steps) ? document.steps : {};
  return Object.entries(steps).flatMap(([name, step]) => (isObject(step) ? changes(name, step) : []));
}

/** A language with a past of two versions. Today's spelling is its version 3. */
export const languageWithAPast: FlowLanguage = {
  version: 3,
  migrations: [
    {
      from: 1,
      summary: '"goto" is called "next"',
      changes: (document) =>
        ofSteps(document, (name, step) =>
          'goto' in step ? [{ kind: 'rename', path: ['steps', name, 'goto'], to: 'next' }] : [],
        ),
    },
    {
      from: 2,
      summary: '"noInput" stands in "on", and durations have a unit',
      changes: (document) =>
        ofSteps(document, (name, step) => [
          ...('noInput' in step
            ? [{ kind: 'move' as const, path: ['steps', name, 'noInput'], to: ['steps', name, 'on', 'noInput'] }]
            : []),
          ...('timeoutMs' in step && typeof step.timeoutMs === 'number'
            ? [
                { kind: 'rename' as const, path: ['steps', name, 'timeoutMs'], to: 'timeout' },
                { kind: 'set' as const, path: ['steps', name, 'timeout'], value: `${step.timeoutMs}ms` },
              ]
            : []),
        ]),
    },
  ],
};
