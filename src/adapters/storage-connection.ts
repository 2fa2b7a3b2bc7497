/** How one service of the storage account is reached. */
export type StorageConnection =
  | { readonly kind: 'account'; readonly endpoint: string; readonly credential: StorageCredential }
  /** Azurite on this machine. What is missing there is created when it is first needed. */
  | { readonly kind: 'emulator'; readonly connectionString: string };

/** Tokens for Azure's own services, as the SDKs ask for them. */
export interface StorageCredential {
  getToken(scopes: string | string[]): Promise<{ readonly token: string; readonly expiresOnTimestamp: number }>;
}

/** One quick second try; whoever asked has retries of their own, and a caller may be waiting. */
export const storageRetries = { maxTries: 2, retryDelayInMs: 100, maxRetryDelayInMs: 500 } as const;

/** Makes something once, when it is first asked for. A failure is not kept: the next who asks tries again. */
export function lazily<Made>(make: () => Promise<Made>): () => Promise<Made> {
  let making: Promise<Made> | undefined;
  return () => {
    making ??= make().catch((error: unknown) => {
      making = undefined;
      throw error;
    });
    return making;
  };
}
