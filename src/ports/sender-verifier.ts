/** Says whether a notification was really sent by Microsoft's calling platform, from its bearer token alone. */
export interface SenderVerifier {
  verify(authorization: string | null): Promise<Sender>;
}

export type Sender =
  | { readonly kind: 'known'; readonly tenantId: string }
  /** No token, or one that proves nothing: 401. `why` is a stable word for the log; it never holds the token. */
  | { readonly kind: 'unknown'; readonly why: UnknownSender }
  /** A good token for somebody else: 403. */
  | { readonly kind: 'forbidden'; readonly why: ForbiddenSender }
  /** The keys cannot be had and none are cached: 503, because a good sender may be standing there. */
  | { readonly kind: 'undecided' };

export type UnknownSender = 'noToken' | 'malformed' | 'algorithm' | 'unknownKey' | 'signature' | 'expired' | 'notYetValid';
export type ForbiddenSender = 'audience' | 'issuer' | 'tenant';
