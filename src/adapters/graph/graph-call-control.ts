import { Fault } from '../../core/call/fault.ts';
import type { CallControl } from '../../ports/call-control.ts';
import { checkConnection, type GraphConnection } from './graph-connection.ts';
import { createCall } from './operations/create-call.ts';
import { getCall } from './operations/get-call.ts';
import { perform } from './perform.ts';

/** Calls by Microsoft Graph with service-hosted media. Throws `Fault('SETTINGS_INVALID')` here and nowhere later. */
export function graphCallControl(connection: GraphConnection): CallControl {
  checkConnection(connection);
  return {
    async perform(call, command, deadline) {
      const startedAt = connection.clock.now();
      try {
        const outcome = await perform(connection, call, command, deadline);
        const code = outcome.kind === 'refused' ? outcome.code : undefined;
        const tookMs = connection.clock.now() - startedAt;
        connection.log.debug('graph.command', { callId: call.id, command: command.kind, outcome: outcome.kind, code, tookMs });
        return outcome;
      } catch (error) {
        // Only what comes before the request can throw, such as a prompt that is not to be had: nothing was sent.
        const code = error instanceof Fault ? error.code : 'UNEXPECTED';
        connection.log.error('graph.command.failed', { callId: call.id, command: command.kind, code });
        return { kind: 'refused', code };
      }
    },
    async place(placement, deadline) {
      try {
        const outcome = await createCall(connection, placement, deadline);
        const code = outcome.kind === 'refused' ? outcome.code : undefined;
        connection.log.debug('graph.place', { origin: placement.origin, outcome: outcome.kind, code });
        return outcome;
      } catch (error) {
        const code = error instanceof Fault ? error.code : 'UNEXPECTED';
        connection.log.error('graph.place.failed', { origin: placement.origin, code });
        return { kind: 'unclear' };
      }
    },
    async observe(call, deadline) {
      try {
        return await getCall(connection, call, deadline);
      } catch {
        connection.log.error('graph.observe.failed', { callId: call.id });
        return { kind: 'unclear' };
      }
    },
  };
}
