// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import type { FindingPage } from './finding-page.ts';

export const conversationsPages = {
  IVR601: {
    means: 'A step of a conversation is not understood.',
    matters: 'The test would not be played.',
    mend: 'Write one of `hear`, `press`, `say`, `silence`, `hang up`, `expect`.',
  },
  IVR602: {
    means: 'There are no conversations, or one without steps.',
    matters: 'A test that does nothing proves nothing.',
    mend: 'Write what the caller does and hears.',
  },
  IVR603: {
    means: 'Two conversations have the same name.',
    matters: 'A report could not say which one failed.',
    mend: 'Give each its own name.',
  },
  IVR604: {
    means: 'Not a date and time with a zone.',
    matters: 'Without a zone nobody knows when it is, and opening hours depend on it.',
    mend: 'Write `2026-11-23T10:00 Europe/Berlin`.',
  },
  IVR605: {
    means: '`lines.jsonc` has no line of this name.',
    matters: 'The test could not call it.',
    mend: 'Write the name of a line that has a resource account.',
  },
  IVR606: {
    means: 'The conversation looks at a sensitive variable.',
    matters: 'Its value would stand in the test and in its report.',
    mend: 'Expect what follows from it: the words that are heard, or the step that is entered.',
  },
} as const satisfies { readonly [code: string]: FindingPage };
