import type { Line } from '../../src/core/flow/workspace.ts';
import { type GraphPermission, graphAppId, graphPermissions } from './graph-permissions.ts';
import { assignNumber, domainToFill, meetingPolicies, newResourceAccount } from './powershell.ts';
import { ownAccount } from './sample-accounts.ts';

export interface AdminTask {
  readonly appId: string;
  readonly tenantId: string;
  readonly baseUrl: string;
  readonly loginAuthority: string;
  /** The bot is a managed identity rather than an app registration. */
  readonly isManagedIdentity: boolean;
  readonly permissions: readonly GraphPermission[];
  readonly lines: readonly (readonly [name: string, line: Line])[];
  readonly hasMeetings: boolean;
}

/**
 * The PowerShell script with which an administrator sets the tenant up, with this set-up's own ids. What is there already is
 * left as it is, so it can be run again. No secret is in it.
 */
export function adminScript(task: AdminTask): string {
  return [
    '# Sets up a Microsoft 365 tenant for Teams IVR. Written by "teams-ivr doctor --script"; read it before you run it.',
    '# It can be run again: what is there already is left as it is.',
    `# You need: ${modules(task).join(', ')}, the Azure CLI, and the roles Teams Administrator and Privileged Role Administrator.`,
    '',
    "$ErrorActionPreference = 'Stop'",
    `$appId = '${task.appId}'`,
    `$tenantId = '${task.tenantId}'`,
    '# Put the names of your own tenant and of your Azure Bot here:',
    `$domain = '${domainToFill}'`,
    "$botName = '<name of the Azure Bot>'",
    "$resourceGroup = '<its resource group>'",
    "if ($domain + $botName + $resourceGroup -like '*<*') { throw 'Fill in the names at the top of this script first.' }",
    '$PSNativeCommandUseErrorActionPreference = $true # An az that fails stops the script, too (PowerShell 7.4).',
    'az login --tenant $tenantId | Out-Null',
    '',
    '# 1. Permissions of Microsoft Graph, with consent for the whole tenant.',
    ...permissionSection(task),
    '',
    '# 2. The Azure Bot: calling on the Microsoft Teams channel.',
    `az bot msteams create --name $botName --resource-group $resourceGroup --enable-calling true --calling-web-hook '${task.baseUrl}/api/calls'`,
    '',
    '# 3. A resource account for each line, and its number.',
    'Connect-MicrosoftTeams -TenantId $tenantId | Out-Null',
    ...task.lines.flatMap(([name, line]) => lineSection(name, line, task.appId)),
    ...(task.hasMeetings
      ? ['', '# 4. Policies for meetings. They hold after up to 30 minutes.', ...meetingSection(task.appId)]
      : []),
    '',
    `# Then run "teams-ivr doctor" again.`,
    '',
  ].join('\n');
}

function modules({ isManagedIdentity }: AdminTask): readonly string[] {
  return ['the module MicrosoftTeams', ...(isManagedIdentity ? ['the module Microsoft.Graph.Applications'] : [])];
}

function permissionSection({ isManagedIdentity, permissions, loginAuthority }: AdminTask): readonly string[] {
  if (!isManagedIdentity) {
    const roles = permissions.map((name) => `${graphPermissions[name]}=Role`).join(' ');
    return [
      ...permissions.map((name) => `#    ${name}`),
      `az ad app permission add --id $appId --api ${graphAppId} --api-permissions ${roles}`,
      `Start-Process "${loginAuthority}/$tenantId/adminconsent?client_id=$appId" # Consent in the browser.`,
    ];
  }
  return [
    "Connect-MgGraph -TenantId $tenantId -Scopes 'AppRoleAssignment.ReadWrite.All', 'Application.Read.All' -NoWelcome",
    `$bot = Get-MgServicePrincipal -Filter "appId eq '$appId'"`,
    `$graph = Get-MgServicePrincipal -Filter "appId eq '${graphAppId}'"`,
    '$granted = (Get-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $bot.Id -All).AppRoleId',
    'foreach ($role in @(',
    ...permissions.map((name, index) => `  '${graphPermissions[name]}'${index === permissions.length - 1 ? ' ' : ','} # ${name}`),
    ')) {',
    '  if ($role -in $granted) { continue }',
    '  New-MgServicePrincipalAppRoleAssignment -ServicePrincipalId $bot.Id -PrincipalId $bot.Id -ResourceId $graph.Id -AppRoleId $role',
    '}',
  ];
}

function lineSection(name: string, line: Line, appId: string): readonly string[] {
  const { number } = line;
  const applicationInstance = ownAccount(line);
  if (applicationInstance !== undefined) {
    return [
      '',
      `# Line ${name}`,
      `$account = Get-CsOnlineApplicationInstance -Identity ${applicationInstance}`,
      `if ($account.ApplicationId -ne $appId) { Set-CsOnlineApplicationInstance -Identity ${applicationInstance} -ApplicationId $appId }`,
      ...numberSection(applicationInstance, number),
    ];
  }
  const upn = `ivr-${name.toLowerCase()}@$domain`;
  const [create = ''] = newResourceAccount(name, appId, '$domain');
  return [
    '',
    `# Line ${name}: put the object id that this prints into flows/lines.jsonc as "applicationInstance".`,
    `$account = Get-CsOnlineApplicationInstance -Identity "${upn}" -ErrorAction SilentlyContinue`,
    // Single quotes would keep $domain from being filled in.
    `if (-not $account) { $account = ${create.replace(/'([^']*\$domain)'/, '"$1"')} }`,
    `"Line ${name}: applicationInstance $($account.ObjectId)"`,
    ...numberSection('$account.ObjectId', number),
  ];
}

function numberSection(account: string, number: string | undefined): readonly string[] {
  if (number === undefined) return [];
  const identity = account.startsWith('$') ? `(${account})` : account;
  return [
    '# It needs the licence "Microsoft Teams Phone Resource Account" first (Microsoft 365 admin centre), and a service number.',
    `if (-not (Get-CsPhoneNumberAssignment -AssignedPstnTargetId ${identity})) { ${assignNumber('ACCOUNT', number).replace('ACCOUNT', identity)} }`,
  ];
}

function meetingSection(appId: string): readonly string[] {
  const [create = '', ...rest] = meetingPolicies(appId);
  return [`if (-not (Get-CsApplicationAccessPolicy -Identity teams-ivr -ErrorAction SilentlyContinue)) { ${create} }`, ...rest];
}
