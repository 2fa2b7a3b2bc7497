/** How a contact is told of something: `notify` in `contacts.jsonc`. Secrets are named, never held. */
export type NotifyRoute =
  /** Anything that takes JSON over https. */
  | { readonly kind: 'webhook'; readonly to: WebhookAddress }
  /** A channel or chat of Teams: the address of a workflow ("when a Teams webhook request is received"). */
  | { readonly kind: 'teams'; readonly to: WebhookAddress }
  /** Mail in the name of a mailbox of the tenant's (Graph's sendMail, permission Mail.Send). */
  | { readonly kind: 'email'; readonly to: string; readonly from: string };

export type WebhookAddress =
  /** https, at one of the `hosts` of `environment.jsonc`. */
  | { readonly kind: 'url'; readonly url: string }
  /** A name in `secrets` of `environment.jsonc`: whoever keeps the secret has allowed the address. */
  | { readonly kind: 'secret'; readonly name: string };

/** Contacts who can be told, whether or not they can be called. */
export type ToldContacts = { readonly [contact: string]: NotifyRoute };
