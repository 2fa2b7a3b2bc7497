// biome-ignore-all lint/suspicious/noTemplateCurlyInString: this is how the flow language writes its expressions.
import { answerSource } from '../answer-source.ts';
import { seconds } from '../seconds.ts';
import { isConnected, onError, readOf, type Scene, step, templateOf, variableOf, type WidgetKind } from './scene.ts';
import { isJson, isTrue, pairsOf, textOf, type Widget, wayOf } from './studio-flow.ts';

/** What a request of ours may take; Studio allows ten seconds. */
const longestSeconds = 4;

/** "Make HTTP Request". */
export const httpRequest: WidgetKind = {
  title: 'Make HTTP Request',
  leadsTo: (widget) => [wayOf(widget, 'success'), wayOf(widget, 'failed')],
  write: (widget, scene) => {
    const method = textOf(widget, 'method')?.toUpperCase() === 'GET' ? 'GET' : 'POST';
    if (isTrue(widget, 'add_twilio_auth'))
      scene.remark(widget, {
        severity: 'todo',
        what: 'Studio signs in with your Twilio account here; the request goes without',
        fix: 'name a secret in environment.jsonc, and add "headers": { "Authorization": "Basic ${secret.NAME}" } to the step',
      });
    writeRequest(widget, scene, {
      method,
      url: textOf(widget, 'url') ?? '',
      body: bodyOf(widget, method, scene),
      failed: wayOf(widget, 'failed'),
    });
  },
};

/** "Run Function": a function of Twilio's is a web address, too. */
export const runFunction: WidgetKind = {
  title: 'Run Function',
  leadsTo: (widget) => [wayOf(widget, 'success'), wayOf(widget, 'fail', 'failed')],
  write: (widget, scene) => {
    scene.remark(widget, {
      severity: 'todo',
      what: 'the function is asked over https from now on; Twilio runs a protected one only for itself',
      fix: 'make the function public and have it check a secret header of yours, or move it to where your other code runs; a function that only looks at the clock is better an "hours" step',
    });
    writeRequest(widget, scene, {
      method: 'POST',
      url: textOf(widget, 'url') ?? '',
      body: fieldsOf(widget, scene),
      failed: wayOf(widget, 'fail', 'failed'),
    });
  },
};

interface Asked {
  readonly method: 'GET' | 'POST';
  readonly url: string;
  readonly body: unknown;
  readonly failed: string | undefined;
}

function writeRequest(widget: Widget, scene: Scene, { method, url, body, failed }: Asked): void {
  const into = answersOf(widget, scene);
  scene.remark(widget, {
    severity: 'changed',
    what: `an answer has to come within ${longestSeconds} seconds, not ten; it is asked for a second time when it does not`,
    fix: 'make the system faster, or let "on.timeout" lead to a way without it',
  });
  step(scene, scene.nameOf(widget), {
    type: 'request',
    ...(method === 'POST' && { method }),
    url: addressOf(url, method === 'GET' ? pairsOf(widget, 'parameters') : [], widget, scene),
    ...(body !== undefined && { body }),
    timeout: seconds(undefined, { least: 1, most: longestSeconds, otherwise: longestSeconds }),
    ...(Object.keys(into).length > 0 && { into }),
    next: scene.to(wayOf(widget, 'success')),
    ...onError(scene, failed),
    ...(!isConnected(scene, failed) && { on: { error: scene.to(undefined) } }),
  });
}

