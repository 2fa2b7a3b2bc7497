import { readFileSync } from 'node:fs';
import { triggers } from '../../functions/table.ts';
import {
  accountConsistency,
  cosmosContainers,
  databaseThroughput,
  type Throughput,
} from '../../src/adapters/cosmos/containers.ts';
import { storageResources } from '../../src/adapters/storage-resources.ts';
import { settingTable } from '../../src/edge/setting-table.ts';
import { explainProblem, readSettings } from '../../src/edge/settings.ts';
import { bicepFiles, compileInfra, compiler } from './compile-infra.ts';
import { givenIdentity, type Parameters, type Plan, type PlannedResource, playDeployment } from './play-deployment.ts';

const found = compiler();
const withCompiler = found.kind === 'found' ? describe : describe.skip; // bicep.test.ts says why.

const given: Parameters = { environmentName: 'prod', location: 'westeurope' };
const registration = {
  botAppType: 'SingleTenant',
  botAppId: '11111111-2222-4333-8444-555555555555',
  botCredentialUri: 'https://contoso.vault.azure.net/secrets/bot',
};

function plan(more: Parameters = {}): Plan {
  return playDeployment(compileInfra(found.kind === 'found' ? found.path : '').template, { ...given, ...more });
}

function allOf({ resources }: Plan, type: string): readonly PlannedResource[] {
  return resources.filter((resource) => resource.type === type);
}

function theOne(from: Plan, type: string): PlannedResource {
  const [one, ...more] = allOf(from, type);
  if (!one || more.length > 0) throw new Error(`Not exactly one ${type} is planned.`);
  return one;
}

const lastName = ({ name }: PlannedResource) => name.split('/').at(-1);

