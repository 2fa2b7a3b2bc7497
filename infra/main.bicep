// Teams IVR in Azure: one resource group with everything that the bot needs, and nothing that is opened by a key.
targetScope = 'subscription'

@description('Name of the environment, such as dev or prod. Names of resources derive from it.')
@minLength(1)
@maxLength(32)
param environmentName string

@description('Azure region. It must offer Flex Consumption.')
@minLength(1)
param location string

@description('What people see as the name of the bot.')
param botDisplayName string = 'Teams IVR'

@description('What the bot is at Entra: a managed identity without any secret, which serves its own tenant only, or an app registration.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param botAppType string = 'UserAssignedMSI'

@description('Application (client) id of the app registration. Only for SingleTenant.')
param botAppId string = ''

@description('Address of the Key Vault secret that holds the client secret of the app registration. Only for SingleTenant. The template never sees the secret.')
param botCredentialUri string = ''

@description('Tenant of the bot.')
param botTenantId string = tenant().tenantId

@description('Price tier of the Azure Bot.')
@allowed(['F0', 'S1'])
param botSku string = 'S1'

@description('Public https origin of the bot behind a domain of your own, without a trailing slash. Empty: the Function app\'s own host name.')
param publicOrigin string = ''

@description('How Cosmos DB is paid for.')
@allowed(['serverless', 'autoscale'])
param cosmosCapacity string = 'serverless'

@description('With autoscale: the most request units a second for calls.')
@minValue(1000)
param cosmosCallsMaxRequestUnits int = 1000

@description('With autoscale: the most request units a second that all other containers share.')
@minValue(1000)
param cosmosSharedMaxRequestUnits int = 1000

@description('Whether Cosmos DB is spread over availability zones. Not every region has them.')
param cosmosIsZoneRedundant bool = false

@description('How the storage account is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param storageSku string = 'Standard_LRS'

@description('Instances that are always warm for calls and prompts. With none, the first caller waits for a cold start.')
@minValue(0)
param alwaysReadyInstances int = 1

@description('The most instances that may run at once.')
@minValue(40)
@maxValue(1000)
param maximumInstances int = 40

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('How many days logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionInDays int = 30

@description('The least level that the bot logs.')
@allowed(['debug', 'info', 'warn', 'error', 'silent'])
param logLevel string = 'info'

var isManagedIdentity = botAppType == 'UserAssignedMSI'
var unique = toLower(uniqueString(subscription().id, environmentName, location))
var tags = { 'azd-env-name': environmentName }
var packageContainerName = 'app-package'

resource group 'Microsoft.Resources/resourceGroups@2024-03-01' = {
  name: 'rg-${environmentName}'
  location: location
  tags: tags
}

module identity 'modules/identity.bicep' = {
  name: 'identity'
  scope: group
  params: {
    name: 'id-${unique}'
    location: location
    tags: tags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  name: 'monitoring'
  scope: group
  params: {
    workspaceName: 'log-${unique}'
    insightsName: 'appi-${unique}'
    location: location
    tags: tags
    retentionInDays: logRetentionInDays
  }
}

module storage 'modules/storage.bicep' = {
  name: 'storage'
  scope: group
  params: {
    name: 'st${unique}'
    location: location
    tags: tags
    sku: storageSku
    packageContainerName: packageContainerName
  }
}

module cosmos 'modules/cosmos.bicep' = {
  name: 'cosmos'
  scope: group
  params: {
    accountName: 'cosmos-${unique}'
    databaseName: 'teams-ivr'
    location: location
    tags: tags
    capacity: cosmosCapacity
    callsMaxRequestUnits: cosmosCallsMaxRequestUnits
    sharedMaxRequestUnits: cosmosSharedMaxRequestUnits
    isZoneRedundant: cosmosIsZoneRedundant
  }
}

module roles 'modules/roles.bicep' = {
  name: 'roles'
  scope: group
  params: {
    principalId: identity.outputs.principalId
    storageAccountName: storage.outputs.accountName
    cosmosAccountName: cosmos.outputs.accountName
    insightsName: monitoring.outputs.insightsName
  }
}

module functionApp 'modules/function-app.bicep' = {
  name: 'function-app'
  scope: group
  params: {
    name: 'func-${unique}'
    planName: 'plan-${unique}'
    location: location
    tags: tags
    serviceTags: { 'azd-service-name': 'bot' }
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    blobEndpoint: storage.outputs.blobEndpoint
    queueEndpoint: storage.outputs.queueEndpoint
    tableEndpoint: storage.outputs.tableEndpoint
    packageContainerUrl: storage.outputs.packageContainerUrl
    insightsTarget: monitoring.outputs.insightsTarget
    publicOrigin: publicOrigin
    alwaysReadyInstances: alwaysReadyInstances
    maximumInstances: maximumInstances
    instanceMemoryMB: instanceMemoryMB
    // Names and meaning: docs/settings.md. What is not here keeps its default, which is the public cloud's.
    botSettings: union(
      {
        BOT_APP_ID: isManagedIdentity ? identity.outputs.clientId : botAppId
        BOT_TENANT_ID: botTenantId
        BOT_CREDENTIAL: isManagedIdentity ? 'managedIdentity' : 'secret'
        AZURE_CLIENT_ID: identity.outputs.clientId
        STORE: 'cosmos'
        COSMOS_ENDPOINT: cosmos.outputs.endpoint
        COSMOS_DATABASE: cosmos.outputs.databaseName
        STORAGE_ACCOUNT: '${storage.outputs.blobEndpoint},${storage.outputs.queueEndpoint}'
        FLOWS_DIR: 'flows'
        FLOWS: 'published'
        ADMIN_KEYS: 'functions' // The host of Azure asks for them.
        LOG_LEVEL: logLevel
      },
      isManagedIdentity ? {} : { BOT_CLIENT_SECRET: '@Microsoft.KeyVault(SecretUri=${botCredentialUri})' }
    )
  }
  dependsOn: [roles] // The host must find its doors open when it starts.
}

module bot 'modules/bot.bicep' = {
  name: 'bot'
  scope: group
  params: {
    name: 'bot-${unique}'
    displayName: botDisplayName
    tags: tags
    origin: functionApp.outputs.origin
    appId: isManagedIdentity ? identity.outputs.clientId : botAppId
    appType: botAppType
    tenantId: botTenantId
    identityId: identity.outputs.id
    sku: botSku
  }
}

@description('Resource group of the environment.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Application id of the bot: consent and resource accounts name it.')
output BOT_APP_ID string = isManagedIdentity ? identity.outputs.clientId : botAppId

@description('Object id of the managed identity: with UserAssignedMSI the Graph permissions are given to it.')
output BOT_IDENTITY_OBJECT_ID string = identity.outputs.principalId

@description('Public origin of the bot.')
output BOT_BASE_URL string = functionApp.outputs.origin

@description('Where Graph sends incoming calls.')
output BOT_CALLING_WEBHOOK string = bot.outputs.callingWebhook

@description('Name of the Function app.')
output AZURE_FUNCTION_APP_NAME string = functionApp.outputs.appName

@description('Address of Cosmos DB.')
output COSMOS_ENDPOINT string = cosmos.outputs.endpoint

@description('Name of the database.')
output COSMOS_DATABASE string = cosmos.outputs.databaseName

@description('Name of the storage account.')
output AZURE_STORAGE_ACCOUNT_NAME string = storage.outputs.accountName
