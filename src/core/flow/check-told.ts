import type { FlowParts } from './check-steps.ts';
import { suggest } from './did-you-mean.ts';
import { isAllowedHost } from './environment/environment.ts';
import type { JsonPath } from './json-text.ts';

/** Whoever is to be told must be known, and should have a way of being told that is allowed. */
export function checkTold(name: string, path: JsonPath, { report, contacts, told, environment }: FlowParts): void {
  const route = Object.hasOwn(told, name) ? told[name] : undefined;
  if (route === undefined && !Object.hasOwn(contacts, name)) {
    const fix = suggest(name, [...new Set([...Object.keys(told), ...Object.keys(contacts)])], 'add it to contacts.jsonc');
    report.error('IVR206', { path, message: `contacts.jsonc has no contact "${name}"`, fix });
  } else if (route === undefined) {
    const fix = `give "${name}" a way in contacts.jsonc, for example "notify": { "teams": "secret.NAME" }`;
    report.warning('IVR249', { path, message: `nothing says how "${name}" is told, so nobody will be`, fix });
  } else if (route.kind !== 'email' && route.to.kind === 'secret') {
    const { name: secret } = route.to;
    if (Object.hasOwn(environment.secrets, secret)) return;
    const message = `contact "${name}" is told by "secret.${secret}", and environment.jsonc has no such secret`;
    report.error('IVR403', { path, message, fix: `add it there: "secrets": { "${secret}": "FLOW_SECRET_..." }` });
  } else if (route.kind === 'webhook' && route.to.kind === 'url') {
    const { hostname, protocol } = new URL(route.to.url);
    if (protocol !== 'https:' || isAllowedHost(hostname, environment.hosts)) return;
    const message = `contact "${name}" is told at "${hostname}", and requests may not go there`;
    report.error('IVR248', { path, message, fix: `allow it in environment.jsonc: "hosts": ["${hostname}"]` });
  }
}
