import { limits } from '../../call/call.ts';
import { bytesOf } from '../../call/size.ts';
import type { LintRule } from './rule.ts';

/** Words of one step that a call's document has no room for: they would be left out (ADR 35). Recordings sound in full. */
export const tooManyWords: LintRule = (shape, report) => {
  for (const step of shape.steps.values()) {
    const bytes = new Map<string, number>();
    for (const { language, entry } of step.words())
      if (entry.audio === undefined && entry.text !== '') bytes.set(language, (bytes.get(language) ?? 0) + bytesOf(entry.text));
    const most = Math.max(0, ...bytes.values());
    if (most <= limits.words) continue;
    report.warning('IVR316', {
      path: step.path,
      at: 'key',
      message: `"${step.name}" says more at once than a call can hold: ${most} bytes of text, of ${limits.words}; the rest is not heard`,
      fix: 'record it, say it shorter, or take it apart into several "play" steps',
    });
  }
};
