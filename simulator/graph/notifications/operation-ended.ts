import { unreachable } from '../../../src/core/call/unreachable.ts';
import type { Json } from '../messages.ts';

/** How an operation of the media queue came to its end. */
export type OperationResult =
  | { readonly kind: 'played' }
  | {
      readonly kind: 'recorded';
      readonly why: 'maxDuration' | 'stopTone' | 'maxSilence';
      readonly location: string;
      readonly accessToken: string;
    }
  | { readonly kind: 'nothingSaid' }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'soundFailed'; readonly why: 'notFetched' | 'unfit' };

interface EndedOperation {
  readonly id: string;
  readonly type: 'playPrompt' | 'recordResponse' | 'sendDtmfTones';
  readonly clientContext: string | null;
}

/** The `resourceData` of an operation's last notification (graph-calling, 2.5 and 5.2). */
export function operationEnded(operation: EndedOperation, result: OperationResult): Json {
  if (operation.type === 'sendDtmfTones') return tonesSent(operation, result.kind === 'cancelled');
  const isRecording = operation.type === 'recordResponse';
  const nothing = isRecording ? { recordingLocation: '', recordingAccessToken: '' } : {};
  const base = {
    '@odata.type': isRecording ? '#microsoft.graph.recordOperation' : '#microsoft.graph.playPromptOperation',
    id: operation.id,
    clientContext: operation.clientContext,
  };
  switch (result.kind) {
    case 'played':
      return { ...base, status: 'completed', resultInfo: resultInfo(200, 0, 'Action completed successfully.') };
    case 'recorded':
      return {
        ...base,
        status: 'completed',
        ...recordedResult(result.why),
        recordingLocation: result.location,
        recordingAccessToken: result.accessToken,
      };
    case 'nothingSaid':
      return {
        ...base,
        status: 'failed',
        completionReason: 'initialSilenceTimeout',
        ...nothing,
        resultInfo: resultInfo(400, 8510, 'Action failed, initial silence timeout reached.'),
      };
    case 'cancelled':
      return {
        ...base,
        status: 'failed',
        completionReason: isRecording ? 'operationCanceled' : 'mediaOperationCanceled',
        ...nothing,
        resultInfo: resultInfo(400, 8508, 'Action failed, the operation was cancelled.'),
      };
    case 'soundFailed':
      return {
        ...base,
        status: 'failed',
        ...(isRecording ? { completionReason: 'playPromptFailed' } : {}),
        ...nothing,
        resultInfo:
          result.why === 'unfit'
            ? resultInfo(400, 8535, 'Action failed, the file format is invalid.')
            : resultInfo(400, 8536, 'Action failed, the file could not be downloaded.'),
      };
    default:
      return unreachable(result);
  }
}

/** Always `completed`: only the reason tells whether all keys were pressed (graph-calling, 1.7). */
function tonesSent({ id, clientContext }: EndedOperation, cancelled: boolean): Json {
  const completionReason = cancelled ? 'mediaOperationCanceled' : 'completedSuccessfully';
  return {
    '@odata.type': '#microsoft.graph.sendDtmfTonesOperation',
    id,
    clientContext,
    status: 'completed',
    completionReason,
  };
}

/** 8514 is by analogy with Azure Communication Services; the end by silence has no known subcode (graph-calling, 5.2). */
function recordedResult(why: 'maxDuration' | 'stopTone' | 'maxSilence'): Json {
  switch (why) {
    case 'maxDuration':
      return {
        completionReason: 'maxRecordDurationReached',
        resultInfo: resultInfo(200, 8515, 'Action completed, max record duration reached.'),
      };
    case 'stopTone':
      return { completionReason: 'stopToneDetected', resultInfo: resultInfo(200, 8514, 'Action completed, stop tone detected.') };
    case 'maxSilence':
      return { completionReason: 'maxSilenceTimeout', resultInfo: resultInfo(200, 0, 'Action completed successfully.') };
    default:
      return unreachable(why);
  }
}

export function resultInfo(code: number, subcode: number, message: string): Json {
  return { '@odata.type': '#microsoft.graph.resultInfo', code, subcode, message };
}
