import { z } from 'zod';
import type { CallEvent, OperationEnded, RecordingSource, ResultInfo } from '../core/call/call-event.ts';
import type { CallId, ClientContext } from '../core/call/ids.ts';
import { lenient, lenientText, withoutAbsent } from './lenient.ts';
import { readResultInfo, resultInfo } from './result-info.ts';
import type { OddityWord, Reading } from './survived.ts';
import { typeName } from './type-name.ts';

const operationEntity = z.object({
  clientContext: lenientText(256),
  status: lenientText(32),
  resultInfo,
  /** Undeclared in v1.0, yet its cancel example carries it (graph-calling, 1.7). */
  completionReason: lenientText(64),
  recordingLocation: lenient(z.string()),
  recordingAccessToken: lenient(z.string()),
});
type Operation = z.infer<typeof operationEntity>;

/** A finished operation arrives as `deleted`, for success as well as failure (graph-calling, "Fifteen things", 1). */
export function readOperationNotification(callId: CallId, changeType: string, entity: unknown): Reading<CallEvent> {
  const read = operationEntity.safeParse(entity ?? {});
  if (!read.success) return { events: [], odd: ['unreadableResourceData'] };
  const operation = read.data;
  const status = operation.status?.toLowerCase();
  if (changeType !== 'deleted' && status !== 'completed' && status !== 'failed') return { events: [], odd: ['operationNotOver'] };

  const result = readResultInfo(operation.resultInfo);
  const recording = readRecording(operation);
  const odd: OddityWord[] = entity === undefined || entity === null ? ['noResourceData'] : [];
  const event: CallEvent = {
    kind: 'operationEnded',
    callId,
    operation: readOperationKind(entity),
    ended: howItEnded(operation, result),
    ...withoutAbsent({
      context: readContext(operation.clientContext),
      result,
      reason: operation.completionReason,
      recording: recording === 'unfit' ? undefined : recording,
    }),
  };
  return { events: [event], odd: recording === 'unfit' ? [...odd, 'unfitRecording'] : odd };
}

function readOperationKind(entity: unknown): OperationEnded['operation'] {
  switch (typeName(entity)) {
    case 'playpromptoperation':
      return 'playPrompt';
    case 'recordoperation':
      return 'recordResponse';
    default:
      return 'other';
  }
}

const cancelledSubcode = 8508;
const cancelledReasons: readonly string[] = ['operationcanceled', 'mediaoperationcanceled'];

/** `completed` can mean cancelled, and a cancelled operation usually says `failed` 400/8508 (graph-calling, 1.7 and 5.2). */
function howItEnded(operation: Operation, result: ResultInfo | undefined): OperationEnded['ended'] {
  if (result?.subcode === cancelledSubcode || cancelledReasons.includes(operation.completionReason?.toLowerCase() ?? ''))
    return 'cancelled';
  const status = operation.status?.toLowerCase();
  if (status === 'failed') return 'failed';
  if (status === 'completed') return 'completed';
  return result !== undefined && result.code >= 400 ? 'failed' : 'completed';
}

/** Whatever came back is compared with what we sent, so a foreign text does no harm: it matches nothing. */
function readContext(text: string | null | undefined): ClientContext | undefined {
  return text === null || text === undefined ? undefined : (text as ClientContext); // The place where the wire's copy gets its brand.
}

const longestLocation = 4_000;
const longestAccessToken = 8_000;

/** Failed recordings have an empty or null location (graph-calling, 1.7). Sizes are bounded: this is stored with the call. */
function readRecording(operation: Operation): RecordingSource | 'unfit' | undefined {
  const location = operation.recordingLocation ?? '';
  const accessToken = operation.recordingAccessToken ?? '';
  if (location === '') return undefined;
  return location.length > longestLocation || accessToken.length > longestAccessToken ? 'unfit' : { location, accessToken };
}
