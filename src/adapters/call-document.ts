import { z } from 'zod';
import { callStates } from '../core/call/call-event.ts';
import { Fault } from '../core/call/fault.ts';
import type { CallId } from '../core/call/ids.ts';
import type { CallDocument } from '../ports/call-store.ts';

/** Grows when an older program could not read what we write. */
export const documentSchema = 1;

/**
 * Checks what a store has kept. It is our own writing, so this checks that it is one (the right call, the parts that
 * the turn protocol leans on) and leaves the inside of the call to those who wrote it. Members that are not named here
 * are kept.
 * @throws Fault STORE_CORRUPT naming the call; nothing of the document is quoted (I8).
 */
export function readCallDocument(id: CallId, stored: unknown): CallDocument {
  const read = storedDocument.safeParse(stored);
  if (!read.success) {
    // Paths are member names of ours, never values.
    const where = [...new Set(read.error.issues.map((issue) => issue.path.map(String).join('.') || 'document'))].slice(0, 5);
    throw new Fault('STORE_CORRUPT', `The stored document of call ${id} cannot be read: look at ${where.join(', ')}.`);
  }
  const { schema: _, ...document } = read.data;
  if (document.call.id !== id) throw new Fault('STORE_CORRUPT', `The document stored for call ${id} belongs to another call.`);
  return document as unknown as CallDocument; // Checked above as far as the docstring says; the rest is our own writing.
}

/** Loose, so that a member added to the port's document later is kept. */
const storedDocument = z.looseObject({
  schema: z.literal(documentSchema),
  call: z.looseObject({ id: z.string(), tenantId: z.string(), state: z.enum(callStates), wakeAt: z.number() }),
  outbox: z.array(z.looseObject({ kind: z.string(), number: z.number() })),
  inbox: z.array(z.looseObject({ kind: z.string(), callId: z.string() })),
  lease: z.looseObject({ owner: z.string(), until: z.number() }).optional(),
  wakeAt: z.number().optional(),
  expiresAt: z.number().optional(),
});
