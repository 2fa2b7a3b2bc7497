/**
 * `environment.jsonc`: what differs from one installation to the next, so that no flow changes on its way to production.
 * Part of a flow's version, but for the secrets themselves, of which only the names are here.
 */
export interface FlowEnvironment {
  /** What flows see as `env.NAME`. */
  readonly env: { readonly [name: string]: string };
  /** What requests see as `secret.NAME`: the setting that holds it, where the bot runs. */
  readonly secrets: { readonly [name: string]: string };
  /** Where requests may go: host names, or `*.example.com` for all below one. */
  readonly hosts: readonly string[];
}

export const noEnvironment: FlowEnvironment = { env: {}, secrets: {}, hosts: [] };

/** Whether requests may go to a host. Names are compared whole, so `example.com.evil.test` is not `example.com`. */
export function isAllowedHost(host: string, hosts: readonly string[]): boolean {
  const name = host.toLowerCase().replace(/\.$/, '');
  return hosts.some((allowed) => (allowed.startsWith('*.') ? name.endsWith(allowed.slice(1)) : name === allowed));
}
