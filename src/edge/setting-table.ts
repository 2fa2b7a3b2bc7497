import { z } from 'zod';

/** One environment variable: how it is read, and how it is explained to the person who has to set it. */
export interface SettingEntry<Value> {
  /** Gets the trimmed text, or undefined when the variable is missing or empty. Messages never repeat the value. */
  readonly schema: z.ZodType<Value, string | undefined>;
  /** For the settings reference. */
  readonly about: string;
  /** A value that would be accepted; the sample file and the fixes use it. */
  readonly example: string;
}

const isMissing = 'is missing';

/** Where plain http is allowed: nobody else can listen in on this machine's own loopback addresses. */
function isLoopback(hostname: string): boolean {
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d{1,3}){3}$/.test(hostname);
}

const text = z.string({ error: isMissing });
const guid = text.regex(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i, 'is not a GUID').transform((id) => id.toLowerCase());
/** A tenant goes by its id or by one of its domain names. */
const tenant = text.regex(
  /^([0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[a-z0-9-]+(\.[a-z0-9-]+)+)$/i,
  'is neither a GUID nor a domain name',
);

/** An absolute address without a trailing slash, so that paths can be appended. */
const address = text.transform((value, context) => {
  const complaint = complaintAbout(value);
  if (complaint === undefined) return value.replace(/\/+$/, '');
  context.addIssue({ code: 'custom', message: complaint });
  return z.NEVER;
});

function complaintAbout(value: string): string | undefined {
  if (!URL.canParse(value)) return 'is not an absolute address';
  const url = new URL(value);
  if (url.protocol !== 'https:' && url.protocol !== 'http:') return 'does not begin with https://';
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return 'uses http://, which is only allowed on this machine (localhost, 127.0.0.1, [::1])';
  }
  if (url.username !== '' || url.password !== '') return 'holds a user name or password';
  if (url.search !== '' || url.hash !== '') return 'has a query or a fragment';
  return undefined;
}

const origin = address.refine((value) => new URL(value).pathname === '/', 'has a path, but must be an origin only');

/** Compared with the token's `iss` letter by letter, so nothing is normalised. */
const issuers = text
  .transform((value) =>
    value
      .split(',')
      .map((issuer) => issuer.trim())
      .filter((issuer) => issuer !== ''),
  )
  .refine((list) => list.length > 0, 'names no issuer')
  .refine((list) => list.every((issuer) => URL.canParse(issuer)), 'holds an entry that is not an address');

export interface StorageEndpoints {
  readonly blobs: string;
  readonly queues: string;
}

/** A storage account by its name in the public cloud, or by its two addresses wherever it is. */
const storageAccount = text.transform((value, context): StorageEndpoints => {
  if (/^[a-z0-9]{3,24}$/.test(value)) {
    return { blobs: `https://${value}.blob.core.windows.net`, queues: `https://${value}.queue.core.windows.net` };
  }
  const [blobs, queues, ...more] = value.split(',').map((part) => part.trim().replace(/\/+$/, ''));
  if (blobs === undefined || queues === undefined || more.length > 0) {
    context.addIssue({
      code: 'custom',
      message: 'is neither an account name nor two addresses, blobs and queues, with a comma between',
    });
    return z.NEVER;
  }
  for (const endpoint of [blobs, queues]) {
    const complaint = complaintAbout(endpoint) ?? (endpoint.startsWith('https://') ? undefined : 'does not begin with https://');
    if (complaint === undefined) continue;
    context.addIssue({ code: 'custom', message: complaint });
    return z.NEVER;
  }
  return { blobs, queues };
});

/** A connection string is a key. Away from this machine the managed identity is used, and there are no keys to lose. */
const emulatorConnection = text.refine(
  namesOnlyThisMachine,
  'does not lead to an emulator on this machine (UseDevelopmentStorage=true, or BlobEndpoint and QueueEndpoint on 127.0.0.1)',
);

function namesOnlyThisMachine(connection: string): boolean {
  const parts = connection
    .split(';')
    .map((part) => part.trim())
    .filter((part) => part !== '');
  if (parts.length === 1 && /^UseDevelopmentStorage=true$/i.test(parts[0] ?? '')) return true;
  const endpoints = parts.filter((part) => /^[a-z]+Endpoint=/i.test(part));
  const leadsHome = (part: string) => {
    const address = part.slice(part.indexOf('=') + 1);
    return URL.canParse(address) && isLoopback(new URL(address).hostname);
  };
  const names = ['BlobEndpoint=', 'QueueEndpoint='];
  return names.every((name) => endpoints.some((part) => part.startsWith(name))) && endpoints.every(leadsHome);
}

function oneOf<const Words extends readonly [string, ...string[]]>(words: Words) {
  return z.enum(words, {
    error: (issue) => (issue.input === undefined ? isMissing : `is none of ${words.join(', ')}`),
  });
}

function entry<Value>(schema: z.ZodType<Value, string | undefined>, about: string, example: string): SettingEntry<Value> {
  return { schema, about, example };
}

