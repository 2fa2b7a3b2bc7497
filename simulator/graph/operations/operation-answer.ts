import type { SimCall } from '../call/sim-call.ts';
import { type GraphResponse, type Json, json } from '../messages.ts';

/** 200, or 202 where documented, with the operation's entity and its `Location` (graph-calling, 1.1). */
export function operationAnswer(
  call: SimCall,
  operation: {
    readonly id: string;
    readonly type: string;
    readonly status: 'running' | 'completed';
    readonly clientContext: string | null;
  },
  more: Json = {},
  status: 200 | 202 = 200,
): GraphResponse {
  const root = `${call.platform.options.ownUrl()}/v1.0`;
  const entity = {
    '@odata.context': `${root}/$metadata#${operation.type}`,
    '@odata.type': `#microsoft.graph.${operation.type}`,
    id: operation.id,
    status: operation.status,
    clientContext: operation.clientContext,
    resultInfo: null,
    ...more,
  };
  return json(status, entity, { location: `${root}/communications/calls/${call.id}/operations/${operation.id}` });
}
