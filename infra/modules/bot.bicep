// The bot's entry at Microsoft: Azure Bot with the Teams channel and calling.

@description('Name of the Azure Bot.')
param name string

@description('What people see as the caller\'s or callee\'s name.')
param displayName string

@description('Tags of every resource.')
param tags object

@description('Public origin of the bot, without a trailing slash.')
param origin string

@description('Application (client) id: the app registration\'s, or the managed identity\'s.')
param appId string

@description('What stands behind the application id.')
@allowed(['UserAssignedMSI', 'SingleTenant'])
param appType string

@description('Tenant of the application.')
param tenantId string

@description('Resource id of the managed identity; used with UserAssignedMSI.')
param identityId string

@description('Price tier. F0 is free; S1 comes with a service agreement.')
@allowed(['F0', 'S1'])
param sku string

resource bot 'Microsoft.BotService/botServices@2022-09-15' = {
  name: name
  location: 'global'
  tags: tags
  kind: 'azurebot'
  sku: { name: sku }
  properties: {
    displayName: displayName
    endpoint: '${origin}/api/messages' // The resource demands one. Nobody answers there: this bot talks, it does not chat.
    msaAppId: appId
    msaAppType: appType
    msaAppTenantId: tenantId
    msaAppMSIResourceId: appType == 'UserAssignedMSI' ? identityId : null
    disableLocalAuth: true
  }
}

resource teams 'Microsoft.BotService/botServices/channels@2022-09-15' = {
  parent: bot
  name: 'MsTeamsChannel'
  location: 'global'
  properties: {
    channelName: 'MsTeamsChannel'
    properties: {
      isEnabled: true
      enableCalling: true
      callingWebhook: '${origin}/api/calls'
      incomingCallRoute: 'graphPma'
      deploymentEnvironment: 'CommercialDeployment'
      acceptedTerms: true
    }
  }
}

@description('Where Graph sends incoming calls.')
output callingWebhook string = '${origin}/api/calls'