/** Every setting of the bot, in the order of the documentation. Defaults are the public cloud's addresses. */
export const settingTable = {
  BOT_APP_ID: entry(guid, "The bot's application (client) id from its app registration.", '11111111-2222-4333-8444-555555555555'),
  BOT_TENANT_ID: entry(
    tenant,
    'The tenant that the app registration lives in: its id or domain name.',
    '99999999-8888-4777-8666-555555555555',
  ),
  BOT_BASE_URL: entry(
    origin,
    'The public https origin of the bot. Graph calls `/api/calls` and fetches `/media` under it.',
    'https://ivr.contoso.example',
  ),
  BOT_CREDENTIAL: entry(
    oneOf(['managedIdentity', 'certificate', 'secret', 'simulator']),
    'How the bot proves who it is when it asks for a token.',
    'managedIdentity',
  ),
  BOT_CLIENT_SECRET: entry(
    text.optional(),
    'The client secret, for BOT_CREDENTIAL `secret`; with `simulator` what the simulator expects.',
    'the-secret-value',
  ),
  BOT_CERTIFICATE_PATH: entry(
    text.optional(),
    'A PEM file with the certificate and its private key, for BOT_CREDENTIAL `certificate`.',
    'certificates/bot.pem',
  ),
  GRAPH_BASE_URL: entry(
    address.default('https://graph.microsoft.com/v1.0'),
    'Microsoft Graph, with its version.',
    'https://graph.microsoft.com/v1.0',
  ),
  LOGIN_AUTHORITY: entry(
    address.default('https://login.microsoftonline.com'),
    'Where tokens come from.',
    'https://login.microsoftonline.com',
  ),
  NOTIFICATION_OPENID_CONFIGURATION: entry(
    address.default('https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration'),
    "Names the keys that sign Graph's notifications.",
    'https://api.aps.skype.com/v1/.well-known/OpenIdConfiguration',
  ),
  NOTIFICATION_ISSUERS: entry(
    issuers.default(['https://api.botframework.com', 'https://graph.microsoft.com']),
    'Whose notifications are believed, separated by commas.',
    'https://api.botframework.com,https://graph.microsoft.com',
  ),
  STORE: entry(
    oneOf(['embedded', 'cosmos']).default('embedded'),
    'Where calls are kept: in a folder of this machine, or in Cosmos DB.',
    'embedded',
  ),
  STATE_DIR: entry(
    text.default('.state/bot'),
    "The embedded store's folder. Several bot processes of one machine may share it.",
    '.state/bot',
  ),
  COSMOS_ENDPOINT: entry(address.optional(), 'For STORE `cosmos`.', 'https://ivr.documents.azure.com'),
  COSMOS_DATABASE: entry(text.optional(), 'For STORE `cosmos`.', 'teams-ivr'),
  COSMOS_KEY: entry(text.optional(), 'For emulators only; in Azure the managed identity is used.', 'the-emulator-key'),
  STORAGE_ACCOUNT: entry(
    storageAccount.optional(),
    'For STORE `cosmos`: the storage account of prompts, recordings and the work queue, by its name or by its blob and queue addresses with a comma between. It is the account of `AzureWebJobsStorage`, whose queue the Functions host watches.',
    'contosoivr',
  ),
  STORAGE_CONNECTION_STRING: entry(
    emulatorConnection.optional(),
    'For the emulator (Azurite) on this machine only, instead of STORAGE_ACCOUNT; in Azure the managed identity is used.',
    'UseDevelopmentStorage=true',
  ),
  AZURE_CLIENT_ID: entry(
    guid.optional(),
    "For STORE `cosmos`: the client id of the managed identity that may use Cosmos DB and the storage account. Not needed when that is the bot itself (BOT_CREDENTIAL `managedIdentity`) or the app's system-assigned identity.",
    '22222222-3333-4444-8555-666666666666',
  ),
  FLOWS_DIR: entry(text.default('flows'), 'The folder with the flows, `lines.jsonc` and `contacts.jsonc`.', 'flows'),
  FLOWS: entry(
    oneOf(['folder', 'published']).optional(),
    'What answers calls: the folder FLOWS_DIR, or what has been published (until something has been, the folder). Default: `folder` with STORE `embedded`, `published` with STORE `cosmos`.',
    'folder',
  ),
  ADMIN_AUDIENCE: entry(
    text.optional(),
    "Whom access tokens for `/api/admin` must be for. Default: the bot's app registration, as `api://{BOT_APP_ID}` or its id alone.",
    'api://11111111-2222-4333-8444-555555555555',
  ),
  ADMIN_ISSUERS: entry(
    issuers.optional(),
    'Whose access tokens are taken at `/api/admin`, separated by commas. Default: those of the tenant BOT_TENANT_ID, when that is an id.',
    'https://login.microsoftonline.com/99999999-8888-4777-8666-555555555555/v2.0',
  ),
  ADMIN_OPENID_CONFIGURATION: entry(
    address.optional(),
    "Names the keys that sign admins' access tokens. Default: the tenant's, at LOGIN_AUTHORITY.",
    'https://login.microsoftonline.com/99999999-8888-4777-8666-555555555555/v2.0/.well-known/openid-configuration',
  ),
  ADMIN_KEYS: entry(
    oneOf(['none', 'functions']).default('none'),
    'Whether `/api/admin-key` is open: `functions` in Azure only, where the Functions host asks for a key of the app before it lets anybody in. The host on a laptop does not ask.',
    'none',
  ),
  LOG_LEVEL: entry(
    oneOf(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
    'The least level that is logged.',
    'info',
  ),
  VOICEMAIL_SHAPE: entry(
    oneOf(['endpointType', 'user']).default('endpointType'),
    "How a transfer to a person's voicemail is spelled to Graph; tenants have been seen to differ.",
    'endpointType',
  ),
} as const;

export type SettingName = keyof typeof settingTable;
