import type { z } from 'zod';
import type { SimCall } from '../call/sim-call.ts';
import type { GraphResponse } from '../messages.ts';

/** When an operation is allowed; anything else is refused as the wrong state. */
export type AllowedWhen =
  /** Not answered, not rejected, not redirected. */
  | 'ringing'
  /** Established and not being transferred. */
  | 'established'
  | 'alive';

export interface Operation {
  /** As in the path: `playPrompt`. `GET` and `DELETE` of the call itself have names of their own. */
  readonly name: string;
  readonly when: AllowedWhen;
  /** Validates, then performs: the body comes from outside. */
  run(call: SimCall, body: unknown): GraphResponse | { readonly kind: 'badBody'; readonly problem: string };
}

/** One operation of Graph: its documented body, when it is allowed, and what it does. */
export function defineOperation<Body extends z.ZodType>(definition: {
  readonly name: string;
  readonly when: AllowedWhen;
  readonly body: Body;
  readonly perform: (call: SimCall, body: z.output<Body>) => GraphResponse;
}): Operation {
  return {
    name: definition.name,
    when: definition.when,
    run(call, body) {
      const read = definition.body.safeParse(body);
      if (!read.success) return { kind: 'badBody', problem: problemOf(read.error) };
      return definition.perform(call, read.data);
    },
  };
}

/** The first problem, with its place and without any value. */
function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The request body is invalid.';
  const place = issue.path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
