import type { CosmosClient } from '@azure/cosmos';
import { type CosmosContainer, cosmosContainers } from './containers.ts';

/** Makes the database and its containers where there are none. For emulators: in Azure `infra/` does it, and the bot has no right to. */
export async function createContainers(client: CosmosClient, database: string): Promise<void> {
  await client.databases.createIfNotExists({ id: database });
  for (const container of Object.values(cosmosContainers)) {
    await client.database(database).containers.createIfNotExists(definitionOf(container));
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
