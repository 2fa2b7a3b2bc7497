import type { CallEvent } from '../../src/core/call/call-event.ts';
import { apologyStep } from '../../src/core/flow/compiled-flow.ts';
import type { CallDocument, CallStore } from '../../src/ports/call-store.ts';
import type { Sabotage } from './bot-process.ts';
import type { FlowName } from './flows.ts';

export interface BrokenVariant {
  /** What the bot does wrong. */
  readonly mistake: string;
  /** The invariants of which one must break. */
  readonly breaks: readonly string[];
  readonly sabotage: Sabotage;
  /** The flows in which it can be noticed. Default: all. */
  readonly flows?: readonly FlowName[];
}

/** How many restarts of media have gone without their cancel, by store: one store, one seed. */
const restartsSeen = new WeakMap<CallStore, number>();

/** One deliberate mistake for each thing that the turn protocol and the core rely on. */
export const brokenVariants: readonly BrokenVariant[] = [
  {
    mistake: 'nobody respects a lease',
    breaks: ['I1', 'I2', 'once'],
    sabotage: store((raw) => ({
      load: async (id) => {
        const stored = await raw.load(id);
        if (stored.kind === 'missing') return stored;
        const { lease: _, ...document } = stored.document;
        return { ...stored, document };
      },
    })),
  },
  {
    mistake: 'writes do not ask whether the document is still the one that was read',
    breaks: ['I1', 'I2', 'I3', 'I4', 'once'],
    sabotage: store((calls, raw) => ({
      replace: async (document, version) => calls.replace(document, (await versionNow(raw, document)) ?? version),
    })),
  },
  {
    mistake: 'commands are sent before the state that decided them is durable',
    breaks: ['I1'],
    sabotage: {
      ports: (ports) => {
        let writing: ReturnType<CallStore['replace']> | undefined;
        const replace: CallStore['replace'] = async (document, version) => {
          const before = await writing;
          writing = undefined;
          if (before !== undefined) return ports.calls.replace(document, before.kind === 'saved' ? before.version : version);
          if (document.outbox.length === 0) return ports.calls.replace(document, version);
          // Says that it is done, and begins.
          writing = ports.clock.sleep(150).then(() => ports.calls.replace(document, version));
          writing.catch(() => {});
          return { kind: 'saved', version: `after ${version}` };
        };
        return { ...ports, calls: { ...ports.calls, replace } };
      },
    },
  },
  {
    mistake: 'a key that is reported twice counts twice',
    breaks: ['I3'],
    sabotage: {
      events: async (events, _work, raw) => {
        const [first] = events;
        const stored = first === undefined ? undefined : await raw.load(first.callId);
        if (stored?.kind !== 'found') return events;
        const { call, inbox } = stored.document;
        const waiting = inbox.filter((event) => event.kind === 'tonePressed').length;
        const next = call.keypad.next + waiting;
        return events.map((event) => (event.kind === 'tonePressed' ? { ...event, sequence: next } : event));
      },
    },
  },
  {
    mistake: 'the end of any operation is taken for the end of the present one',
    breaks: ['once', 'I3', 'I9'],
    sabotage: { events: (events, _work, raw) => Promise.all(events.map((event) => asPresent(event, raw))) },
  },
  {
    mistake: 'the settle overwrites what others left in the inbox',
    breaks: ['I4'],
    sabotage: store((calls, raw, owners) => ({
      replace: async (document, version) => {
        const stored = await raw.load(document.call.id);
        const isSettle =
          stored.kind === 'found' && owners.includes(stored.document.lease?.owner ?? '') && document.inbox.length === 0;
        return calls.replace(document, isSettle ? stored.version : version);
      },
    })),
  },
  { mistake: 'nobody sweeps', breaks: ['I5', 'I9'], sabotage: { noSweep: true } },
  {
    mistake: 'whoever takes over does not end what may be sounding',
    breaks: ['once'],
    sabotage: {
      ports: (ports, _work, raw) => ({
        ...ports,
        control: {
          ...ports.control,
          perform: async (call, command, deadline) => {
            const stored = await raw.load(call.id);
            const restarts = stored.kind === 'found' ? stored.document.call.restarts : 0;
            const before = restartsSeen.get(raw) ?? 0;
            if (command.kind !== 'cancelMedia' || restarts <= before) return ports.control.perform(call, command, deadline);
            restartsSeen.set(raw, restarts);
            return { kind: 'accepted' };
          },
        },
      }),
    },
  },
  {
    mistake: 'a performer goes on when its lease, as others see it, is over',
    breaks: ['I1', 'I2', 'once'],
    sabotage: store((calls) => ({
      replace: async (document, version) => {
        const { lease, ...rest } = document;
        if (lease === undefined) return calls.replace(document, version);
        return calls.replace({ ...rest, lease: { ...lease, until: lease.until - 4_900 } }, version);
      },
    })),
  },
  {
    mistake: 'a log line tells the key',
    breaks: ['I8'],
    sabotage: {
      ports: (ports) => ({
        ...ports,
        log: {
          ...ports.log,
          info: (event, fields) => ports.log.info(event, event === 'call.turn' ? { ...fields, pressed: '5' } : fields),
        },
      }),
    },
  },
  {
    mistake: 'a prompt that fails is followed by the end, without words',
    breaks: ['I9'],
    sabotage: {
      flow: (flow) => {
        const apology = flow.steps.get(apologyStep);
        if (apology === undefined) return flow;
        return { ...flow, on: {}, steps: new Map([...flow.steps, [apologyStep, { ...apology, config: {} }]]) };
      },
    },
  },
  {
    mistake: 'a live call may have no time to be looked at',
    breaks: ['I5'],
    sabotage: store((calls) => ({
      replace: (document, version) => calls.replace(withoutWakeAt(document), version),
    })),
  },
  {
    mistake: 'a telephone of which nobody knows whether it rings is rung again',
    breaks: ['once', 'I1'],
    sabotage: {
      ports: (ports) => ({
        ...ports,
        control: {
          ...ports.control,
          place: async (placement, deadline) => {
            const outcome = await ports.control.place(placement, deadline);
            return outcome.kind === 'unclear' ? ports.control.place(placement, ports.clock.now() + 2_500) : outcome;
          },
        },
      }),
    },
  },
  {
    mistake: 'a telephone that nobody counts on any more rings on',
    breaks: ['I5', 'I9'],
    sabotage: {
      ports: (ports, _work, raw) => ({
        ...ports,
        control: {
          ...ports.control,
          perform: async (call, command, deadline) => {
            const stored = command.kind === 'hangUp' ? await raw.load(call.id) : undefined;
            const isLeg = stored?.kind === 'found' && stored.document.call.placedBy !== undefined;
            return isLeg ? { kind: 'accepted' } : ports.control.perform(call, command, deadline);
          },
        },
      }),
    },
  },
  {
    mistake: 'a telephone is forgotten when whoever rang it dies before it is noted down',
    breaks: ['I5', 'I9'],
    sabotage: { placed: () => undefined },
    flows: ['hunt', 'several', 'reminder'],
  },
  {
    mistake: 'a running call goes on with the newest version of its flow',
    breaks: ['I6'],
    sabotage: {
      ports: (ports) => ({
        ...ports,
        flows: {
          ...ports.flows,
          version: async (name, version) =>
            (await ports.flows.version(name, 'v2' as typeof version)) ?? ports.flows.version(name, version),
        },
      }),
    },
  },
  {
    mistake: 'a running call is moved to the version that is published',
    breaks: ['I6'],
    sabotage: store((calls) => ({
      replace: (document, version) => {
        const { call } = document;
        return calls.replace(
          { ...document, call: { ...call, flow: { ...call.flow, version: 'v2' as typeof call.flow.version } } },
          version,
        );
      },
    })),
  },
  {
    mistake: 'the webhook answers first and works afterwards',
    breaks: ['I7', 'I4'],
    sabotage: { answersFirst: true },
  },
  {
    mistake: 'every turn writes its document a second time',
    breaks: ['cost'],
    sabotage: store((calls) => ({
      replace: async (document, version) => {
        const first = await calls.replace(document, version);
        return first.kind === 'saved' ? calls.replace(document, first.version) : first;
      },
    })),
  },
  {
    mistake: 'the document keeps everything that ever happened',
    breaks: ['size'],
    sabotage: store((calls) => ({
      replace: (document, version) =>
        calls.replace({ ...document, call: { ...document.call, trail: Array(500).fill('a step of the past') } }, version),
    })),
  },
];

/** A store with some of its functions replaced. */
function store(change: (calls: CallStore, raw: CallStore, owners: readonly string[]) => Partial<CallStore>): Sabotage {
  return { ports: (ports, work, raw) => ({ ...ports, calls: { ...ports.calls, ...change(ports.calls, raw, work.owners) } }) };
}

async function versionNow(raw: CallStore, document: CallDocument): Promise<string | undefined> {
  const stored = await raw.load(document.call.id);
  return stored.kind === 'found' ? stored.version : undefined;
}

async function asPresent(event: CallEvent, raw: CallStore): Promise<CallEvent> {
  if (event.kind !== 'operationEnded') return event;
  const stored = await raw.load(event.callId);
  const context = stored.kind === 'found' ? stored.document.call.media[0]?.context : undefined;
  return context === undefined ? event : { ...event, context };
}

function withoutWakeAt(document: CallDocument): CallDocument {
  const { wakeAt: _, ...asleep } = document;
  return asleep;
}
