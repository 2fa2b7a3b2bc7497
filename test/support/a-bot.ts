import { openMemoryStore } from '../../src/adapters/memory/open-memory-store.ts';
import { defaultLimits, type TurnPorts } from '../../src/app/turn-ports.ts';
import type { CompiledFlow } from '../../src/core/flow/compiled-flow.ts';
import type { CallObservation, CommandOutcome, ControlCommand, Placement, PlaceOutcome } from '../../src/ports/call-control.ts';
import type { CallStore } from '../../src/ports/call-store.ts';
import { silentLog } from '../../src/ports/log.ts';

/** The shell around the core, with a real in-memory store and a telephone system that does as the test says. */
export class ABot {
  now = 1_000_000;
  readonly sent: ControlCommand[] = [];
  reads = 0;
  writes = 0;
  /** What the telephone system answers; the test may make it wait. */
  answer: (command: ControlCommand) => Promise<CommandOutcome> | CommandOutcome = () => ({ kind: 'accepted' });
  readonly placed: Placement[] = [];
  place: (placement: Placement) => Promise<PlaceOutcome> | PlaceOutcome = () => ({ kind: 'refused', code: '404' });
  observation: CallObservation = { kind: 'alive' };
  readonly store: ReturnType<typeof openMemoryStore>;
  private owners = 0;
  private readonly flow: CompiledFlow;

  constructor(flow: CompiledFlow) {
    this.flow = flow;
    this.store = openMemoryStore({ clock: { now: () => this.now } });
  }

  /** Another instance of the bot over the same store: its own name, its own clock if need be. */
  ports(clock: { readonly now: () => number } = { now: () => this.now }): TurnPorts {
    return {
      calls: this.counting(this.store.calls),
      flows: { forIncoming: async () => ({ kind: 'found', line: 'main', flow: this.flow }), version: async () => this.flow },
      control: {
        perform: async (_call, command) => {
          this.sent.push(command);
          return this.answer(command);
        },
        place: async (placement) => {
          this.placed.push(placement);
          return this.place(placement);
        },
        observe: async () => this.observation,
      },
      queue: this.store.queue,
      ledger: this.store.ledger,
      clock: { now: () => clock.now(), sleep: async () => {} },
      log: silentLog,
      newOwner: () => {
        this.owners += 1;
        return `performer ${this.owners}`;
      },
      limits: defaultLimits,
    };
  }

  get kinds(): string[] {
    return this.sent.map((command) => command.kind);
  }

  private counting(calls: CallStore): CallStore {
    return {
      ...calls,
      load: async (id) => {
        this.reads += 1;
        return calls.load(id);
      },
      create: async (document) => {
        this.writes += 1;
        return calls.create(document);
      },
      replace: async (document, version) => {
        this.writes += 1;
        return calls.replace(document, version);
      },
    };
  }
}
