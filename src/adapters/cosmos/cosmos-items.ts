import type { Container, ItemDefinition, JSONValue } from '@azure/cosmos';
import { type Answer, readFailure, readMissing } from './answer.ts';

/** One container's items, one request each; answers are read into our words, nothing is repeated here. */
export interface CosmosItems {
  read(doing: string, key: ItemKey): Promise<Answer<unknown>>;
  create(doing: string, item: StoredItem): Promise<Answer>;
  /** Replace-if-match. */
  replace(doing: string, key: ItemKey, item: StoredItem, etag: string): Promise<Answer>;
  remove(doing: string, key: ItemKey): Promise<Answer>;
  /** Rows of one query: over one partition when it is named, otherwise over the whole container. */
  query(doing: string, query: Query): Promise<Answer<readonly unknown[]>>;
}

export interface ItemKey {
  readonly id: string;
  readonly partition: string;
}

export type StoredItem = ItemDefinition & { readonly id: string };

export interface Query {
  readonly text: string;
  readonly parameters: { readonly [name: string]: number | string };
  readonly partition?: string;
}

export function cosmosItems(container: () => Promise<Container>): CosmosItems {
  return {
    read: async (doing, { id, partition }) => {
      try {
        const response = await (await container()).item(id, partition).read();
        if (response.statusCode === 404) return readMissing(doing, response.substatus);
        return { kind: 'done', etag: response.etag, body: response.resource };
      } catch (error) {
        return readFailure(doing, error);
      }
    },
    create: async (doing, item) => {
      try {
        const response = await (await container()).items.create(item, { disableAutomaticIdGeneration: true });
        return { kind: 'done', etag: response.etag, body: undefined };
      } catch (error) {
        return readFailure(doing, error);
      }
    },
    replace: async (doing, { id, partition }, item, etag) => {
      try {
        const accessCondition = { type: 'IfMatch', condition: etag };
        const response = await (await container()).item(id, partition).replace(item, { accessCondition });
        return { kind: 'done', etag: response.etag, body: undefined };
      } catch (error) {
        return readFailure(doing, error);
      }
    },
    remove: async (doing, { id, partition }) => {
      try {
        await (await container()).item(id, partition).delete();
        return { kind: 'done', etag: '', body: undefined };
      } catch (error) {
        return readFailure(doing, error);
      }
    },
    query: async (doing, { text, parameters, partition }) => {
      try {
        const spec = { query: text, parameters: Object.entries(parameters).map(([name, value]) => parameter(name, value)) };
        const options = partition === undefined ? {} : { partitionKey: partition };
        const { resources } = await (await container()).items.query<unknown>(spec, options).fetchAll();
        return { kind: 'done', etag: '', body: resources };
      } catch (error) {
        return readFailure(doing, error);
      }
    },
  };
}

function parameter(name: string, value: JSONValue): { name: string; value: JSONValue } {
  return { name: `@${name}`, value };
}
