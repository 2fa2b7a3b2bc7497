/** What the page of a code says, besides the example that the corpus of planted faults has for it. Markdown. */
export interface FindingPage {
  readonly means: string;
  /** To the caller, or to whoever runs the bot. */
  readonly matters: string;
  readonly mend: string;
}

/** Where the page of a code lies, from the root of the repository. */
export const pageOf = (code: string): string => `docs/findings/${code}.md`;
