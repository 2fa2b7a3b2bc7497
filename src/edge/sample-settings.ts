import { settingTable } from './setting-table.ts';

/**
 * The content of `local.settings.sample.json`: every setting, filled in for the simulator of `npm start` on its usual
 * port. `npm run func` copies it when there is no `local.settings.json` yet.
 */
export function sampleSettings(): string {
  const forSimulator: { readonly [name: string]: string } = {
    BOT_BASE_URL: 'http://127.0.0.1:7071',
    BOT_CREDENTIAL: 'simulator',
    BOT_CLIENT_SECRET: 'simulator',
    BOT_CERTIFICATE_PATH: '',
    GRAPH_BASE_URL: 'http://127.0.0.1:7072/v1.0',
    LOGIN_AUTHORITY: 'http://127.0.0.1:7072',
    NOTIFICATION_OPENID_CONFIGURATION: 'http://127.0.0.1:7072/v1/.well-known/OpenIdConfiguration',
    COSMOS_ENDPOINT: '',
    COSMOS_DATABASE: '',
    COSMOS_KEY: '',
    STORAGE_ACCOUNT: '',
    STORAGE_CONNECTION_STRING: '',
    AZURE_CLIENT_ID: '',
    ADMIN_AUDIENCE: '',
    ADMIN_ISSUERS: '',
    ADMIN_OPENID_CONFIGURATION: '',
  };
  const values: { [name: string]: string } = {
    FUNCTIONS_WORKER_RUNTIME: 'node',
    AzureWebJobsStorage: 'UseDevelopmentStorage=true', // The Functions host keeps its timer's lock there.
  };
  for (const [name, { example }] of Object.entries(settingTable)) values[name] = forSimulator[name] ?? example;
  return `${JSON.stringify({ IsEncrypted: false, Values: values }, undefined, 2)}\n`;
}
