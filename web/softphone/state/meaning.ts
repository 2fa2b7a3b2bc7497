import * as z from 'zod'; // As a namespace: the bundle then leaves out what is not used.
import type { Exchange } from '../../../simulator/softphone-api.ts';
import { type Explained, explainCode, explainResult } from '../../../src/core/call/explain/explain.ts';
import '../../shared/zod-without-eval.ts';
import type { WireEntry } from './softphone-state.ts';

/** What the code in an exchange means. */
export interface Meaning {
  readonly explained: Explained;
  /** Something went another way than it should, or than the flow hoped. A success with a code, and a prompt cut short, is none. */
  readonly isNotable: boolean;
  /** It is why a call ended. */
  readonly isEnd: boolean;
}

const errorBody = z.object({ error: z.object({ code: z.union([z.string(), z.number()]), message: z.unknown() }) });
const errorWithin = z.object({ errorCode: z.union([z.string(), z.number()]) });
/** Graph writes `subcode` and, in failed transfers, `subCode`. */
const result = z.object({ code: z.number(), subcode: z.number().optional(), subCode: z.number().optional() });
const notifications = z.object({ value: z.array(z.unknown()) });
const withResult = z.object({ resourceData: z.object({ state: z.unknown().optional(), resultInfo: result }) });

const cancelled = 8508;
const known = new WeakMap<Exchange, Meaning | 'none'>();

/** Undefined where there is no code, or one that says no more than that all went well. */
export function meaningOf(exchange: Exchange): Meaning | undefined {
  const before = known.get(exchange);
  const found = before ?? read(exchange) ?? 'none';
  known.set(exchange, found);
  return found === 'none' ? undefined : found;
}

/** Why the call ended, when that is worth more than the words that the caller sees anyway. */
export function endMeaning(wire: readonly WireEntry[]): Explained | undefined {
  const last = wire.map(({ exchange }) => meaningOf(exchange)).findLast((meaning) => meaning?.isEnd === true);
  return last?.isNotable === true ? last.explained : undefined;
}

function read(exchange: Exchange): Meaning | undefined {
  return exchange.direction === 'toGraph' ? refusal(exchange) : outcome(exchange);
}

function refusal({ status = 0, response }: Exchange): Meaning | undefined {
  if (status < 400) return undefined;
  const body = errorBody.safeParse(response);
  const code = body.success ? String(codeWithin(body.data.error.message) ?? body.data.error.code) : undefined;
  const own = code === undefined ? undefined : explainCode(code);
  // A word that nobody explains says less than the status.
  return { explained: own?.kind === 'known' ? own : explainCode(`http${status}`), isNotable: true, isEnd: false };
}

/** Some refusals have their code in a JSON text inside the message. */
function codeWithin(message: unknown): string | number | undefined {
  try {
    return errorWithin.safeParse(JSON.parse(String(message))).data?.errorCode;
  } catch {
    return undefined;
  }
}

function outcome({ request }: Exchange): Meaning | undefined {
  const told = notifications.safeParse(request);
  for (const one of told.success ? told.data.value : []) {
    const { data } = withResult.safeParse(one);
    if (data === undefined) continue;
    const { code, subCode, subcode = subCode } = data.resourceData.resultInfo;
    const explained = explainResult(code, subcode);
    const isSuccess = code < 300;
    if (isSuccess && (subcode === 0 || explained.kind === 'byClass')) continue;
    const isNotable = !isSuccess && subcode !== cancelled;
    return { explained, isNotable, isEnd: data.resourceData.state === 'terminated' };
  }
  return undefined;
}
