import { type GraphPermission, graphAppId, graphPermissions } from './graph-permissions.ts';
import { quoted } from './quote.ts';

/** Placeholders that only the administrator can fill in. */
export const domainToFill = '<your domain>';

/** The account of a line, and how to see its object id. */
export function newResourceAccount(line: string, appId: string, domain = domainToFill): readonly string[] {
  const upn = `ivr-${line.toLowerCase()}@${domain}`;
  return [
    `New-CsOnlineApplicationInstance -UserPrincipalName ${quoted(upn)} -ApplicationId ${appId} -DisplayName ${quoted(`IVR ${line}`)}`,
    `Sync-CsOnlineApplicationInstance -ObjectId (Get-CsOnlineUser ${quoted(upn)}).Identity -ApplicationId ${appId}`,
  ];
}

/** Licence and number of a line's account. */
export function assignNumber(account: string, number: string): string {
  return `Set-CsPhoneNumberAssignment -Identity ${quoted(account)} -PhoneNumber ${quoted(number)} -PhoneNumberType CallingPlan`;
}

/** What an application needs to create and read meetings for an organizer. */
export function meetingPolicies(appId: string, policy = 'teams-ivr'): readonly string[] {
  return [
    `New-CsApplicationAccessPolicy -Identity ${policy} -AppIds ${appId} -Description 'Teams IVR may create and read meetings'`,
    `Grant-CsApplicationAccessPolicy -PolicyName ${policy} -Global`,
    `Set-CsApplicationMeetingConfiguration -AllowRemoveParticipantAppIds @{Add='${appId}'}`,
  ];
}

/**
 * Grants permissions of Graph to whatever the bot runs as, an app registration or a managed identity: for an application
 * permission the role is the consent.
 */
export function grantRoles(appId: string, tenantId: string, permissions: readonly GraphPermission[]): readonly string[] {
  return [
    `Connect-MgGraph -TenantId ${tenantId} -Scopes 'AppRoleAssignment.ReadWrite.All', 'Application.Read.All' -NoWelcome`,
    `$bot = Get-MgServicePrincipal -Filter "appId eq '${appId}'"; $graph = Get-MgServicePrincipal -Filter "appId eq '${graphAppId}'"`,
    ...permissions.map(
      (name) =>
        `New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $bot.Id -PrincipalId $bot.Id -ResourceId $graph.Id -AppRoleId ${graphPermissions[name]} # ${name}`,
    ),
  ];
}

/** The calling channel of the Azure Bot. */
export function callingChannel(baseUrl: string): readonly string[] {
  return [
    "az resource list --resource-type Microsoft.BotService/botServices --query '[].{name:name, group:resourceGroup}' --output table",
    `az bot msteams create --name <bot> --resource-group <group> --enable-calling true --calling-web-hook ${baseUrl}/api/calls`,
  ];
}
