import { z } from 'zod';
import type { Finding } from '../finding.ts';
import type { JsonPath } from '../json-text.ts';
import { record } from '../record.ts';
import type { Report } from '../report.ts';
import { checkWith } from '../schema-findings.ts';
import { openWorkspaceFile, readNamed } from '../workspace-file.ts';
import type { FlowEnvironment } from './environment.ts';

export interface EnvironmentRead {
  readonly findings: readonly Finding[];
  /** What is wrong is left out. Absent: the text cannot be read at all. */
  readonly environment?: FlowEnvironment;
}

/** The members of `environment.jsonc`. */
export const environmentMembers = ['env', 'secrets', 'hosts'] as const;

/** Only settings of this kind can be named: a flow must not carry the bot's own credentials to a host of its choice. */
export const secretSetting = /^FLOW_SECRET_[A-Z0-9_]{1,100}$/;
export const hostName = /^(\*\.)?([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+$/;

/** Reads `environment.jsonc`. Whatever the text is, this does not throw. */
export function readEnvironment(text: string, file: string): EnvironmentRead {
  const { document, report } = openWorkspaceFile(text, file, environmentMembers);
  if (document === undefined) return { findings: report.findings() };
  const named = <Value>(member: 'env' | 'secrets', read: (raw: unknown, path: JsonPath) => Value | undefined) =>
    document[member] === undefined ? record<Value>([]) : readNamed(document[member], member, report, read);
  const environment: FlowEnvironment = {
    env: named('env', (raw, path) => checkWith(z.string().max(1_000), { report, path, value: raw })?.value),
    secrets: named('secrets', (raw, path) => readSecret(raw, path, report)),
    hosts: readHosts(document.hosts, report),
  };
  return { findings: report.findings(), environment };
}

function readSecret(raw: unknown, path: JsonPath, report: Report): string | undefined {
  const setting = checkWith(z.string().max(120), { report, path, value: raw })?.value;
  if (setting === undefined || secretSetting.test(setting)) return setting;
  report.error('IVR531', {
    path,
    message: 'this is not the name of a setting that holds a secret of a flow',
    fix: 'name a setting such as "FLOW_SECRET_CRM_KEY", and put the secret there, never here',
  });
  return undefined;
}

function readHosts(raw: unknown, report: Report): readonly string[] {
  if (raw === undefined) return [];
  const hosts = checkWith(z.array(z.string()).max(100), { report, path: ['hosts'], value: raw })?.value ?? [];
  return hosts.filter((host, index) => {
    if (hostName.test(host)) return true;
    const fix = 'write the name alone, in lower case: "crm.example.com", or "*.example.com" for all below it';
    report.error('IVR530', { path: ['hosts', index], message: 'this is not the name of a host', fix });
    return false;
  });
}
