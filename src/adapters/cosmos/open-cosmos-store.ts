import type { CallHistory } from '../../ports/call-history.ts';
import type { CallStore } from '../../ports/call-store.ts';
import { type Clock, systemClock } from '../../ports/clock.ts';
import type { FlowVersionStore } from '../../ports/flow-versions.ts';
import type { HttpClient } from '../../ports/http-client.ts';
import type { Ledger } from '../../ports/ledger.ts';
import type { Log } from '../../ports/log.ts';
import type { Register } from '../../ports/register.ts';
import type { WorkspaceStore } from '../../ports/workspace-store.ts';
import { cosmosContainers } from './containers.ts';
import { cosmosCallHistory } from './cosmos-call-history.ts';
import { cosmosCallStore } from './cosmos-call-store.ts';
import { type CosmosAddress, cosmosConnection } from './cosmos-connection.ts';
import { cosmosFlowVersions } from './cosmos-flow-versions.ts';
import { cosmosItems } from './cosmos-items.ts';
import { cosmosLedger } from './cosmos-ledger.ts';
import { cosmosRegister } from './cosmos-register.ts';
import { cosmosWorkspace } from './cosmos-workspace.ts';
import { createContainers } from './create-containers.ts';
import { ChargeCounter, type RequestCharges } from './request-charges.ts';

export interface CosmosStore {
  readonly calls: CallStore;
  readonly versions: FlowVersionStore;
  readonly workspace: WorkspaceStore;
  readonly history: CallHistory;
  readonly ledger: Ledger;
  readonly register: Register;
  /** What the service has charged so far. */
  readonly charges: () => RequestCharges;
  /** Makes database and containers where they are missing: for emulators, whose contents are gone when they stop. */
  readonly createContainers: () => Promise<void>;
  close(): Promise<void>;
}

export interface CosmosStoreOptions extends CosmosAddress {
  /** Stays the opener's: closing the store does not close it. */
  readonly http: HttpClient;
  readonly log: Log;
  /** Says what has expired. Default: the system's. */
  readonly clock?: Pick<Clock, 'now'>;
}

/**
 * Calls, flow versions and history in Cosmos DB, for any number of instances. Opening asks nobody anything: the SDK is
 * loaded and the service met with the first operation.
 * @throws Fault SETTINGS_INVALID for a key that would leave this machine.
 */
export function openCosmosStore(options: CosmosStoreOptions): CosmosStore {
  const { http, log, clock = systemClock, ...address } = options;
  const charges = new ChargeCounter();
  const connection = cosmosConnection(address, http, charges);
  const itemsOf = ({ name }: { readonly name: string }) => cosmosItems(() => connection.container(name));
  const close = () => connection.close();
  return {
    calls: { ...cosmosCallStore(itemsOf(cosmosContainers.calls), clock, log), close },
    versions: cosmosFlowVersions(itemsOf(cosmosContainers.flowVersions), log),
    workspace: cosmosWorkspace(itemsOf(cosmosContainers.workspace), log),
    history: cosmosCallHistory(itemsOf(cosmosContainers.callHistory), log),
    ledger: cosmosLedger(itemsOf(cosmosContainers.ledger), clock, log),
    register: cosmosRegister(itemsOf(cosmosContainers.register), clock, log),
    charges: () => charges.read(),
    createContainers: async () => createContainers(await connection.client(), address.database),
    close,
  };
}
