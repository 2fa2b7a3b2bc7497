import { z } from 'zod';
import { problemNames } from './problem.ts';

const types = problemNames.map((name) => `urn:teams-ivr:${name}` as const);

const always = {
  type: z.enum(types).describe('Stable, for programs.'),
  status: z.int(),
  title: z.string().describe('For people.'),
  detail: z.string().optional().describe('What about this case, with what to do.'),
};

/** A problem (RFC 9457) as an API describes it. `more`: members that it has besides those that all have. */
export const problemDocument = (more: { readonly [member: string]: z.ZodType }) =>
  z.object({ ...always, ...more }).meta({ id: 'Problem', description: 'What went wrong (RFC 9457).' });
