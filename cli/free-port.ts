import { createServer } from 'node:net';
import { Fault } from '../src/core/call/fault.ts';

/** How far from the usual port somebody would still look for it. */
const attempts = 20;

/** The first free port of this machine from `wanted` on. Throws a `PORT_TAKEN` fault when all that are tried are taken. */
export async function freePort(wanted: number, avoid: readonly number[] = []): Promise<number> {
  for (let port = wanted; port < Math.min(wanted + attempts, 65_536); port += 1) {
    if (!avoid.includes(port) && (await isFree(port))) return port;
  }
  throw new Fault('PORT_TAKEN', `Port ${wanted} and those after it are taken. Choose another one with --port.`);
}

/** Whether we could listen there at this moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(false));
    probe.listen(port, '127.0.0.1', () => probe.close(() => resolve(true)));
  });
}
