import { callerTrapped } from './caller-trapped.ts';
import { copiedSecret } from './copied-secret.ts';
import { deadEnd } from './dead-end.ts';
import { keyBeforeMeaning } from './key-before-meaning.ts';
import { keyWithoutEffect } from './key-without-effect.ts';
import { longBeforeChoice } from './long-before-choice.ts';
import { loopWithoutInput } from './loop-without-input.ts';
import { noWayToHuman } from './no-way-to-human.ts';
import { otherPlaceholders } from './other-placeholders.ts';
import type { LintRule } from './rule.ts';
import { secretInAddress } from './secret-in-address.ts';
import { tooManyOptions } from './too-many-options.ts';
import { tooManyWords } from './too-many-words.ts';

/** Every rule. A new one is its file, its code with a page, a flow in `test/corpus`, and its line here. */
export const lintRules: readonly LintRule[] = [
  deadEnd,
  callerTrapped,
  loopWithoutInput,
  noWayToHuman,
  tooManyOptions,
  keyBeforeMeaning,
  keyWithoutEffect,
  longBeforeChoice,
  tooManyWords,
  otherPlaceholders,
  copiedSecret,
  secretInAddress,
];
