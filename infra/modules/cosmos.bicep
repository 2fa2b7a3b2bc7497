// Cosmos DB: calls, flow versions, the published workspace, history. Containers, partition keys, indexes and times to live are the ones that
// src/adapters/cosmos/containers.ts declares (test/infra compares).

@description('Name of the Cosmos DB account.')
param accountName string

@description('Name of the database.')
param databaseName string

@description('Azure region.')
param location string

@description('Tags of every resource.')
param tags object

@description('How capacity is paid for: by request (serverless), or by the busiest moment of each hour (autoscale).')
@allowed(['serverless', 'autoscale'])
param capacity string

@description('With autoscale: the most request units a second for calls.')
@minValue(1000)
param callsMaxRequestUnits int

@description('With autoscale: the most request units a second that all other containers share.')
@minValue(1000)
param sharedMaxRequestUnits int

@description('Whether the account is spread over availability zones. Not every region has them.')
param isZoneRedundant bool

var isAutoscale = capacity == 'autoscale'
// What is not listed costs nothing when it is written.
var nothingElse = [{ path: '/*' }, { path: '/"_etag"/?' }]

resource account 'Microsoft.DocumentDB/databaseAccounts@2024-11-15' = {
  name: accountName
  location: location
  tags: tags
  kind: 'GlobalDocumentDB'
  properties: {
    databaseAccountOfferType: 'Standard'
    locations: [{ locationName: location, failoverPriority: 0, isZoneRedundant: isZoneRedundant }]
    capabilities: isAutoscale ? [] : [{ name: 'EnableServerless' }]
    // One instance must see at once what another has written: a notification follows its call within milliseconds, and a
    // call that a weaker level does not show yet would be taken for a stranger's.
    consistencyPolicy: { defaultConsistencyLevel: 'Strong' }
    disableLocalAuth: true
    disableKeyBasedMetadataWriteAccess: true
    minimalTlsVersion: 'Tls12'
    publicNetworkAccess: 'Enabled' // The app runs outside any virtual network; who comes in is settled by roles.
    backupPolicy: { type: 'Continuous', continuousModeProperties: { tier: 'Continuous7Days' } }
  }
}

resource database 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases@2024-11-15' = {
  parent: account
  name: databaseName
  properties: {
    resource: { id: databaseName }
    options: isAutoscale ? { autoscaleSettings: { maxThroughput: sharedMaxRequestUnits } } : {}
  }
}

// One document a call, read and written by its id. The sweep's query is the only one, its path the only index.
resource calls 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'calls'
  properties: {
    resource: {
      id: 'calls'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/id'] }
      defaultTtl: -1 // On; a document that ends says when.
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [{ path: '/wakeAt/?' }]
        excludedPaths: nothingElse
      }
    }
    // Its own: nothing that can wait may throttle a caller.
    options: isAutoscale ? { autoscaleSettings: { maxThroughput: callsMaxRequestUnits } } : {}
  }
}

resource flowVersions 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'flowVersions'
  properties: {
    resource: {
      id: 'flowVersions'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/name'] }
      defaultTtl: -1
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: []
        excludedPaths: nothingElse
      }
    }
  }
}

// The published flows with their draft, aliases and audit.
resource workspace 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'workspace'
  properties: {
    resource: {
      id: 'workspace'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/id'] }
      defaultTtl: -1
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: []
        excludedPaths: nothingElse
      }
    }
  }
}

resource callHistory 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'callHistory'
  properties: {
    resource: {
      id: 'callHistory'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/day'] }
      defaultTtl: 7776000 // Ninety days, in seconds.
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [{ path: '/endedAt/?' }, { path: '/line/?' }, { path: '/outcome/?' }]
        excludedPaths: nothingElse
      }
    }
  }
}

resource ledger 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'ledger'
  properties: {
    resource: {
      id: 'ledger'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/id'] }
      defaultTtl: -1 // Each entry says for itself.
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: []
        excludedPaths: nothingElse
      }
    }
  }
}

// Campaigns, their people, the do-not-call list. Every query is about one list, which is one partition.
resource register 'Microsoft.DocumentDB/databaseAccounts/sqlDatabases/containers@2024-11-15' = {
  parent: database
  name: 'register'
  properties: {
    resource: {
      id: 'register'
      partitionKey: { kind: 'Hash', version: 2, paths: ['/list'] }
      defaultTtl: -1 // Each record says for itself.
      indexingPolicy: {
        indexingMode: 'consistent'
        automatic: true
        includedPaths: [{ path: '/state/?' }, { path: '/dueAt/?' }, { path: '/expiresAt/?' }]
        excludedPaths: nothingElse
      }
    }
  }
}

@description('Name of the account.')
output accountName string = account.name

@description('Address of the account.')
output endpoint string = account.properties.documentEndpoint

@description('Name of the database.')
output databaseName string = database.name
