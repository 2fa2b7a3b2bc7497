import { builtInWords } from '../../call/built-in-words.ts';
import type { Text } from './draft.ts';
import { type GeneratedWords, generatedWords } from './generated-words.ts';

const inEachLanguage =
  (which: keyof GeneratedWords): Text =>
  (language) =>
    generatedWords(language)[which];

/** Sentences of our own, in every language of the flow. */
export const generatedTexts = { pressKey: inEachLanguage('pressKey'), enterNumber: inEachLanguage('enterNumber') } as const;

/** "For billing, press 1. For sales, press 2.": answers that callers spoke get the keys from 1 on. */
export const choiceWords =
  (answers: readonly string[]): Text =>
  (language) =>
    answers.map((answer, index) => builtInWords(language).directory.choice(answer, index + 1)).join(' ');
