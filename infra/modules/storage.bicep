// One storage account: the Functions host's own books, the app's package, recordings and slow work. No shared keys and no
// public blobs: everybody comes with an identity.

@description('Name of the storage account.')
@minLength(3)
@maxLength(24)
param name string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('How the data is replicated.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GRS', 'Standard_GZRS'])
param sku string

@description('Container that holds the deployed package of the app.')
param packageContainerName string

// The names that the code asks for (test/infra compares).
var containerNames = ['media', 'recordings', 'keys']
var queueNames = ['work', 'work-poison']

resource account 'Microsoft.Storage/storageAccounts@2023-05-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowSharedKeyAccess: false
    allowCrossTenantReplication: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: 'Enabled' // The app runs outside any virtual network; who comes in is settled by roles.
  }
}

resource blobs 'Microsoft.Storage/storageAccounts/blobServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource packageContainer 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = {
  parent: blobs
  name: packageContainerName
  properties: { publicAccess: 'None' }
}

resource containers 'Microsoft.Storage/storageAccounts/blobServices/containers@2023-05-01' = [
  for containerName in containerNames: {
    parent: blobs
    name: containerName
    properties: { publicAccess: 'None' }
  }
]

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2023-05-01' = {
  parent: account
  name: 'default'
}

resource queues 'Microsoft.Storage/storageAccounts/queueServices/queues@2023-05-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

@description('Name of the account.')
output accountName string = account.name

@description('Address of the blob service, with a trailing slash.')
output blobEndpoint string = account.properties.primaryEndpoints.blob

@description('Address of the queue service, with a trailing slash.')
output queueEndpoint string = account.properties.primaryEndpoints.queue

@description('Address of the table service, with a trailing slash.')
output tableEndpoint string = account.properties.primaryEndpoints.table

@description('Address of the container with the deployed package.')
output packageContainerUrl string = '${account.properties.primaryEndpoints.blob}${packageContainerName}'
