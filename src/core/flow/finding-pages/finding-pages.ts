import type { FindingCode } from '../finding-codes.ts';
import { conversationsPages } from './conversations-pages.ts';
import { expressionsPages } from './expressions-pages.ts';
import type { FindingPage } from './finding-page.ts';
import { promptsPages } from './prompts-pages.ts';
import { stepsPages } from './steps-pages.ts';
import { structurePages } from './structure-pages.ts';
import { workspacePages } from './workspace-pages.ts';

/** The page of every code. A code without one does not compile. */
export const findingPages: { readonly [code in FindingCode]: FindingPage } = {
  ...structurePages,
  ...stepsPages,
  ...promptsPages,
  ...expressionsPages,
  ...workspacePages,
  ...conversationsPages,
};
