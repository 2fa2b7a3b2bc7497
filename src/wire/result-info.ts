import { z } from 'zod';
import type { ResultInfo } from '../core/call/call-event.ts';
import { lenient, lenientInteger } from './lenient.ts';

/** `subcode` in the metadata, `subCode` in failed transfers, strings on old traffic (graph-calling, "Fifteen things", 5). */
export const resultInfo = lenient(z.object({ code: lenientInteger, subcode: lenientInteger, subCode: lenientInteger }));

/** Numbers, whatever the wire's spelling. A missing code reads as 0; nothing when neither number is there. */
export function readResultInfo(info: z.infer<typeof resultInfo>): ResultInfo | undefined {
  const code = info?.code ?? undefined;
  const subcode = info?.subcode ?? info?.subCode ?? undefined;
  return code === undefined && subcode === undefined ? undefined : { code: code ?? 0, subcode: subcode ?? 0 };
}
