import type { z } from 'zod';
import type { SimCall } from '../call/sim-call.ts';
import { type PermittedAct, permissionTable } from '../directory/permission-table.ts';
import type { GraphResponse } from '../messages.ts';
import type { Platform } from '../platform.ts';

/** When an operation is allowed; anything else is refused as the wrong state. */
export type AllowedWhen =
  /** Not answered, not rejected, not redirected. */
  | 'ringing'
  /** Established and not being transferred. */
  | 'established'
  | 'alive';

/** Who asks, and for what, apart from the body. */
export interface Asked {
  readonly platform: Platform;
  /** The tenant of the token. */
  readonly tenantId: string;
  /** What the token's `roles` allow. */
  readonly roles: readonly string[];
  /** The participant in the path. */
  readonly participantId: string;
}

export type OperationResponse = GraphResponse | { readonly kind: 'badBody'; readonly problem: string };

export type Operation =
  | {
      readonly about: 'call';
      /** As in the path: `playPrompt`. `GET` and `DELETE` have names of their own. */
      readonly name: string;
      readonly when: AllowedWhen;
      /** Its row in the permission table; reject and the answer to a call from a Teams user have none. */
      readonly permit: (call: SimCall) => PermittedAct | undefined;
      /** Validates, then performs: the body comes from outside. */
      readonly run: (asked: Asked & { readonly call: SimCall }, body: unknown) => OperationResponse;
    }
  /** Makes a call, so that there is none yet. */
  | {
      readonly about: 'calls';
      readonly name: string;
      readonly run: (asked: Asked, body: unknown) => OperationResponse;
    };

/** One operation of Graph on a call: its documented body, when it is allowed, and what it does. */
export function defineOperation<Body extends z.ZodType>(definition: {
  readonly name: string;
  readonly when: AllowedWhen;
  /** Default the operation's own name. */
  readonly permit?: (call: SimCall) => PermittedAct | undefined;
  readonly body: Body;
  readonly perform: (call: SimCall, body: z.output<Body>, asked: Asked) => OperationResponse;
}): Operation {
  return {
    about: 'call',
    name: definition.name,
    when: definition.when,
    permit: definition.permit ?? (() => permittedAct(definition.name)),
    run: (asked, body) => reading(definition.body, body, (read) => definition.perform(asked.call, read, asked)),
  };
}

/** An operation that is missing from the table would be open to everybody: that is a mistake of ours. */
function permittedAct(name: string): PermittedAct {
  if (Object.hasOwn(permissionTable, name)) return name as PermittedAct; // Checked by the line itself.
  throw new Error(`The permission table has no row "${name}".`);
}

/** One operation of Graph that makes a call. It looks after its permission itself: that depends on the body. */
export function defineCreation<Body extends z.ZodType>(definition: {
  readonly name: string;
  readonly body: Body;
  readonly perform: (body: z.output<Body>, asked: Asked) => OperationResponse;
}): Operation {
  return {
    about: 'calls',
    name: definition.name,
    run: (asked, body) => reading(definition.body, body, (read) => definition.perform(read, asked)),
  };
}

/** Reads a body, or says what is wrong with it. */
export function reading<Body extends z.ZodType>(
  schema: Body,
  body: unknown,
  perform: (read: z.output<Body>) => OperationResponse,
): OperationResponse {
  const read = schema.safeParse(body);
  return read.success ? perform(read.data) : { kind: 'badBody', problem: problemOf(read.error) };
}

/** The first problem, with its place and without any value. */
function problemOf(error: z.ZodError): string {
  const issue = error.issues[0];
  if (!issue) return 'The request body is invalid.';
  const place = issue.path.map(String).join('.');
  return place === '' ? issue.message : `${place}: ${issue.message}`;
}
