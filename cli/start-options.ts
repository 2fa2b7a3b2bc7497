import { parseArgs } from 'node:util';
import { readTenantLack, type TenantLack, tenantLacks } from '../src/core/call/tenant-setup.ts';
import { suggest } from '../src/core/flow/did-you-mean.ts';

export interface StartOptions {
  /** Undefined: the usual one, or the next that is free. */
  readonly port: number | undefined;
  readonly stateDir: string;
  /** Undefined: what FLOWS_DIR names, else `flows`. */
  readonly flowsDir: string | undefined;
  /** Open the softphone in the browser. */
  readonly open: boolean;
  /** What the simulated tenant has not consented to, or not set up. */
  readonly without: readonly TenantLack[];
}

export type StartReading =
  | { readonly kind: 'options'; readonly options: StartOptions }
  | { readonly kind: 'help' }
  | { readonly kind: 'wrong'; readonly why: string };

export const startHelp = `Usage: npm start -- [options]

Starts the bot, a simulation of Microsoft Graph and the softphone on this machine.

  --port N         the bot's port; the simulator takes the next free one (default 7071, or the next free one)
  --flows DIR      the folder of flows (default: FLOWS_DIR, else flows)
  --state-dir DIR  where calls are kept (default .state/start); each start needs its own
  --without NAME   what the simulated tenant lacks, several times for several things: a permission that nobody has
                   consented to (Calls.AccessMedia.All), number, licence, outboundMinutes, accessPolicy, removal
  --no-open        do not open the softphone in the browser
  --help           this text

LOG_LEVEL=info shows the bot's turns.`;

/** Reads the command line of `npm start`. */
export function readStartOptions(args: readonly string[]): StartReading {
  let values: ReturnType<typeof parse>;
  try {
    values = parse(args);
  } catch (error) {
    // parseArgs explains itself in its first sentence.
    return { kind: 'wrong', why: error instanceof Error ? error.message : 'The options are not understood.' };
  }
  if (values.help === true) return { kind: 'help' };
  const port = values.port === undefined ? undefined : Number(values.port);
  if (port !== undefined && !(Number.isInteger(port) && port > 0 && port < 65_535)) {
    return { kind: 'wrong', why: '--port needs a number from 1 to 65534.' };
  }
  const without: TenantLack[] = [];
  for (const name of values.without ?? []) {
    const lack = readTenantLack(name);
    if (lack === undefined)
      return { kind: 'wrong', why: `--without: no tenant can be without "${name}": ${suggest(name, tenantLacks, '').words}` };
    without.push(lack);
  }
  return {
    kind: 'options',
    options: {
      port,
      stateDir: values['state-dir'] ?? '.state/start',
      flowsDir: values.flows,
      open: values['no-open'] !== true,
      without,
    },
  };
}

function parse(args: readonly string[]) {
  const options = {
    port: { type: 'string' },
    flows: { type: 'string' },
    'state-dir': { type: 'string' },
    'no-open': { type: 'boolean' },
    without: { type: 'string', multiple: true },
    help: { type: 'boolean', short: 'h' },
  } as const;
  return parseArgs({ args: [...args], options }).values;
}
