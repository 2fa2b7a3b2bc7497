import { type Explanation, explanations } from './explanation.ts';

const entra = 'Microsoft Entra: authentication and authorization error codes';
const newSecret =
  'Make a new one and set BOT_CLIENT_SECRET to its value (not its id): az ad app credential reset --id <BOT_APP_ID> --append';
const clock = "Set this machine's clock, then try again: teams-ivr doctor --only clock,token";
const federation =
  'Microsoft Entra, App registrations, <BOT_APP_ID>, Certificates and secrets, Federated credentials: subject, issuer and audience must be those of the managed identity.';

/** Refusals of the token endpoint, by Entra's number. */
export const tokenErrors: readonly Explanation[] = explanations('token', entra, [
  [
    'AADSTS50034',
    'The account does not exist in the tenant',
    'A user was named where an application belongs.',
    'Look at BOT_APP_ID and BOT_TENANT_ID.',
    'setUp',
  ],
  [
    'AADSTS50059',
    'The request did not say which tenant is meant',
    'BOT_TENANT_ID is not a tenant.',
    'Set BOT_TENANT_ID to the id of the tenant: az account show --query tenantId',
    'setUp',
  ],
  [
    'AADSTS50194',
    'The application belongs to one tenant and was asked for in all',
    '"common" or "organizations" stands where a tenant belongs.',
    'Set BOT_TENANT_ID to the id of the tenant: az account show --query tenantId',
    'setUp',
  ],
  [
    'AADSTS53003',
    'A Conditional Access policy blocks the bot',
    'The policy covers workload identities and this place or risk.',
    'Microsoft Entra, Protection, Conditional Access: exclude the bot, or allow its address.',
    'setUp',
  ],
  [
    'AADSTS65001',
    'Nobody has consented',
    'The permissions of the application were not granted in this tenant.',
    'Run "teams-ivr doctor --only consent" once the token can be had; an administrator opens the address that it prints.',
    'setUp',
  ],
  [
    'AADSTS70002',
    'The credential does not fit',
    'Wrong secret, or a secret where a certificate is expected.',
    newSecret,
    'setUp',
  ],
  [
    'AADSTS70003',
    'The kind of the request is not supported',
    'A proxy or another server answers at LOGIN_AUTHORITY.',
    'Look at LOGIN_AUTHORITY; for the public cloud leave it out.',
    'ours',
  ],
  [
    ['AADSTS70011', 'AADSTS1002012'],
    'The scope is not valid',
    'LOGIN_AUTHORITY belongs to another cloud than GRAPH_BASE_URL.',
    'Set both for the same cloud; for the public one leave both out.',
    'setUp',
  ],
  [
    'AADSTS70021',
    'No federated credential of the application fits the managed identity',
    'Subject, issuer or audience differ.',
    federation,
    'setUp',
  ],
  [
    'AADSTS90002',
    'The tenant does not exist',
    'BOT_TENANT_ID is mistyped, or lies in another cloud.',
    'Set BOT_TENANT_ID to the id of the tenant: az account show --query tenantId',
    'setUp',
  ],
  [
    'AADSTS90013',
    'Entra does not understand the request',
    'A proxy changed it.',
    'Look at what lies between the bot and LOGIN_AUTHORITY.',
    'ours',
  ],
  [
    'AADSTS90033',
    'Entra is briefly unavailable',
    'A passing fault of the service.',
    'Try again. See https://status.cloud.microsoft.',
    'microsoft',
  ],
  [
    'AADSTS500011',
    'Microsoft Graph is not known in the tenant',
    'LOGIN_AUTHORITY belongs to another cloud, or the service principal of Graph was removed.',
    'Leave LOGIN_AUTHORITY out for the public cloud; otherwise: az ad sp create --id 00000003-0000-0000-c000-000000000000',
    'setUp',
  ],
  [
    'AADSTS700016',
    'The application does not exist in the tenant',
    'BOT_APP_ID is mistyped, or an administrator of this tenant has never consented to the bot.',
    'Compare BOT_APP_ID with Microsoft Entra, App registrations; in another tenant than its own, open <LOGIN_AUTHORITY>/<tenant>/adminconsent?client_id=<BOT_APP_ID>',
    'setUp',
  ],
  [
    'AADSTS700024',
    'The proof of the bot is outside of its time',
    "This machine's clock is wrong by more than a few minutes, or the certificate has expired.",
    clock,
    'ours',
  ],
  [
    'AADSTS700027',
    'The certificate is not that of the application',
    'The file at BOT_CERTIFICATE_PATH was never uploaded, or was replaced.',
    'az ad app credential reset --id <BOT_APP_ID> --cert @<public part of the certificate> --append',
    'setUp',
  ],
  ['AADSTS700211', 'No federated credential has this issuer', 'Subject, issuer or audience differ.', federation, 'setUp'],
  ['AADSTS700212', 'No federated credential has this audience', 'Subject, issuer or audience differ.', federation, 'setUp'],
  ['AADSTS700213', 'No federated credential has this subject', 'Subject, issuer or audience differ.', federation, 'setUp'],
  [
    'AADSTS900023',
    'The tenant is not named right',
    'BOT_TENANT_ID is neither the id nor a domain of a tenant.',
    'Set BOT_TENANT_ID to the id of the tenant: az account show --query tenantId',
    'setUp',
  ],
  [
    'AADSTS900144',
    'The request lacks a parameter',
    'A proxy changed it.',
    'Look at what lies between the bot and LOGIN_AUTHORITY.',
    'ours',
  ],
  [
    'AADSTS7000112',
    'The application is disabled',
    'An administrator switched it off.',
    'Microsoft Entra, Enterprise applications, <BOT_APP_ID>, Properties: "Enabled for users to sign in".',
    'setUp',
  ],
  [
    'AADSTS7000215',
    'The client secret is wrong',
    "The secret's id was copied instead of its value, or the secret was replaced.",
    newSecret,
    'setUp',
  ],
  [
    ['AADSTS7000216', 'AADSTS7000218'],
    'The request carries no proof of who the bot is',
    'The credential is empty.',
    'Set BOT_CLIENT_SECRET or BOT_CERTIFICATE_PATH, as BOT_CREDENTIAL says.',
    'setUp',
  ],
  [
    'AADSTS7000222',
    'The client secret has expired',
    'Secrets live for two years at most.',
    `${newSecret}. A certificate or a managed identity saves you the next time.`,
    'setUp',
  ],
  [
    'AADSTS7000229',
    'The application has no service principal in the tenant',
    'It was never consented to there.',
    'az ad sp create --id <BOT_APP_ID>, or open <LOGIN_AUTHORITY>/<tenant>/adminconsent?client_id=<BOT_APP_ID>',
    'setUp',
  ],
]);
