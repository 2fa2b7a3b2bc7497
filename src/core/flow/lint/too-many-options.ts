import type { LintRule } from './rule.ts';

/** More than callers keep in mind while they listen. */
const most = 5;

export const tooManyOptions: LintRule = ({ reached }, report) => {
  for (const { name, path, exits } of reached) {
    const options = exits.filter((exit) => exit.key !== undefined);
    const [first] = options;
    if (first === undefined || options.length <= most) continue;
    report.warning('IVR215', {
      path: [...path, ...first.pointer.slice(0, -1)],
      at: 'key',
      message: `"${name}" offers ${options.length} choices`,
      fix: `offer ${most} at most, the usual ones first; a second menu can take the others`,
    });
  }
};