/** The address of the step: the host by its name in the environment, since it differs from one installation to the next. */
function addressOf(url: string, parameters: readonly (readonly [string, string])[], widget: Widget, scene: Scene): string {
  const [, scheme, user, host, rest = ''] =
    /^\s*(https?):\/\/([^/?#@]*@)?([a-z0-9.-]+)(?::443)?(?=[/?#]|\s*$)([\s\S]*)$/i.exec(url) ?? [];
  const name = scene.world.address(widget.name, host === undefined ? undefined : `https://${host.toLowerCase()}`);
  if (host === undefined)
    scene.remark(widget, {
      severity: 'todo',
      what:
        url.trim() === ''
          ? 'the widget names no address'
          : 'the address is only worked out in the call, or has a port of its own',
      fix: `write in environment.jsonc where "${name}" is, and its host in "hosts"`,
    });
  if (scheme?.toLowerCase() === 'http')
    scene.remark(widget, {
      severity: 'changed',
      what: 'the system is asked over https, not http',
      fix: 'give the system a certificate; a flow asks nothing without one',
    });
  if (user !== undefined)
    scene.remark(widget, {
      severity: 'todo',
      what: 'the address holds a user and a password; they are left out',
      fix: 'name a secret in environment.jsonc, and add "headers": { "Authorization": "Basic ${secret.NAME}" } to the step',
    });
  const query = parameters
    .slice(0, 15)
    .map(([key, value]) => `${encodeURIComponent(key.replaceAll(/\p{Cs}/gu, ''))}=${templateOf(value, widget, scene, 200)}`)
    .join('&');
  const path = templateOf(rest.trim().replace(/#.*$/s, ''), widget, scene, 900).replaceAll(/\s/g, '%20');
  const joined = query === '' ? path : `${path}${path.includes('?') ? '&' : '?'}${query}`;
  return `\${env.${name}}${joined.slice(0, 1_900) === joined ? joined : path}`;
}

/** What is sent: JSON. A form becomes an object with the same members. */
function bodyOf(widget: Widget, method: 'GET' | 'POST', scene: Scene): unknown {
  if (method === 'GET') return undefined;
  const body = textOf(widget, 'body');
  const isForm = !(textOf(widget, 'content_type') ?? '').toLowerCase().includes('json');
  if (isForm)
    scene.remark(widget, {
      severity: 'changed',
      what: 'Studio sends a form here; the bot sends the same values as JSON',
      fix: 'have the other system read JSON',
    });
  if (body === undefined) return fieldsOf(widget, scene);
  const parsed = parsedTemplate(body);
  if (parsed !== undefined) return filled(parsed, widget, scene);
  scene.remark(widget, {
    severity: 'changed',
    what: 'the body is no JSON; it is sent as the member "body" of an object',
    fix: 'write as an object in the step what the other system is to get',
  });
  return { body: templateOf(body, widget, scene) };
}

/** JSON with templates in it; those that stand for a whole value are put in quotes. */
function parsedTemplate(body: string): object | undefined {
  for (const text of [
    body,
    body.replaceAll(
      /([:,[]\s*)(\{\{[^{}]*\}\})(?=\s*[,}\]])/g,
      (_, before: string, value: string) => `${before}${JSON.stringify(value)}`,
    ),
  ]) {
    try {
      const value: unknown = JSON.parse(text);
      if (typeof value === 'object' && value !== null) return value;
    } catch {
      // The next spelling may be JSON.
    }
  }
  return undefined;
}

function filled(value: unknown, widget: Widget, scene: Scene, depth = 0): unknown {
  if (typeof value === 'string') return templateOf(value, widget, scene);
  if (depth > 8 || typeof value !== 'object' || value === null) return depth > 8 ? null : value;
  if (Array.isArray(value)) return value.slice(0, 100).map((one: unknown) => filled(one, widget, scene, depth + 1));
  return isJson(value)
    ? Object.fromEntries(Object.entries(value).map(([key, one]) => [key, filled(one, widget, scene, depth + 1)]))
    : null;
}

function fieldsOf(widget: Widget, scene: Scene): { readonly [key: string]: string } | undefined {
  const fields = pairsOf(widget, 'parameters').map(([key, value]) => [key, templateOf(value, widget, scene)] as const);
  return fields.length === 0 ? undefined : Object.fromEntries(fields);
}

/** What the flow reads of the answer, as texts; a member that does not come is empty, as in Studio. */
function answersOf(widget: Widget, scene: Scene): { readonly [variable: string]: string } {
  const into: { [variable: string]: string } = {};
  for (const members of readOf(scene, widget)) {
    const variable = variableOf(scene, widget, ...members);
    const source = sourceOf(members);
    if (variable !== undefined && source !== undefined && source.length <= 1_000) into[variable] = source;
  }
  return into;
}

function sourceOf([first, ...members]: readonly string[]): string | undefined {
  if (first === 'status_code' || first === 'status') return 'string(response.status)';
  if (first === 'parsed') return members.length === 0 ? undefined : answerSource(members, { lists: true });
  // The whole body: what is no text has members, and flows name those.
  return first === 'body' ? 'string(response.body)' : undefined;
}
