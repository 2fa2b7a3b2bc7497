import type { Clock } from '../../ports/clock.ts';
import type { Job, QueueConsumer, WorkQueue } from '../../ports/work-queue.ts';

/** The work queue in memory, with the same semantics as the durable one. Jobs are kept as their JSON. */
export function memoryJobQueue(options: {
  readonly clock: Pick<Clock, 'now'>;
  /** A job is set aside when it has been claimed this often without being completed. */
  readonly maxTries: number;
}): WorkQueue & QueueConsumer {
  const { clock, maxTries } = options;
  const rows = new Map<string, Row>();
  let added = 0;
  let claims = 0;

  const next = (now: number): [string, Row] | undefined => {
    let found: [string, Row] | undefined;
    for (const entry of rows) {
      const [, row] = entry;
      if (row.poisoned || row.visibleAt > now) continue;
      if (found === undefined || row.visibleAt < found[1].visibleAt) found = entry; // Of equals the older one, as they stand.
    }
    return found;
  };

  return {
    add: async (job, notBefore = clock.now()) => {
      rows.set(String(++added), { json: JSON.stringify(job), visibleAt: notBefore, tries: 0, poisoned: false });
    },
    claim: async (now, visibilityMs) => {
      for (let found = next(now); found !== undefined; found = next(now)) {
        const [id, row] = found;
        if (row.tries >= maxTries) {
          rows.set(id, withoutClaim({ ...row, poisoned: true })); // Its last worker died with it.
          continue;
        }
        const claim = `c${++claims}`;
        const tries = row.tries + 1;
        rows.set(id, { ...row, claim, tries, visibleAt: now + visibilityMs });
        const job: Job = JSON.parse(row.json);
        return { id, claim, job, tries };
      }
      return undefined;
    },
    complete: async ({ id, claim }) => {
      if (rows.get(id)?.claim !== claim) return 'lost';
      rows.delete(id);
      return 'completed';
    },
    retry: async ({ id, claim }, notBefore) => {
      const row = rows.get(id);
      if (row?.claim !== claim) return 'lost';
      const poisoned = row.tries >= maxTries;
      rows.set(id, withoutClaim({ ...row, visibleAt: notBefore, poisoned }));
      return poisoned ? 'poisoned' : 'queued';
    },
    counts: async () => {
      const poisoned = [...rows.values()].filter((row) => row.poisoned).length;
      return { waiting: rows.size - poisoned, poisoned };
    },
  };
}

interface Row {
  readonly json: string;
  readonly visibleAt: number;
  readonly tries: number;
  readonly poisoned: boolean;
  readonly claim?: string;
}

function withoutClaim({ json, visibleAt, tries, poisoned }: Row): Row {
  return { json, visibleAt, tries, poisoned };
}
