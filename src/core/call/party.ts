/** Who is on a side of the call, as far as Graph discloses it. Never logged (I8). */
export type Party =
  | { readonly kind: 'user'; readonly id: string; readonly displayName?: string; readonly tenantId?: string }
  | { readonly kind: 'phone'; readonly number: string }
  | { readonly kind: 'application'; readonly id: string; readonly displayName?: string }
  | { readonly kind: 'applicationInstance'; readonly id: string; readonly displayName?: string }
  | { readonly kind: 'guest'; readonly id: string; readonly displayName?: string }
  /** Withheld, encrypted, or of a kind that we do not know: a caller all the same. */
  | { readonly kind: 'unknown' };

/** Where a call can be sent. A contact in `contacts.jsonc` names one of these. */
export type Destination =
  | { readonly kind: 'user'; readonly id: string }
  | { readonly kind: 'application'; readonly id: string }
  | { readonly kind: 'applicationInstance'; readonly id: string }
  | { readonly kind: 'phone'; readonly number: string }
  /** A person's Teams voicemail; `id` is the Entra object id of the mailbox's owner. */
  | { readonly kind: 'voicemail'; readonly id: string };
