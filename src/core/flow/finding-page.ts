/** Where the page of a code lies, from the root of the repository. */
export const pageOf = (code: string): string => `docs/findings/${code}.md`;
