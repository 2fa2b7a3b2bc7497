/** The application permissions that a bot for calls can be given (graph-calling, 4.1). */
export const applicationPermissions = [
  'Calls.Initiate.All',
  'Calls.InitiateGroupCall.All',
  'Calls.JoinGroupCall.All',
  'Calls.JoinGroupCallAsGuest.All',
  'Calls.AccessMedia.All',
  'OnlineMeetings.Read.All',
  'OnlineMeetings.ReadWrite.All',
] as const;
export type ApplicationPermission = (typeof applicationPermissions)[number];

/** What else an administrator sets up for the bot, and what it is. */
export const tenantParts = {
  number: 'the telephone number of its resource accounts',
  licence: 'the Teams Phone Resource Account licence of its resource accounts, without which a number is worth nothing',
  outboundMinutes: 'paid minutes for calls to telephones',
  accessPolicy: 'the application access policy, without which nobody has meetings made or read by the bot',
  removal: 'the setting by which the bot may remove participants',
} as const;
export type TenantPart = keyof typeof tenantParts;

/** Everything that a simulated tenant can do without. */
export type TenantLack = ApplicationPermission | TenantPart;
const parts: readonly TenantLack[] = ['number', 'licence', 'outboundMinutes', 'accessPolicy', 'removal'];
export const tenantLacks: readonly TenantLack[] = [...applicationPermissions, ...parts];

/** Undefined when there is nothing of that name; capitals do not matter. */
export function readTenantLack(text: string): TenantLack | undefined {
  return tenantLacks.find((one) => one.toLowerCase() === text.toLowerCase());
}
