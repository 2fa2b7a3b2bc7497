import type { CosmosClient } from '@azure/cosmos';
import { readFailure, unavailable } from './answer.ts';
import { type CosmosContainer, cosmosContainers } from './containers.ts';

/** Makes the database and its containers where there are none. For emulators: in Azure `infra/` does it, and the bot has no right to. */
export async function createContainers(client: CosmosClient, database: string): Promise<void> {
  await unlessThere(client.databases.createIfNotExists({ id: database }));
  for (const container of Object.values(cosmosContainers)) {
    await unlessThere(client.database(database).containers.createIfNotExists(definitionOf(container)));
  }
}

/** The SDK looks, then creates: another bot that starts at the same moment may come between. */
async function unlessThere(created: Promise<unknown>): Promise<void> {
  try {
    await created;
  } catch (error) {
    if (readFailure('prepare the emulator', error).kind !== 'exists') throw unavailable('prepare the emulator', 'no answer');
  }
}

function definitionOf({ name, partitionKey, indexingPolicy, defaultTtl, uniqueKeys }: CosmosContainer) {
  return {
    id: name,
    partitionKey: { paths: [partitionKey], version: 2 },
    indexingPolicy: {
      indexingMode: indexingPolicy.indexingMode,
      automatic: indexingPolicy.automatic,
      includedPaths: [...indexingPolicy.includedPaths],
      excludedPaths: [...indexingPolicy.excludedPaths],
    },
    defaultTtl,
    uniqueKeyPolicy: { uniqueKeys: uniqueKeys.map((paths) => ({ paths: [...paths] })) },
  };
}
