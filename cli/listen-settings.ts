import { z } from 'zod';
import type { Environment, SettingProblem } from '../src/edge/settings.ts';

/** Where a process of ours listens. Not among the bot's settings: in the cloud, the Functions host decides it. */
export type ListenReading =
  | { readonly kind: 'listen'; readonly host: string; readonly port: number }
  | { readonly kind: 'invalid'; readonly problem: SettingProblem };

const portNumber = z
  .string()
  .regex(/^\d{1,5}$/)
  .transform(Number)
  .refine((port) => port <= 65_535);

/** `PORT` (default 7071, 0 takes any free one) and `HOST` (default this machine only). */
export function readListenSettings(env: Environment): ListenReading {
  const port = portNumber.safeParse(env.PORT?.trim() || '7071');
  if (port.success) return { kind: 'listen', host: env.HOST?.trim() || '127.0.0.1', port: port.data };
  const fix = 'Set it, for example PORT=7071';
  return { kind: 'invalid', problem: { name: 'PORT', wrong: 'is not a number from 0 to 65535', fix } };
}
