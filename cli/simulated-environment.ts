import { resolve } from 'node:path';
import { type SettingName, settingTable } from '../src/edge/setting-table.ts';
import type { Environment } from '../src/edge/settings.ts';

/** The made-up registration that the bot and the simulator share. It opens nothing outside this machine. */
export const simulatedRegistration = {
  appId: '11111111-2222-4333-8444-555555555555',
  tenantId: '99999999-8888-4777-8666-555555555555',
  appSecret: 'simulator',
} as const;

export interface SimulatedEnvironment {
  readonly botPort: number;
  readonly simulatorUrl: string;
  readonly stateDir: string;
  readonly flowsDir: string;
}

/**
 * The bot's environment when it speaks to the simulator. Settings that are lying about in `own`, perhaps those of a real
 * tenant, are left out; everything else (PATH, proxies, the log level) is handed on.
 */
export function simulatedEnvironment(own: Environment, where: SimulatedEnvironment): { [name: string]: string | undefined } {
  const { botPort, simulatorUrl, stateDir, flowsDir } = where;
  const settings: { readonly [Name in SettingName]: string | undefined } = {
    BOT_APP_ID: simulatedRegistration.appId,
    BOT_TENANT_ID: simulatedRegistration.tenantId,
    BOT_BASE_URL: `http://127.0.0.1:${botPort}`,
    BOT_CREDENTIAL: 'simulator',
    BOT_CLIENT_SECRET: simulatedRegistration.appSecret,
    BOT_CERTIFICATE_PATH: undefined,
    GRAPH_BASE_URL: `${simulatorUrl}/v1.0`,
    LOGIN_AUTHORITY: simulatorUrl,
    NOTIFICATION_OPENID_CONFIGURATION: `${simulatorUrl}/v1/.well-known/OpenIdConfiguration`,
    NOTIFICATION_ISSUERS: undefined,
    STORE: 'embedded',
    STATE_DIR: stateDir,
    COSMOS_ENDPOINT: undefined,
    COSMOS_DATABASE: undefined,
    COSMOS_KEY: undefined,
    STORAGE_ACCOUNT: undefined,
    STORAGE_CONNECTION_STRING: undefined,
    AZURE_CLIENT_ID: undefined,
    FLOWS_DIR: flowsDir,
    FLOWS: own.FLOWS,
    ADMIN_AUDIENCE: undefined,
    ADMIN_ISSUERS: undefined,
    ADMIN_OPENID_CONFIGURATION: undefined,
    ADMIN_KEYS: undefined,
    LOG_LEVEL: own.LOG_LEVEL ?? 'warn',
    VOICEMAIL_SHAPE: own.VOICEMAIL_SHAPE,
  };
  const rest = Object.entries(own).filter(([name]) => !Object.hasOwn(settingTable, name) && name !== 'AzureWebJobsScriptRoot');
  return { ...Object.fromEntries(rest), ...settings, PORT: String(botPort), HOST: '127.0.0.1' };
}

/** The environment of the bot that `npm start` runs on this machine at that port, with its usual folders. */
export function localEnvironment(own: Environment, botPort: number): { [name: string]: string | undefined } {
  return simulatedEnvironment(own, {
    botPort,
    simulatorUrl: `http://127.0.0.1:${botPort + 1}`,
    stateDir: resolve(own.STATE_DIR ?? '.state/start'),
    flowsDir: resolve(own.FLOWS_DIR ?? 'flows'),
  });
}
