import type { ForbiddenSender, UnknownSender } from './sender-verifier.ts';

/** Says who an admin is and what they may do, from their bearer token alone. */
export interface AdminVerifier {
  verify(authorization: string | null): Promise<Admin>;
}

export type Admin =
  | {
      readonly kind: 'known';
      /** Object id of the person or application. */
      readonly id: string;
      /** A person's principal name, an application's id. */
      readonly name: string;
      readonly isApp: boolean;
      /** App roles: `Flows.Read`, `Flows.Publish`. */
      readonly roles: readonly string[];
    }
  | { readonly kind: 'unknown'; readonly why: UnknownSender }
  | { readonly kind: 'forbidden'; readonly why: ForbiddenSender }
  /** The issuer's keys cannot be had: a good admin may be standing there. */
  | { readonly kind: 'undecided' };
