import { z } from 'zod';
import type { JsonPath } from './json-text.ts';
import type { Report } from './report.ts';
import { checkWith } from './schema-findings.ts';
import type { NotifyRoute, WebhookAddress } from './told.ts';

const secretName = /^secret\.([A-Za-z][A-Za-z0-9_]{0,63})$/;
const mailAddress = z
  .string()
  .max(254)
  .regex(/^[^\s@<>"]{1,64}@[A-Za-z0-9.-]{1,253}$/, 'must be a mail address');
const webhook = z
  .string()
  .max(2_000)
  .refine((text) => secretName.test(text) || isPlainHttps(text), 'must be an https address, or "secret.NAME"');
const secret = z.string().regex(secretName, 'must be "secret.NAME": the address itself is a secret');

/** `notify` of a contact, as it is written. */
export const notifyMember = z.union([
  z.strictObject({
    webhook: webhook.meta({
      description: 'An https address at one of the `hosts`, or `secret.NAME`.',
      examples: ['https://hooks.example.com/calls', 'secret.deskHook'],
    }),
  }),
  z.strictObject({
    teams: secret.meta({
      description: '`secret.NAME`: the address of a workflow in Teams that takes webhook requests.',
      examples: ['secret.deskWorkflow'],
    }),
  }),
  z.strictObject({
    email: mailAddress.meta({ description: 'To whom mail is sent.', examples: ['desk@contoso.com'] }),
    from: mailAddress.meta({
      description: 'The mailbox of your tenant in whose name it is sent.',
      examples: ['ivr@contoso.com'],
    }),
  }),
]);

/** Reads it; undefined when it cannot be used. */
export function readNotify(raw: unknown, path: JsonPath, report: Report): NotifyRoute | undefined {
  const checked = checkWith(notifyMember, { report, path, value: raw })?.value;
  if (checked === undefined) return undefined;
  if ('webhook' in checked) return { kind: 'webhook', to: addressOf(checked.webhook) };
  if ('teams' in checked) return { kind: 'teams', to: addressOf(checked.teams) };
  return { kind: 'email', to: checked.email, from: checked.from };
}

function addressOf(text: string): WebhookAddress {
  const [, name] = secretName.exec(text) ?? [];
  return name === undefined ? { kind: 'url', url: text } : { kind: 'secret', name };
}

function isPlainHttps(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, password, hostname } = new URL(text);
  const isHere = hostname === 'localhost' || hostname === '127.0.0.1'; // A laptop's own: looked at again when it is sent.
  return (protocol === 'https:' || (protocol === 'http:' && isHere)) && username === '' && password === '';
}
