import { explainCode } from '../../../src/core/call/explain/explain.ts';
import type { Fault } from '../../../src/core/call/fault.ts';
import type { Settings } from '../../../src/edge/settings.ts';
import type { Check, Verdict } from '../check.ts';
import { asVerdict } from '../said-by-graph.ts';

/** Whether Entra gives the bot a token for its tenant. */
export const token: Check = {
  id: 'token',
  title: 'Token',
  needs: ['settings'],
  run: async (setup) => {
    const settings = setup.settings();
    const reading = await setup.token();
    if (reading.kind === 'token') return { kind: 'good', says: `Issued for tenant ${settings.tenantId}.` };
    return judgeFault(reading.fault, settings);
  },
};

export function judgeFault(fault: Fault, settings: Settings): Verdict {
  if (fault.reason !== undefined) return asVerdict(explainCode(fault.reason), settings);
  if (settings.credential.kind === 'managedIdentity') {
    return {
      kind: 'skipped',
      says: 'A managed identity gives tokens only inside Azure: run the doctor where the bot runs, or with an app registration.',
    };
  }
  if (fault.code === 'SETTINGS_INVALID') {
    return { kind: 'bad', says: fault.message, fix: { words: 'Set BOT_CERTIFICATE_PATH to a PEM file with both.' } };
  }
  return {
    kind: 'bad',
    says: `${new URL(settings.loginAuthority).host} gave no token and no reason that can be read.`,
    fix: { words: 'Let this machine reach it by https: look at LOGIN_AUTHORITY, the firewall and the proxy.' },
  };
}
