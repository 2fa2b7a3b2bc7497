import type { Use } from '../steps/define-step.ts';
import type { FlowParts } from './check-steps.ts';
import { suggest } from './did-you-mean.ts';
import { isAllowedHost } from './environment/environment.ts';
import { reportExpression } from './expression-findings.ts';
import type { JsonPath } from './json-text.ts';
import { readTemplate } from './text-template.ts';

/** Checks a text that leaves for the outside: its expressions, the names that it takes from the environment, and where it goes. */
export function checkOutgoing({ text, url, pin }: Use & { readonly kind: 'outgoing' }, path: JsonPath, parts: FlowParts): void {
  const { report, environment } = parts;
  const expressions = pin ? parts.expressions.verifying : parts.expressions.outside;
  const problem = expressions.checkText(text);
  if (problem !== undefined) return reportExpression(problem, path, report);
  const template = readTemplate(text);
  const sources = template.kind === 'parts' ? template.parts : [];
  for (const part of sources) {
    if (part.kind !== 'expression') continue;
    for (const name of expressions.reads(part.source)) checkName(name, path, part.offset, parts);
  }
  if (url) checkHost(text, path, parts);
  if (url && sources[0]?.kind === 'expression') {
    const name = /^env\.([A-Za-z0-9_]+)$/.exec(sources[0].source.trim())?.[1];
    const value = name === undefined ? undefined : environment.env[name];
    if (value !== undefined) checkHost(value, path, parts);
  }
}

function checkName(name: string, path: JsonPath, offset: number, { report, environment }: FlowParts): void {
  const [scope = '', member] = name.split('.');
  const known = scope === 'env' ? environment.env : scope === 'secret' ? environment.secrets : undefined;
  if (known === undefined || member === undefined || Object.hasOwn(known, member)) return;
  const list = scope === 'env' ? 'env' : 'secrets';
  report.error('IVR403', {
    path,
    offset,
    message: `environment.jsonc has no "${member}" in "${list}"`,
    fix: suggest(member, Object.keys(known), `add it to "${list}" in environment.jsonc`),
  });
}

/** What stands before the first `${ }` says where it goes; what is filled in at run time is checked again then. */
function checkHost(text: string, path: JsonPath, { report, environment }: FlowParts): void {
  const [, scheme = '', host = ''] = /^([a-z][a-z0-9+.-]*):\/\/([^/?#${]*)/i.exec(text) ?? [];
  if (scheme === '') {
    if (text.startsWith('${')) return;
    report.error('IVR247', { path, message: 'this is not an https address', fix: 'begin it with "https://"' });
  } else if (scheme.toLowerCase() !== 'https' && !/^(localhost|127\.0\.0\.1)(:\d+)?$/.test(host)) {
    report.error('IVR247', { path, message: 'requests leave over https only', fix: 'begin it with "https://"' });
  } else if (host !== '' && !isAllowedHost(host.replace(/:\d+$/, ''), environment.hosts) && scheme.toLowerCase() === 'https') {
    report.error('IVR248', {
      path,
      message: `requests may not go to "${host}"`,
      fix: `allow it in environment.jsonc: "hosts": ["${host.replace(/:\d+$/, '')}"]`,
    });
  }
}
