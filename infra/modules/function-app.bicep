// The bot itself: a Functions app on Flex Consumption. Its doors are public and anonymous, because Microsoft's media
// servers fetch prompts without a login; the code checks who calls.

@description('Name of the Function app; part of its host name.')
param name string

@description('Name of the Flex Consumption plan.')
param planName string

@description('Azure region. It must offer Flex Consumption.')
param location string

@description('Tags of every resource.')
param tags object

@description('Tags of the Function app alone: azd finds its service by them.')
param serviceTags object

@description('Resource id of the bot\'s identity.')
param identityId string

@description('Client id of the bot\'s identity.')
param identityClientId string

@description('Address of the blob service that the host keeps its books in.')
param blobEndpoint string

@description('Address of the queue service whose messages start functions.')
param queueEndpoint string

@description('Address of the table service that the host writes its diagnostic events to.')
param tableEndpoint string

@description('Address of the container that holds the deployed package.')
param packageContainerUrl string

@description('Where telemetry goes: an address and an id, no key.')
param insightsTarget string

@description('Settings of the bot besides BOT_BASE_URL, by name.')
param botSettings object

@description('Public https origin of the bot behind a domain of your own. Empty: the app\'s own host name.')
param publicOrigin string

@description('Instances that are always warm for calls and prompts. With none, the first caller waits for a cold start.')
@minValue(0)
param alwaysReadyInstances int

@description('The most instances that may run at once.')
@minValue(40)
@maxValue(1000)
param maximumInstances int

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

resource plan 'Microsoft.Web/serverfarms@2024-04-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: { tier: 'FlexConsumption', name: 'FC1' }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-04-01' = {
  name: name
  location: location
  tags: union(tags, serviceTags)
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    keyVaultReferenceIdentity: identityId
    siteConfig: { minTlsVersion: '1.2' }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: packageContainerUrl
          authentication: { type: 'UserAssignedIdentity', userAssignedIdentityResourceId: identityId }
        }
      }
      runtime: { name: 'node', version: '22' }
      scaleAndConcurrency: {
        alwaysReady: alwaysReadyInstances > 0 ? [{ name: 'http', instanceCount: alwaysReadyInstances }] : []
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstances
      }
    }
  }

  resource noFtpPassword 'basicPublishingCredentialsPolicies' = {
    name: 'ftp'
    properties: { allow: false }
  }

  resource noScmPassword 'basicPublishingCredentialsPolicies' = {
    name: 'scm'
    properties: { allow: false }
  }
}

var origin = empty(publicOrigin) ? 'https://${app.properties.defaultHostName}' : publicOrigin

// Apart from the app, because one of them is the app's own address.
resource settings 'Microsoft.Web/sites/config@2024-04-01' = {
  parent: app
  name: 'appsettings'
  properties: union(
    {
      AzureWebJobsStorage__blobServiceUri: blobEndpoint
      AzureWebJobsStorage__queueServiceUri: queueEndpoint
      AzureWebJobsStorage__tableServiceUri: tableEndpoint
      AzureWebJobsStorage__credential: 'managedidentity'
      AzureWebJobsStorage__clientId: identityClientId
      APPLICATIONINSIGHTS_CONNECTION_STRING: insightsTarget
      APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
      BOT_BASE_URL: origin
    },
    botSettings
  )
}

@description('Name of the app.')
output appName string = app.name

@description('Public origin of the bot, without a trailing slash.')
output origin string = origin
