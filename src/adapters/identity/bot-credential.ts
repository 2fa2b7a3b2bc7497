/** How the bot proves who it is (`BOT_CREDENTIAL`, design section 5). */
export type BotCredential =
  | { readonly kind: 'secret'; readonly secret: string }
  /** A PEM file that holds the private key and the certificate. */
  | { readonly kind: 'certificate'; readonly path: string }
  /**
   * An Azure managed identity. Without `clientId` the identity is the bot itself (bots of type UserAssignedMSI), which
   * gives tokens of its own tenant only; with it, that identity vouches for the app by a federated credential.
   */
  | { readonly kind: 'managedIdentity'; readonly clientId?: string }
  /** A made-up secret, for the simulator's token endpoint at `LOGIN_AUTHORITY`. */
  | { readonly kind: 'simulator'; readonly secret?: string };
