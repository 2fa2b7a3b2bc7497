/** Microsoft Graph's application id in every tenant. */
export const graphAppId = '00000003-0000-0000-c000-000000000000';

/** Application permissions of the calls API, with the ids of their roles (the same in every tenant). */
export const graphPermissions = {
  'Calls.Initiate.All': '284383ee-7f6e-4e40-a2a8-e85dcb029101',
  'Calls.InitiateGroupCall.All': '4c277553-8a09-487b-8023-29ee378d8324',
  'Calls.JoinGroupCall.All': 'f6b49018-60ab-4f81-83bd-22caeabfed2d',
  'Calls.JoinGroupCallAsGuest.All': 'fd7ccf6b-3d28-418b-9701-cd10f5cd2fd4',
  'Calls.AccessMedia.All': 'a7a681dc-756e-4909-b988-f160edc6655f',
  'OnlineMeetings.Read.All': 'c1684f21-1984-47fa-9d61-2dc8c296bb70',
  'OnlineMeetings.ReadWrite.All': 'b8bb2037-6e08-44ac-a4ea-4674e010e2a4',
  'Mail.Send': 'b633e1c5-b582-4048-a93e-9f11b44c7e96',
} as const;

export type GraphPermission = keyof typeof graphPermissions;
