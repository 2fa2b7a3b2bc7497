import { randomBytes, type ScryptOptions, scrypt, timingSafeEqual } from 'node:crypto';

/** Of a new hash: 16 MiB and some 40 ms for each guess. A PIN has few values, so it is the lock-out that protects it. */
const newCost = 14;
const saltBytes = 16;
const keyBytes = 32;

/** The text that stands in a flow for a PIN: PHC's form, with its cost and salt. */
export async function hashPin(pin: string): Promise<string> {
  const salt = randomBytes(saltBytes);
  return written(newCost, salt, await derived(pin, salt, newCost));
}

/**
 * Whether a PIN is the one of `known`. Nobody can tell from the time it takes where they differ, nor whether there is a
 * `known` at all: without one, a hash like `likeThis` is worked out and thrown away.
 */
export async function isPin(pin: string, known: string | undefined, likeThis: string): Promise<boolean> {
  const read = readHash(known ?? likeThis);
  if (read === undefined) return false;
  const right = timingSafeEqual(await derived(pin, read.salt, read.cost), read.key);
  return right && known !== undefined;
}

function readHash(text: string): { readonly cost: number; readonly salt: Buffer; readonly key: Buffer } | undefined {
  const [, cost, salt, key] = /^\$scrypt\$ln=(1[4-7]),r=8,p=1\$([A-Za-z0-9+/]{22})\$([A-Za-z0-9+/]{43})$/.exec(text) ?? [];
  if (cost === undefined || salt === undefined || key === undefined) return undefined;
  return { cost: Number(cost), salt: Buffer.from(salt, 'base64'), key: Buffer.from(key, 'base64') };
}

const written = (cost: number, salt: Buffer, key: Buffer): string => `$scrypt$ln=${cost},r=8,p=1$${bare(salt)}$${bare(key)}`;
const bare = (bytes: Buffer): string => bytes.toString('base64').replace(/=+$/, '');

function derived(pin: string, salt: Buffer, cost: number): Promise<Buffer> {
  const options: ScryptOptions = { N: 2 ** cost, r: 8, p: 1, maxmem: 2 ** cost * 8 * 128 * 2 };
  return new Promise((resolve, reject) => {
    scrypt(pin, salt, keyBytes, options, (error, key) => (error === null ? resolve(key) : reject(error)));
  });
}
