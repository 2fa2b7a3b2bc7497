import type { FlowEnvironment } from '../core/flow/environment/environment.ts';
import type { NotifyRoute, WebhookAddress } from '../core/flow/told.ts';
import type { FlowStore } from '../ports/flow-store.ts';
import type { MessageRoute, Messenger } from '../ports/messenger.ts';
import type { JobOutcome, NotifyContact, StoreRecording, WorkQueue } from '../ports/work-queue.ts';
import { isAllowed } from './send-request.ts';

export interface TellPorts {
  readonly flows: Pick<FlowStore, 'version'>;
  readonly messenger: Messenger;
  /** What a setting holds, where the bot runs. */
  readonly secretOf: (setting: string) => string | undefined;
  /** On a laptop with the simulator: plain http to this machine. */
  readonly allowLoopback: boolean;
}

/**
 * Tells a contact, the way that the flow's own version says. What cannot be sent now is tried again, and set aside in the end:
 * a secret that is missing today may be there tomorrow.
 */
export async function tellContact(ports: TellPorts, { flow: of, contact, message }: NotifyContact): Promise<JobOutcome> {
  const flow = await ports.flows.version(of.name, of.version);
  if (flow === undefined) return { kind: 'retry', why: 'noFlow' };
  const route = Object.hasOwn(flow.told, contact) ? flow.told[contact] : undefined;
  if (route === undefined) return { kind: 'gone', why: 'noRoute' }; // The checker has warned of it.
  if (ports.allowLoopback && isOutOfReach(route, flow.environment, ports)) return { kind: 'gone', why: 'simulated' };
  const resolved = resolve(route, flow.environment, ports);
  return resolved === undefined ? { kind: 'retry', why: 'notAllowed' } : ports.messenger.tell(resolved, message);
}

/** A laptop with the simulator sends no mail, and has no secrets unless somebody has set them. */
function isOutOfReach(route: NotifyRoute, { secrets }: FlowEnvironment, { secretOf }: TellPorts): boolean {
  if (route.kind === 'email') return true;
  return route.to.kind === 'secret' && secretOf(secrets[route.to.name] ?? '') === undefined;
}

function resolve(route: NotifyRoute, environment: FlowEnvironment, ports: TellPorts): MessageRoute | undefined {
  if (route.kind === 'email') return route;
  const url = addressOf(route.to, environment, ports);
  return url === undefined ? undefined : { kind: route.kind, url };
}

/** Whoever keeps a secret has allowed the address that it holds; https and public it must be all the same. */
function addressOf(to: WebhookAddress, { secrets, hosts }: FlowEnvironment, ports: TellPorts): string | undefined {
  const { secretOf, allowLoopback } = ports;
  if (to.kind === 'url') return isAllowed(to.url, hosts, allowLoopback) ? to.url : undefined;
  const setting = Object.hasOwn(secrets, to.name) ? secrets[to.name] : undefined;
  const url = setting === undefined ? undefined : secretOf(setting);
  if (url === undefined || !URL.canParse(url)) return undefined;
  return isAllowed(url, [new URL(url).hostname], allowLoopback) ? url : undefined;
}

/** A message has been taken and is stored: everybody who is to be told of it is. Nothing in it says who has called. */
export async function tellOfMessage(queue: WorkQueue, job: StoreRecording, lengthMs: number | undefined): Promise<void> {
  const { flow, notify, recordingId, callId, line, recordedAt } = job;
  if (flow === undefined) return; // Of a version that told nobody.
  const length = lengthMs === undefined ? '' : ` of ${Math.max(1, Math.round(lengthMs / 1_000))} seconds`;
  for (const contact of notify) {
    await queue.add({
      kind: 'notifyContact',
      callId,
      flow,
      contact,
      message: {
        id: `${recordingId}.${contact}`,
        type: 'voicemail',
        title: 'New voice message',
        text: `Somebody has left a message${length} on line "${line}".`,
        line,
        flow: flow.name,
        callId,
        at: recordedAt,
        recordingId,
        ...(lengthMs === undefined ? {} : { lengthMs }),
      },
    });
  }
}
