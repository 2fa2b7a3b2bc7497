import type { ApplicationPermission } from '../../../src/core/call/tenant-setup.ts';

export { type ApplicationPermission, applicationPermissions } from '../../../src/core/call/tenant-setup.ts';

/** What the simulated cloud knows of the bot and its customers. Left out, everything is set up as it should be. */
export interface DirectoryOptions {
  /** Calling is enabled on the Teams channel of the Azure Bot. Default true; false refuses with 7503. */
  readonly callingEnabled?: boolean;
  /** The first one is where calls take place. Default: one tenant with everything consented. */
  readonly tenants?: readonly TenantOption[];
}

export interface TenantOption {
  readonly id: string;
  /** What an administrator has consented to. Default all. */
  readonly permissions?: readonly ApplicationPermission[];
  /** Users of whom more is to be said than that they exist. */
  readonly users?: readonly UserOption[];
  /** Default: the lines that people can call. */
  readonly resourceAccounts?: readonly ResourceAccountOption[];
  /** Users for whom `Grant-CsApplicationAccessPolicy` lets the bot handle meetings. Default `everybody`. */
  readonly meetingAccess?: 'everybody' | readonly string[];
  /** `Set-CsApplicationMeetingConfiguration -AllowRemoveParticipantAppIds` (graph-calling, 1.9). Default the bot. */
  readonly allowRemoveParticipantAppIds?: readonly string[];
}

export interface UserOption {
  readonly id: string;
  readonly displayName?: string;
  /** With a Teams licence. Default true; without one there is nobody to call. */
  readonly licensed?: boolean;
  /** Default true; otherwise calls end with 480/10199. */
  readonly privateCallingEnabled?: boolean;
}

export interface ResourceAccountOption {
  /** The object id of the application instance. */
  readonly id: string;
  readonly displayName: string;
  /** The bot it belongs to. Default the one that is simulated. */
  readonly appId?: string;
  /** E.164. */
  readonly number?: string;
  /** With a Teams Phone Resource Account licence. Default true; without it the number is worth nothing. */
  readonly licensed?: boolean;
  /** With paid minutes for outgoing calls to telephones. Default true; otherwise `Balance not found`. */
  readonly outboundMinutes?: boolean;
}