withCompiler('the deployment and the code agree', () => {
  describe('Cosmos DB', () => {
    const containers = 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers';

    test.each(['serverless', 'autoscale'])(
      '%s: containers, partition keys, indexes and times to live are the declared ones',
      (capacity) => {
        const planned = allOf(plan({ cosmosCapacity: capacity }), containers).map(({ properties }) => properties);
        const expected = Object.values(cosmosContainers).map(
          ({ name, partitionKey, indexingPolicy, defaultTtl, uniqueKeys, throughput }) => ({
            resource: {
              id: name,
              partitionKey: { kind: 'Hash', version: 2, paths: [partitionKey] },
              indexingPolicy,
              defaultTtl,
              ...(uniqueKeys.length === 0 ? {} : { uniqueKeyPolicy: { uniqueKeys: uniqueKeys.map((paths) => ({ paths })) } }),
            },
            ...(capacity === 'autoscale' ? optionsFor(throughput) : noOptionsFor(throughput)),
          }),
        );
        expect(inOrder(planned)).toEqual(inOrder(expected));
      },
    );

    test('autoscale: what the containers share is the declared throughput', () => {
      const { properties } = theOne(plan({ cosmosCapacity: 'autoscale' }), 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases');
      expect(properties).toMatchObject(optionsFor(databaseThroughput));
    });

    test('an instance sees at once what another has written: the account has the declared consistency', () => {
      const { properties } = theOne(plan(), 'Microsoft.DocumentDB/databaseAccounts');
      expect(properties.consistencyPolicy).toEqual({ defaultConsistencyLevel: accountConsistency });
    });
  });

  describe('Storage', () => {
    test('blob containers are the declared ones and the one of the package, none of them public', () => {
      const containers = allOf(plan(), 'Microsoft.Storage/storageAccounts/blobServices/containers');
      expect(inOrder(containers.map(lastName))).toEqual(inOrder(['app-package', ...Object.values(storageResources.containers)]));
      expect(containers.map(({ properties }) => properties.publicAccess)).toEqual(containers.map(() => 'None'));
    });

    test('queues are the declared ones', () => {
      const queues = allOf(plan(), 'Microsoft.Storage/storageAccounts/queueServices/queues').map(lastName);
      expect(inOrder(queues)).toEqual(inOrder(Object.values(storageResources.queues)));
    });

    test('every queue that a function waits for is created, with the one beside it for what failed too often', () => {
      const created = allOf(plan(), 'Microsoft.Storage/storageAccounts/queueServices/queues').map(lastName);
      const awaited = triggers.flatMap((trigger) => (trigger.kind === 'queue' ? [trigger] : []));
      const needed = awaited.flatMap(({ queueName }) => [queueName, `${queueName}-poison`]);
      expect(needed.length).toBeGreaterThan(0);
      expect(needed.filter((name) => !created.includes(name))).toEqual([]);
    });

    test('the connection that a queue function names is one that the deployment sets', () => {
      const set = Object.keys(appSettings(plan()));
      const connections = triggers.flatMap((trigger) => (trigger.kind === 'queue' ? [trigger.connection] : []));
      expect(connections.filter((name) => !set.includes(`${name}__queueServiceUri`))).toEqual([]);
    });
  });

  describe('settings', () => {
    test.each([
      ['a managed identity', {}],
      ['an app registration', registration],
    ])('with %s the bot starts on exactly what the deployment sets', (_, parameters) => {
      const reading = readSettings(botSettings(plan(parameters)));
      expect(reading.kind === 'invalid' ? reading.problems.map(explainProblem) : []).toEqual([]);
    });

    test.each([{}, registration])('none is set that nobody reads', (parameters) => {
      const unknown = Object.keys(appSettings(plan(parameters))).filter((name) => !(name in settingTable) && !isHosts(name));
      expect(unknown).toEqual([]);
    });

    test('none is set that Flex Consumption does not take', () => {
      const refused = [
        'FUNCTIONS_WORKER_RUNTIME',
        'FUNCTIONS_EXTENSION_VERSION',
        'WEBSITE_RUN_FROM_PACKAGE',
        'AzureWebJobsStorage',
      ];
      expect(Object.keys(appSettings(plan())).filter((name) => refused.includes(name))).toEqual([]);
    });

    test('the bot goes to the accounts that the deployment creates, as the identity that has the roles', () => {
      const planned = plan();
      const settings = appSettings(planned);
      const { name: cosmos } = theOne(planned, 'Microsoft.DocumentDB/databaseAccounts');
      const { name: storage } = theOne(planned, 'Microsoft.Storage/storageAccounts');
      const database = theOne(planned, 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases');
      expect(settings).toMatchObject({
        COSMOS_ENDPOINT: expect.stringContaining(`//${cosmos}.`),
        COSMOS_DATABASE: lastName(database),
        STORAGE_ACCOUNT: expect.stringMatching(new RegExp(`//${storage}\\.blob\\..*,.*//${storage}\\.queue\\.`)),
        AzureWebJobsStorage__blobServiceUri: `https://${storage}.blob.core.windows.net/`,
        AzureWebJobsStorage__queueServiceUri: `https://${storage}.queue.core.windows.net/`,
        AzureWebJobsStorage__tableServiceUri: `https://${storage}.table.core.windows.net/`,
        AzureWebJobsStorage__credential: 'managedidentity',
        AzureWebJobsStorage__clientId: givenIdentity.clientId,
        AZURE_CLIENT_ID: givenIdentity.clientId,
        BOT_APP_ID: givenIdentity.clientId,
        BOT_CREDENTIAL: 'managedIdentity',
      });
    });

    test('a client secret stays in the vault: the setting only says where', () => {
      expect(appSettings(plan(registration))).toMatchObject({
        BOT_APP_ID: registration.botAppId,
        AZURE_CLIENT_ID: givenIdentity.clientId, // The accounts are still reached without a secret.
        BOT_CREDENTIAL: 'secret',
        BOT_CLIENT_SECRET: `@Microsoft.KeyVault(SecretUri=${registration.botCredentialUri})`,
      });
    });
  });

  describe('doors', () => {
    test.each([
      ['the host name of the app', {}],
      ['a domain of your own', { publicOrigin: 'https://ivr.contoso.example' }],
    ])('under %s incoming calls are sent to the function that takes them', (_, parameters) => {
      const planned = plan(parameters);
      const calls = triggers.find(({ name }) => name === 'calls');
      const prefix: string = JSON.parse(readFileSync('host.json', 'utf8')).extensions.http.routePrefix;
      const route = calls?.kind === 'http' ? [prefix, calls.route].filter((part) => part !== '').join('/') : 'none';
      const { properties } = theOne(planned, 'Microsoft.BotService/botServices/channels');
      expect(properties).toMatchObject({
        channelName: 'MsTeamsChannel',
        properties: {
          isEnabled: true,
          enableCalling: true,
          callingWebhook: `${String(appSettings(planned).BOT_BASE_URL)}/${route}`,
          incomingCallRoute: 'graphPma',
        },
      });
      expect(planned.outputs.BOT_BASE_URL).toBe(appSettings(planned).BOT_BASE_URL);
    });

    test("Microsoft's media servers get prompts without a login, from anywhere, and by https only", () => {
      const planned = plan();
      expect(triggers.find(({ name }) => name === 'media')).toMatchObject({ kind: 'http', authLevel: 'anonymous' });
      const { properties } = theOne(planned, 'Microsoft.Web/sites');
      expect(properties).toMatchObject({ httpsOnly: true, publicNetworkAccess: 'Enabled', siteConfig: { minTlsVersion: '1.2' } });
      expect(JSON.stringify(planned.resources)).not.toMatch(/authsettings|ipSecurityRestrictions|clientCertEnabled/);
    });

    test('admins may come with a key of the app, and every such door is one before which the host asks for it', () => {
      expect(appSettings(plan())).toMatchObject({ FLOWS: 'published', ADMIN_KEYS: 'functions' });
      const doors = triggers.flatMap((trigger) => (trigger.kind === 'http' && /admin/.test(trigger.name) ? [trigger] : []));
      expect(doors.map(({ route, authLevel }) => [route, authLevel])).toEqual([
        ['api/admin/{*path}', 'anonymous'],
        ['api/admin-key/{*path}', 'function'],
      ]);
    });

    test('no resource opens by a key or a password', () => {
      const planned = plan();
      expect(theOne(planned, 'Microsoft.DocumentDB/databaseAccounts').properties).toMatchObject({ disableLocalAuth: true });
      expect(theOne(planned, 'Microsoft.BotService/botServices').properties).toMatchObject({ disableLocalAuth: true });
      expect(theOne(planned, 'Microsoft.Insights/components').properties).toMatchObject({ DisableLocalAuth: true });
      expect(theOne(planned, 'Microsoft.Storage/storageAccounts').properties).toMatchObject({
        allowSharedKeyAccess: false,
        allowBlobPublicAccess: false,
        supportsHttpsTrafficOnly: true,
        minimumTlsVersion: 'TLS1_2',
      });
      const passwords = allOf(planned, 'Microsoft.Web/sites/basicPublishingCredentialsPolicies');
      expect(inOrder(passwords.map((policy) => [lastName(policy), policy.properties.allow]))).toEqual([
        ['ftp', false],
        ['scm', false],
      ]);
    });
  });

  describe('the app', () => {
    test('runs on a Node that the bot can run on', () => {
      const { runtime } = functionAppConfig(plan());
      const oldest = /oldestNode = \{ major: (\d+)/.exec(readFileSync('scripts/prepare.mjs', 'utf8'))?.[1];
      const builtFor = /target: 'node(\d+)'/.exec(readFileSync('scripts/build.mjs', 'utf8'))?.[1];
      expect(runtime.name).toBe('node');
      expect(Number(runtime.version)).toBeGreaterThanOrEqual(Number(oldest));
      expect(Number(runtime.version)).toBeGreaterThanOrEqual(Number(builtFor));
    });

    test('has an instance that is always warm for calls, unless the operator wants none', () => {
      expect(functionAppConfig(plan()).scaleAndConcurrency.alwaysReady).toEqual([{ name: 'http', instanceCount: 1 }]);
      expect(functionAppConfig(plan({ alwaysReadyInstances: 0 })).scaleAndConcurrency.alwaysReady).toEqual([]);
    });

    test('is the one that azd deploys to', () => {
      const service = /^services:\n {2}(\w+):$/m.exec(readFileSync('azure.yaml', 'utf8'))?.[1];
      const tagged = plan().resources.filter(({ whole }) =>
        JSON.stringify(whole.tags ?? {}).includes(`"azd-service-name":"${service}"`),
      );
      expect(tagged.map(({ type }) => type)).toEqual(['Microsoft.Web/sites']);
    });
  });

  test('the identity gets what the bot and its host need, and nothing more', () => {
    const planned = plan();
    const roles = allOf(planned, 'Microsoft.Authorization/roleAssignments').map(({ properties }) => [
      properties.description,
      String(properties.roleDefinitionId).split('/').at(-1),
      properties.principalId,
    ]);
    expect(inOrder(roles)).toEqual([
      ['Monitoring Metrics Publisher', '3913510d-42f4-4e42-8a64-420c390055eb', givenIdentity.principalId],
      ['Storage Blob Data Owner', 'b7e6dc6d-f1e8-4753-8033-0f276bb0955b', givenIdentity.principalId],
      ['Storage Queue Data Contributor', '974c5e8b-45b9-4653-ba55-5f855dd0fb88', givenIdentity.principalId],
      ['Storage Table Data Contributor', '0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3', givenIdentity.principalId],
    ]);
    const cosmos = allOf(planned, 'Microsoft.DocumentDB/databaseAccounts/sqlRoleAssignments').map(({ properties }) => [
      String(properties.roleDefinitionId).split('/').at(-1),
      properties.principalId,
    ]);
    expect(cosmos).toEqual([['00000000-0000-0000-0000-000000000002', givenIdentity.principalId]]);
  });

  test('the bot stands for the managed identity, or for the app registration', () => {
    const { properties: managed } = theOne(plan(), 'Microsoft.BotService/botServices');
    expect(managed).toMatchObject({ msaAppType: 'UserAssignedMSI', msaAppId: givenIdentity.clientId });
    expect(managed.msaAppMSIResourceId).toMatch(/userAssignedIdentities\/id-/);
    const { properties: registered } = theOne(plan(registration), 'Microsoft.BotService/botServices');
    expect(registered).toMatchObject({ msaAppType: 'SingleTenant', msaAppId: registration.botAppId, msaAppMSIResourceId: null });
  });
});

test('every door has its lock: Graph, its media servers and Entra tokens come by themselves, a key is asked for by the host', () => {
  const doors = triggers.flatMap((trigger) => (trigger.kind === 'http' ? [trigger] : []));
  const locks = Object.fromEntries(doors.map(({ name, route, authLevel }) => [`${name}: ${route}`, authLevel]));
  expect(locks).toEqual({
    'calls: api/calls': 'anonymous',
    'media: media/{file}': 'anonymous',
    'health: api/health': 'anonymous',
    'admin: api/admin/{*path}': 'anonymous',
    'admin-by-key: api/admin-key/{*path}': 'function',
    'outbound-calls: api/outbound-calls/{*path}': 'anonymous',
    'live-calls: api/live-calls/{*path}': 'anonymous',
    'ended-calls: api/ended-calls/{*path}': 'anonymous',
    'meetings: api/meetings/{*path}': 'anonymous',
    'campaigns: api/campaigns/{*path}': 'anonymous',
    'do-not-call: api/do-not-call/{*path}': 'anonymous',
    'lines: api/lines': 'anonymous',
    'contacts: api/contacts': 'anonymous',
    'automation-description: api/automation/openapi.json': 'anonymous',
    'automation-by-key: api/key/{*path}': 'function',
    'console: console/{*path}': 'anonymous', // The page holds nothing.
  });
  // Whatever tells the bot that a key was asked for stands behind the host's own lock.
  const byKey = doors.filter(({ handler }) => /,\s*['"]key['"]\s*\)/.test(handler.toString()));
  expect(byKey.map(({ name, authLevel }) => [name, authLevel])).toEqual([
    ['admin-by-key', 'function'],
    ['automation-by-key', 'function'],
  ]);
});

test('without a compiler the names still agree: the templates spell every container, partition key, index and queue', () => {
  const text = bicepFiles()
    .map((file) => file.text)
    .join('\n');
  const names = [
    ...Object.values(cosmosContainers).flatMap(({ name, partitionKey, indexingPolicy }) => [
      name,
      partitionKey,
      ...indexingPolicy.includedPaths.map(({ path }) => path),
      ...indexingPolicy.excludedPaths.map(({ path }) => path),
    ]),
    ...Object.values(storageResources.containers),
    ...Object.values(storageResources.queues),
  ];
  expect(names.filter((name) => !text.includes(`'${name}'`))).toEqual([]);
  const callsRoute = triggers.flatMap((trigger) => (trigger.kind === 'http' && trigger.name === 'calls' ? [trigger.route] : []));
  expect(text).toContain(`callingWebhook: '\${origin}/${callsRoute[0]}'`);
});

function optionsFor(throughput: Throughput) {
  return throughput.mode === 'shared' ? {} : { options: { autoscaleSettings: { maxThroughput: throughput.maxRequestUnits } } };
}

/** A serverless account refuses any throughput. */
function noOptionsFor(throughput: Throughput) {
  return throughput.mode === 'shared' ? {} : { options: {} };
}

/** The order of a template is nobody's concern. */
function inOrder(things: readonly unknown[]): unknown[] {
  const text = (thing: unknown) => JSON.stringify(thing) ?? '';
  return [...things].sort((left, right) => (text(left) < text(right) ? -1 : 1));
}

function appSettings(planned: Plan): { readonly [name: string]: unknown } {
  const settings = allOf(planned, 'Microsoft.Web/sites/config').find((config) => lastName(config) === 'appsettings');
  if (!settings) throw new Error('No app settings are planned.');
  return settings.properties;
}

function isHosts(name: string): boolean {
  return /^(AzureWebJobsStorage__|APPLICATIONINSIGHTS_)/.test(name);
}

/** As the bot's process gets them, with the vault's reference resolved by the platform. */
function botSettings(planned: Plan): { readonly [name: string]: string } {
  const settings = Object.entries(appSettings(planned)).filter(([name]) => !isHosts(name));
  return Object.fromEntries(settings.map(([name, value]) => [name, String(value)]));
}

interface FunctionAppConfig {
  readonly runtime: { readonly name: string; readonly version: string };
  readonly scaleAndConcurrency: { readonly alwaysReady: unknown };
}

function functionAppConfig(planned: Plan): FunctionAppConfig {
  // The shape of our own template; a wrong one fails the test that looks at it.
  return theOne(planned, 'Microsoft.Web/sites').properties.functionAppConfig as FunctionAppConfig;
}
