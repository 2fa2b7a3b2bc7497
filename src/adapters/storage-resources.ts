/**
 * What the storage account holds, as data: the adapters ask for these names, `infra/` creates them in Azure (a test
 * compares), and with an emulator the adapters create them themselves.
 */
export const storageResources = {
  containers: {
    /** Prompts by their content hash. Nobody reads it but the bot, which serves them under `/media`. */
    media: 'media',
    /** What callers said, with its facts. */
    recordings: 'recordings',
    /** What callers' data in the database is sealed with. */
    keys: 'keys',
  },
  queues: {
    work: 'work',
    /** Where the Functions host puts a message that failed too often; the ending is the host's own. */
    poison: 'work-poison',
  },
} as const;

/** How often a message is tried before it is set aside: `maxDequeueCount` of host.json (a test compares). */
export const workQueueTries = 10;
