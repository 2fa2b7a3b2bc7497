import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import { z } from 'zod';
import type { Clock } from '../../ports/clock.ts';
import { readJob } from '../../ports/read-job.ts';
import type { QueueConsumer, WorkQueue } from '../../ports/work-queue.ts';
import { whenUnlocked } from './store-fault.ts';
import type { WriteQueue } from './write-queue.ts';

/**
 * The work queue as a table. A claim is one conditional statement, so of several workers one gets the job; it hides the
 * job for a while instead of removing it, so a worker that dies only delays it. Every claim uses up a try, which is why
 * a job that kills its worker ends as poisoned and not as an endless loop.
 */
export function jobTable(database: DatabaseSync, writes: WriteQueue, options: JobTableOptions): WorkQueue & QueueConsumer {
  const { clock, maxTries, onUnreadable } = options;
  const insert = database.prepare('INSERT INTO jobs (job, visible_at) VALUES (?, ?)');
  const next = database.prepare(
    'SELECT id, tries FROM jobs WHERE poisoned = 0 AND visible_at <= ? ORDER BY visible_at, id LIMIT 1',
  );
  // The condition repeats what was read: whoever comes second changes no row. Statements with RETURNING are run by `all`,
  // to their end: `get` would stop at the first row and swallow a failing commit.
  const take = database.prepare(`
    UPDATE jobs SET claim = ?, tries = tries + 1, visible_at = ?
    WHERE id = ? AND tries = ? AND poisoned = 0 AND visible_at <= ? RETURNING job`);
  const setAside = database.prepare('UPDATE jobs SET poisoned = 1, claim = NULL WHERE id = ? AND tries = ? AND poisoned = 0');
  const remove = database.prepare('DELETE FROM jobs WHERE id = ? AND claim = ?');
  const release = database.prepare(`
    UPDATE jobs SET claim = NULL, visible_at = ?, poisoned = (tries >= ?) WHERE id = ? AND claim = ? RETURNING poisoned`);
  const count = database.prepare('SELECT poisoned, count(*) AS jobs FROM jobs GROUP BY poisoned');

  return {
    add: async (job, notBefore = clock.now()) =>
      writes.run('queue a job', () => {
        insert.run(JSON.stringify(job), Math.ceil(notBefore));
      }),

    claim: async (now, visibilityMs) =>
      writes.run('claim a job', () => {
        for (let attempt = 0; attempt < claimAttempts; attempt++) {
          const row = next.get(now);
          if (row === undefined) return undefined;
          const { id, tries } = waitingRow.parse(row);
          if (tries >= maxTries) {
            setAside.run(id, tries); // Its last worker died with it.
            continue;
          }
          const claim = randomUUID();
          const [taken] = take.all(claim, Math.ceil(now + visibilityMs), id, tries, now);
          if (taken === undefined) continue; // Another worker was quicker.
          const job = readJob(parsed(taken.job));
          if (job === undefined) {
            setAside.run(id, tries + 1);
            onUnreadable();
            continue;
          }
          return { id: String(id), claim, job, tries: tries + 1 };
        }
        return undefined; // Much traffic on the queue: the next round will find something.
      }),

    complete: async ({ id, claim }) =>
      writes.run('complete a job', () => (Number(remove.run(Number(id), claim).changes) === 1 ? 'completed' : 'lost')),

    retry: async ({ id, claim }, notBefore) =>
      writes.run('return a job', () => {
        const [row] = release.all(Math.ceil(notBefore), maxTries, Number(id), claim);
        if (row === undefined) return 'lost';
        return row.poisoned === 1 ? 'poisoned' : 'queued';
      }),

    counts: async () =>
      whenUnlocked('count the jobs', () => {
        const rows = count.all().map((row) => countRow.parse(row));
        const jobs = (poisoned: number) => rows.find((row) => row.poisoned === poisoned)?.jobs ?? 0;
        return { waiting: jobs(0), poisoned: jobs(1) };
      }),
  };
}

export interface JobTableOptions {
  readonly clock: Pick<Clock, 'now'>;
  /** A job is set aside when it has been claimed this often without being completed. */
  readonly maxTries: number;
  /** A row that holds no job was set aside: worth a line in the log. */
  readonly onUnreadable: () => void;
}

const claimAttempts = 20;

const waitingRow = z.object({ id: z.int(), tries: z.int() });
const countRow = z.object({ poisoned: z.int(), jobs: z.int() });

function parsed(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : undefined;
  } catch {
    return undefined;
  }
}
