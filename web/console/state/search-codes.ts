import { allExplanations, explainText } from '../../../src/core/call/explain/explain.ts';
import type { Explanation } from '../../../src/core/call/explain/explanation.ts';

/**
 * Those that have every word that was typed, in any of their columns; those whose code begins with it first. A code that is
 * not listed is explained by its class.
 */
export function searchCodes(typed: string, all: readonly Explanation[] = allExplanations): readonly Explanation[] {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean);
  const begins = ({ key }: Explanation): boolean => words.some((word) => key.toLowerCase().startsWith(word));
  const found = all.filter((one) => {
    const text = `${one.key} ${one.words} ${one.cause} ${one.fix}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
  if (found.length > 0) return words.length === 0 ? found : found.toSorted((a, b) => Number(begins(b)) - Number(begins(a)));
  const byClass = explainText(typed)?.explanation;
  return byClass === undefined ? [] : [byClass];
}
