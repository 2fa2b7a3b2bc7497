import { expressionLimits } from '../cel-expressions.ts';
import { joinTemplate, type TemplatePart } from './flow-texts.ts';

/** Room for what is filled in later, and for the quotes around it. */
export const longestText = 1_900;
/** How many texts one after the other a prompt of ours may be. */
export const mostTexts = 15;
const mostExpressions = 18;

/** What another product says at once may be longer than a text of ours: it becomes several, cut where a sentence ends. */
export function fittedTexts(parts: readonly TemplatePart[]): readonly string[] {
  const texts: string[] = [];
  let now: TemplatePart[] = [];
  let expressions = 0;
  const close = (): void => {
    const text = joinTemplate(now).replaceAll(/\s+/g, ' ').trim();
    if (text !== '' && texts.length < mostTexts) texts.push(text);
    now = [];
    expressions = 0;
  };
  for (const part of parts) {
    if ('source' in part) {
      // One that alone is longer than an expression may be is left out.
      if (joinTemplate([part]).length > expressionLimits.characters) continue;
      if (expressions >= mostExpressions || joinTemplate([...now, part]).length > longestText) close();
      now.push(part);
      expressions++;
      continue;
    }
    for (const words of sentences(part.words.replaceAll(/\s+/g, ' '))) {
      if (now.length > 0 && joinTemplate([...now, { words }]).length > longestText) close();
      now.push({ words });
    }
  }
  close();
  return texts;
}

/** Sentences, and what is longer than a text in pieces. */
const sentences = (words: string): readonly string[] =>
  words.length < longestText / 2 ? [words] : (words.match(/[^.!?]{1,800}[.!?]*\s*|[.!?]+\s*/g) ?? []);
