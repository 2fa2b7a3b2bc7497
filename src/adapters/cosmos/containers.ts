/**
 * The containers as data: `infra/` declares exactly these (a test compares), `createContainers` makes them in an
 * emulator, and the stores name them. Facts: learn.microsoft.com/azure/cosmos-db, "Indexing policies", "Time to live".
 */
export interface CosmosContainer {
  readonly name: string;
  /** One path; every read and write of ours names its value, so each is a point operation. */
  readonly partitionKey: `/${string}`;
  readonly indexingPolicy: {
    /** Never `none`: time to live needs an index that is kept. */
    readonly indexingMode: 'consistent';
    readonly automatic: true;
    readonly includedPaths: readonly { readonly path: string }[];
    readonly excludedPaths: readonly { readonly path: string }[];
  };
  /** Seconds. -1: on, and each document says for itself; a document that says nothing stays. */
  readonly defaultTtl: number;
  readonly uniqueKeys: readonly (readonly string[])[];
  readonly throughput: Throughput;
}

export type Throughput =
  /** Takes from what the database has. */
  | { readonly mode: 'shared' }
  /** Its own, scaled by the service between a tenth of this and this (request units a second). */
  | { readonly mode: 'autoscale'; readonly maxRequestUnits: number };

/** What is not listed costs nothing when it is written. */
const nothingElse = [{ path: '/*' }, { path: '/"_etag"/?' }];

/** One document a call, its mailbox (design, section 2). The sweep's range query is the only query, so its path is the only index. */
const calls: CosmosContainer = {
  name: 'calls',
  partitionKey: '/id',
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [{ path: '/wakeAt/?' }],
    excludedPaths: nothingElse,
  },
  defaultTtl: -1, // A live call has no end that could be known; an ended one carries its own `ttl`.
  uniqueKeys: [],
  throughput: { mode: 'autoscale', maxRequestUnits: 1_000 }, // Its own: nothing that can wait may throttle a caller.
};

/** What each flow version was compiled from; immutable, and read by its key only (I6). */
const flowVersions: CosmosContainer = {
  name: 'flowVersions',
  partitionKey: '/name',
  indexingPolicy: { indexingMode: 'consistent', automatic: true, includedPaths: [], excludedPaths: nothingElse },
  defaultTtl: -1,
  uniqueKeys: [],
  throughput: { mode: 'shared' },
};

/** The published workspace: texts, releases, the draft, the aliases, the audit. Read by id only, and hardly ever written. */
const workspace: CosmosContainer = {
  name: 'workspace',
  partitionKey: '/id',
  indexingPolicy: { indexingMode: 'consistent', automatic: true, includedPaths: [], excludedPaths: nothingElse },
  defaultTtl: -1,
  uniqueKeys: [],
  throughput: { mode: 'shared' },
};

/** One small record for each call that ended, by the day on which it began, so that no partition grows for ever. */
const callHistory: CosmosContainer = {
  name: 'callHistory',
  partitionKey: '/day',
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [{ path: '/endedAt/?' }, { path: '/line/?' }, { path: '/outcome/?' }],
    excludedPaths: nothingElse,
  },
  defaultTtl: 90 * 86_400,
  uniqueKeys: [],
  throughput: { mode: 'shared' },
};

/** Small facts that outlive a call, each in a partition of its own, read and written by its key only. */
const ledger: CosmosContainer = {
  name: 'ledger',
  partitionKey: '/id',
  indexingPolicy: { indexingMode: 'consistent', automatic: true, includedPaths: [], excludedPaths: nothingElse },
  defaultTtl: -1, // Each says for itself.
  uniqueKeys: [],
  throughput: { mode: 'shared' },
};

/** Campaigns, their people, the do-not-call list: a partition for each list, and every query is about one of them. */
const register: CosmosContainer = {
  name: 'register',
  partitionKey: '/list',
  indexingPolicy: {
    indexingMode: 'consistent',
    automatic: true,
    includedPaths: [{ path: '/state/?' }, { path: '/dueAt/?' }, { path: '/expiresAt/?' }],
    excludedPaths: nothingElse,
  },
  defaultTtl: -1, // Each says for itself.
  uniqueKeys: [],
  throughput: { mode: 'shared' },
};

export const cosmosContainers = { calls, flowVersions, workspace, callHistory, ledger, register } as const;

/** What containers of mode `shared` share. */
export const databaseThroughput: Throughput = { mode: 'autoscale', maxRequestUnits: 1_000 };

/**
 * The account's default consistency. Under anything weaker an instance may read `missing` for a call that another has
 * just created, and drop its notification (I4). Production asks for it with every request, and the service refuses all
 * of them when the account has less: a wrong account shows at the first look, not as a lost call (ADR 10).
 */
export const accountConsistency = 'Strong';

/** The largest document that the service takes, with room for what it adds itself. */
export const maxDocumentBytes = 2 * 1_024 * 1_024 - 16 * 1_024;
