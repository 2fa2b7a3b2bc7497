import { statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { z } from 'zod';
import { unreachable } from '../core/call/unreachable.ts';
import { type SettingName, type StorageEndpoints, settingTable } from './setting-table.ts';

/** What the environment says, checked once; nothing past this file reads a variable. */
export interface Settings {
  readonly appId: string;
  readonly tenantId: string;
  /** Without a trailing slash, like every address here. */
  readonly baseUrl: string;
  readonly credential: Credential;
  readonly graphBaseUrl: string;
  readonly loginAuthority: string;
  readonly openIdConfigurationUrl: string;
  readonly notificationIssuers: readonly string[];
  readonly store: StoreSettings;
  /** Absolute, and there. */
  readonly flowsDir: string;
  /** What answers calls. */
  readonly flows: 'folder' | 'published';
  readonly admin: AdminSettings;
  readonly logLevel: Values['LOG_LEVEL'];
  readonly voicemailShape: Values['VOICEMAIL_SHAPE'];
}

/** Who may publish flows. */
export interface AdminSettings {
  readonly audience: readonly string[];
  /** Empty: tokens are not taken, because it is not known whose would be good. */
  readonly issuers: readonly string[];
  readonly openIdConfigurationUrl: string;
  /** The host in front asks for its keys. */
  readonly hostChecksKeys: boolean;
}

export type Credential =
  | { readonly kind: 'managedIdentity' }
  | { readonly kind: 'certificate'; readonly path: string }
  | { readonly kind: 'secret'; readonly secret: string }
  | { readonly kind: 'simulator'; readonly secret: string };

export type StoreSettings =
  | { readonly kind: 'embedded'; readonly stateDir: string }
  | {
      readonly kind: 'cosmos';
      readonly endpoint: string;
      readonly database: string;
      readonly key?: string;
      readonly storage: StorageSettings;
      /** Client id of the managed identity towards both; absent: the system-assigned one. */
      readonly identity?: string;
    };

/** Where prompts and recordings lie and slow work waits, when calls are in Cosmos DB. */
export type StorageSettings =
  | { readonly kind: 'account'; readonly endpoints: StorageEndpoints }
  /** Azurite on this machine. */
  | { readonly kind: 'emulator'; readonly connectionString: string };

/** Something to put right before the bot can start. Never holds a value, which might be a secret in the wrong place. */
export interface SettingProblem {
  readonly name: string;
  /** Goes on after the name: `is missing`. */
  readonly wrong: string;
  /** What to do, with an example. */
  readonly fix: string;
}

export type SettingsReading =
  | { readonly kind: 'settings'; readonly settings: Settings }
  | { readonly kind: 'invalid'; readonly problems: readonly SettingProblem[] };

export type Environment = { readonly [name: string]: string | undefined };

type Values = { readonly [Name in SettingName]: z.output<(typeof settingTable)[Name]['schema']> };

/** The client secret that the simulator takes when nobody chose one. It opens nothing. */
export const simulatorSecret = 'simulator';

/**
 * Reads every setting and reports every problem at once. Relative paths start at the app's folder. Looks at the file
 * system only to see that the named folders and files are there.
 */
export function readSettings(env: Environment): SettingsReading {
  const problems: SettingProblem[] = [];
  const values = readValues(env, problems);
  const root = env.AzureWebJobsScriptRoot ?? process.cwd(); // Set by the Functions host, whose working directory varies.
  const credential = readCredential(env, values, root, problems);
  const store = readStore(env, values, root, problems);
  const flowsDir = resolve(root, values.FLOWS_DIR ?? '');
  if (values.FLOWS_DIR !== undefined && !isFolder(flowsDir)) {
    problems.push(problem('FLOWS_DIR', 'names a folder that does not exist'));
  }
  if (problems.length > 0 || credential === undefined || store === undefined || !isComplete(values)) {
    return { kind: 'invalid', problems };
  }
  const settings: Settings = {
    appId: values.BOT_APP_ID,
    tenantId: values.BOT_TENANT_ID,
    baseUrl: values.BOT_BASE_URL,
    credential,
    graphBaseUrl: values.GRAPH_BASE_URL,
    loginAuthority: values.LOGIN_AUTHORITY,
    openIdConfigurationUrl: values.NOTIFICATION_OPENID_CONFIGURATION,
    notificationIssuers: values.NOTIFICATION_ISSUERS,
    store,
    flowsDir,
    flows: values.FLOWS ?? (store.kind === 'cosmos' ? 'published' : 'folder'),
    admin: readAdmin(values),
    logLevel: values.LOG_LEVEL,
    voicemailShape: values.VOICEMAIL_SHAPE,
  };
  return { kind: 'settings', settings };
}

/** Entra's version 1 tokens name the issuer `sts.windows.net`, version 2 the login page (learn.microsoft.com, "Access tokens"). */
function readAdmin(values: Values): AdminSettings {
  const { BOT_APP_ID: app, BOT_TENANT_ID: tenant, LOGIN_AUTHORITY: authority } = values;
  const issuers = /^[0-9a-f-]{36}$/i.test(tenant)
    ? [`https://login.microsoftonline.com/${tenant}/v2.0`, `https://sts.windows.net/${tenant}/`]
    : [];
  return {
    audience: values.ADMIN_AUDIENCE === undefined ? [`api://${app}`, app] : [values.ADMIN_AUDIENCE],
    issuers: values.ADMIN_ISSUERS ?? issuers,
    openIdConfigurationUrl: values.ADMIN_OPENID_CONFIGURATION ?? `${authority}/${tenant}/v2.0/.well-known/openid-configuration`,
    hostChecksKeys: values.ADMIN_KEYS === 'functions',
  };
}

/** One line for people. */
export function explainProblem({ name, wrong, fix }: SettingProblem): string {
  return `${name} ${wrong}. ${fix}`;
}

/** What could be read; the rest is undefined and has its problem in the list. */
function readValues(env: Environment, problems: SettingProblem[]): Partial<Values> {
  const values: { [name: string]: unknown } = {};
  for (const [name, { schema }] of Object.entries(settingTable)) {
    const result = schema.safeParse(textOf(env, name));
    if (result.success) values[name] = result.data;
    else problems.push(problem(name as SettingName, result.error.issues[0]?.message ?? 'is not valid')); // A key of the table.
  }
  return values as Partial<Values>; // Each value came from the schema of its own name.
}

/** An empty variable is how many hosts spell a missing one. */
function textOf(env: Environment, name: string): string | undefined {
  const value = env[name]?.trim();
  return value === '' ? undefined : value;
}

function isComplete(values: Partial<Values>): values is Values {
  return Object.keys(settingTable).every((name) => name in values);
}

function readCredential(
  env: Environment,
  values: Partial<Values>,
  root: string,
  problems: SettingProblem[],
): Credential | undefined {
  switch (values.BOT_CREDENTIAL) {
    case undefined:
      return undefined;
    case 'managedIdentity':
      return { kind: 'managedIdentity' };
    case 'simulator':
      if (textOf(env, 'LOGIN_AUTHORITY') === undefined) {
        problems.push({
          name: 'LOGIN_AUTHORITY',
          wrong: 'is missing, and with BOT_CREDENTIAL `simulator` Microsoft itself would be asked for tokens',
          fix: 'Set it to the simulator, for example LOGIN_AUTHORITY=http://127.0.0.1:7072, or choose another BOT_CREDENTIAL.',
        });
      }
      return { kind: 'simulator', secret: values.BOT_CLIENT_SECRET ?? simulatorSecret };
    case 'secret':
      if (values.BOT_CLIENT_SECRET !== undefined) return { kind: 'secret', secret: values.BOT_CLIENT_SECRET };
      problems.push(problem('BOT_CLIENT_SECRET', 'is missing, but BOT_CREDENTIAL is `secret`'));
      return undefined;
    case 'certificate': {
      if (values.BOT_CERTIFICATE_PATH === undefined) {
        problems.push(problem('BOT_CERTIFICATE_PATH', 'is missing, but BOT_CREDENTIAL is `certificate`'));
        return undefined;
      }
      const path = resolve(root, values.BOT_CERTIFICATE_PATH);
      if (isFile(path)) return { kind: 'certificate', path };
      problems.push(problem('BOT_CERTIFICATE_PATH', 'names a file that does not exist'));
      return undefined;
    }
    default:
      return unreachable(values.BOT_CREDENTIAL);
  }
}

function readStore(
  env: Environment,
  values: Partial<Values>,
  root: string,
  problems: SettingProblem[],
): StoreSettings | undefined {
  if (values.STORE === undefined) return undefined;
  if (values.STORE === 'embedded') return { kind: 'embedded', stateDir: resolve(root, values.STATE_DIR ?? '') };
  const { COSMOS_ENDPOINT: endpoint, COSMOS_DATABASE: database, COSMOS_KEY: key } = values;
  // An endpoint that could not be read has its problem already.
  if (endpoint === undefined && 'COSMOS_ENDPOINT' in values) problems.push(problem('COSMOS_ENDPOINT', missingForCosmos));
  if (database === undefined) problems.push(problem('COSMOS_DATABASE', missingForCosmos));
  const storage = readStorage(env, values, problems);
  if (endpoint === undefined || database === undefined || storage === undefined) return undefined;
  const identity = values.AZURE_CLIENT_ID ?? (values.BOT_CREDENTIAL === 'managedIdentity' ? values.BOT_APP_ID : undefined);
  return {
    kind: 'cosmos',
    endpoint,
    database,
    storage,
    ...(key === undefined ? {} : { key }),
    ...(identity === undefined ? {} : { identity }),
  };
}

const missingForCosmos = 'is missing, but STORE is `cosmos`';

function readStorage(env: Environment, values: Partial<Values>, problems: SettingProblem[]): StorageSettings | undefined {
  if (!('STORAGE_ACCOUNT' in values && 'STORAGE_CONNECTION_STRING' in values)) return undefined; // Has its problem already.
  const { STORAGE_ACCOUNT: endpoints, STORAGE_CONNECTION_STRING: connectionString } = values;
  if (endpoints !== undefined && connectionString !== undefined) {
    problems.push({
      name: 'STORAGE_CONNECTION_STRING',
      wrong: 'is set beside STORAGE_ACCOUNT, and only one of them can be meant',
      fix: 'Leave it out in Azure; leave STORAGE_ACCOUNT out with an emulator.',
    });
    return undefined;
  }
  if (connectionString !== undefined) return { kind: 'emulator', connectionString };
  if (endpoints === undefined) {
    problems.push(problem('STORAGE_ACCOUNT', missingForCosmos));
    return undefined;
  }
  const watched = accountOfTheHost(env);
  if (watched !== undefined && watched !== accountIn(endpoints.queues)) {
    problems.push({
      name: 'STORAGE_ACCOUNT',
      wrong: 'names another account than AzureWebJobsStorage, so nobody would do the work that is queued there',
      fix: 'Set both to the same account.',
    });
  }
  return { kind: 'account', endpoints };
}

/** How the Functions host names the account whose queue it watches, when it goes there by identity. */
function accountOfTheHost(env: Environment): string | undefined {
  const address = textOf(env, 'AzureWebJobsStorage__queueServiceUri');
  return address !== undefined && URL.canParse(address) ? accountIn(address) : textOf(env, 'AzureWebJobsStorage__accountName');
}

/** `https://{account}.queue.core.windows.net`. */
function accountIn(address: string): string | undefined {
  return new URL(address).hostname.split('.')[0];
}

function problem(name: SettingName, wrong: string): SettingProblem {
  return { name, wrong, fix: `Set it, for example ${name}=${settingTable[name].example}` };
}

function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}
