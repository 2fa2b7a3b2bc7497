// The one identity of the bot: towards Storage, Cosmos DB and Application Insights, and towards Graph when the bot is of
// type UserAssignedMSI.

@description('Name of the user-assigned managed identity.')
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2023-01-31' = {
  name: name
  location: location
  tags: tags
}

@description('Resource id, for the resources that wear the identity.')
output id string = identity.id

@description('Client id, by which the code asks for its tokens.')
output clientId string = identity.properties.clientId

@description('Object id, to which roles are given.')
output principalId string = identity.properties.principalId
