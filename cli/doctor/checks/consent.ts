import { decodeJwt } from 'jose';
import { z } from 'zod';
import type { Settings } from '../../../src/edge/settings.ts';
import type { Check, Fix, Verdict } from '../check.ts';
import { type GraphPermission, graphAppId, graphPermissions } from '../graph-permissions.ts';
import { automationNeeds, type Need, neededPermissions, shortageOf } from '../needed-permissions.ts';
import { grantRoles } from '../powershell.ts';

const claims = z.object({ roles: z.array(z.string()).default([]) });

/** Whether the token holds the permissions that the flows need. */
export const consent: Check = {
  id: 'consent',
  title: 'Permissions and consent',
  needs: ['settings', 'token'],
  run: async (setup) => {
    const settings = setup.settings();
    const reading = await setup.token();
    if (reading.kind === 'none') return { kind: 'skipped', says: 'There is no token to look into.' };
    const roles = rolesIn(reading.token);
    if (roles === undefined) return opaque('The token does not say what it permits.');
    const { steps, lines, sendsMail } = await setup.flows();
    const hasNumber = Object.values(lines.lines).some((line) => line.number !== undefined);
    return judgeConsent(neededPermissions(steps, { hasNumber, sendsMail }), roles, settings);
  },
};

/** Undefined for a token that is no JWT. Its signature is Graph's to check. */
function rolesIn(token: string): readonly string[] | undefined {
  try {
    return claims.parse(decodeJwt(token)).roles;
  } catch {
    return undefined;
  }
}

function opaque(says: string): Verdict {
  return {
    kind: 'warning',
    says,
    fix: { words: 'See what was granted: Microsoft Entra, Enterprise applications, Permissions.' },
  };
}

export function judgeConsent(needs: readonly Need[], roles: readonly string[], settings: Settings): Verdict {
  const { missing, permissions } = shortageOf(needs, roles);
  if (missing.length === 0) {
    return {
      kind: 'good',
      says: 'Granted, all that the flows need.',
      details: [`The token holds: ${[...roles].sort().join(', ')}.`, ...refusedOfAutomation(roles)],
    };
  }
  const isAdviceOnly = missing.every(({ isAdvice }) => isAdvice);
  return {
    kind: isAdviceOnly ? 'warning' : 'bad',
    says: isAdviceOnly
      ? `${permissions.length === 1 ? 'A permission that Microsoft recommends is' : `${permissions.length} permissions that Microsoft recommends are`} not granted.`
      : `${permissions.length === 1 ? 'A permission is' : `${permissions.length} permissions are`} missing or not consented to.`,
    details: missing.map(inWords),
    why:
      roles.length === 0
        ? 'The token holds no permission at all: nobody has consented yet.'
        : `The token holds only: ${[...roles].sort().join(', ')}.`,
    fix: consentFix(permissions, settings),
  };
}

/** Nobody can tell from here whether a program will ask for it. */
function refusedOfAutomation(roles: readonly string[]): readonly string[] {
  const { missing } = shortageOf(automationNeeds(), roles);
  if (missing.length === 0) return [];
  const what = missing.map(({ for: purpose, anyOf }) => `${purpose} (${anyOf.join(' or ')})`).join('; ');
  return [`Not granted, and asked for by no flow: ${what}. Programs that ask for it at the automation API are refused.`];
}

const mostSteps = 5;

function inWords({ anyOf, for: purpose, steps }: Need): string {
  const named = steps.slice(0, mostSteps).join(', ');
  const more = steps.length > mostSteps ? ` and ${steps.length - mostSteps} more` : '';
  return `${anyOf.join(' or ')}: for ${purpose}${named === '' ? '' : ` (${named}${more})`}.`;
}

export function consentFix(permissions: readonly GraphPermission[], settings: Settings): Fix {
  const { appId, tenantId, loginAuthority, credential } = settings;
  const inPowerShell = grantRoles(appId, tenantId, permissions);
  if (credential.kind === 'managedIdentity') {
    return {
      words:
        'A managed identity has no consent page: give its service principal the roles, in PowerShell with the module Microsoft.Graph.Applications. New tokens hold them after up to a day, or when the app restarts.',
      commands: inPowerShell,
    };
  }
  return {
    words:
      'Add them to the app registration, then let an administrator open the address and consent, or grant them in PowerShell with the module Microsoft.Graph.Applications. Do it again after every change.',
    commands: [
      `az ad app permission add --id ${appId} --api ${graphAppId} --api-permissions ${permissions.map((name) => `${graphPermissions[name]}=Role`).join(' ')}`,
      `${loginAuthority}/${tenantId}/adminconsent?client_id=${appId}`,
      '# or, instead of opening the address:',
      ...inPowerShell,
    ],
  };
}
