import type { BotParty } from '../call/sim-call.ts';
import type { GraphOptions } from '../graph-options.ts';
import {
  type ApplicationPermission,
  applicationPermissions,
  type ResourceAccountOption,
  type TenantOption,
  type UserOption,
} from './directory-options.ts';

/** Tenants, users, resource accounts and what was consented to. Ids are compared without regard to case. */
export class Directory {
  readonly #options: GraphOptions;

  constructor(options: GraphOptions) {
    this.#options = options;
  }

  get callingEnabled(): boolean {
    return this.#options.directory?.callingEnabled ?? true;
  }

  /** Where calls to the bot take place. */
  get homeTenantId(): string {
    return this.#options.directory?.tenants?.[0]?.id ?? this.#options.tenantId;
  }

  /** Undefined when there is no such tenant, as far as the options say which there are. */
  tenant(id: string): TenantOption | undefined {
    const tenants = this.#options.directory?.tenants;
    if (!tenants) return { id };
    return tenants.find((tenant) => same(tenant.id, id));
  }

  /** What the bot may do in a tenant: the `roles` of its tokens. */
  consented(tenantId: string): readonly ApplicationPermission[] {
    const tenant = this.tenant(tenantId);
    return tenant ? [...(tenant.permissions ?? applicationPermissions)] : []; // A token keeps what held when it was issued.
  }

  /** Of a user of whom nothing is said, only that there is one. */
  user(tenantId: string, id: string): UserOption {
    return this.tenant(tenantId)?.users?.find((user) => same(user.id, id)) ?? { id };
  }

  /** Whether a user is listed elsewhere and not here. Of those who are listed nowhere nothing is known. */
  isOfAnotherTenant(tenantId: string, id: string): boolean {
    const homes = (this.#options.directory?.tenants ?? []).filter(({ users }) => users?.some((user) => same(user.id, id)));
    return homes.length > 0 && !homes.some((home) => same(home.id, tenantId));
  }

  displayNameOf(tenantId: string, id: string): string {
    const known = this.#options.people?.callers.find((person) => person.kind === 'user' && same(person.id, id));
    return this.user(tenantId, id).displayName ?? known?.displayName ?? 'Ada Example';
  }

  resourceAccount(tenantId: string, id: string): ResourceAccountOption | undefined {
    return this.#accounts(tenantId).find((account) => same(account.id, id));
  }

  /** Whether the bot has a resource account with a number that works. */
  hasNumber(tenantId: string): boolean {
    return this.#accounts(tenantId).some(({ id }) => this.botAs(tenantId, id)?.number !== undefined);
  }

  /** Whether this resource account, or any that has a number, can call telephones at somebody's expense. */
  hasMinutes(tenantId: string, id?: string): boolean {
    const payers = this.#accounts(tenantId).filter((one) => (id === undefined ? one.number !== undefined : same(one.id, id)));
    return payers.some(({ outboundMinutes = true }) => outboundMinutes);
  }

  #accounts(tenantId: string): readonly ResourceAccountOption[] {
    const lines = (this.#options.people?.lines ?? []).filter((line) => line.id !== 'bot');
    return this.tenant(tenantId)?.resourceAccounts ?? (same(tenantId, this.homeTenantId) ? lines : []);
  }

  /** The bot itself, under the name that people see. */
  bot(): BotParty {
    const line = this.#options.people?.lines.find(({ id }) => id === 'bot');
    return { kind: 'bot', id: this.#options.appId, displayName: line?.displayName ?? 'IVR bot' };
  }

  /** The bot in the name of a resource account of its own; undefined when it has no such account. */
  botAs(tenantId: string, accountId: string): BotParty | undefined {
    const account = this.resourceAccount(tenantId, accountId);
    if (!account || !this.owns(account)) return undefined;
    const { id, displayName, number, licensed = true } = account;
    return { kind: 'applicationInstance', id, displayName, ...(number !== undefined && licensed ? { number } : {}) };
  }

  owns({ appId = this.#options.appId }: ResourceAccountOption): boolean {
    return same(appId, this.#options.appId);
  }

  mayHandleMeetingsOf(tenantId: string, userId: string): boolean {
    const access = this.tenant(tenantId)?.meetingAccess ?? 'everybody';
    return access === 'everybody' || access.some((id) => same(id, userId));
  }

  mayRemoveParticipants(tenantId: string): boolean {
    const allowed = this.tenant(tenantId)?.allowRemoveParticipantAppIds ?? [this.#options.appId];
    return allowed.some((id) => same(id, this.#options.appId));
  }
}

function same(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
