const waiting: (() => unknown)[] = [];
afterEach(undoAll);

/** Undoes, when the running test is over, what a piece of `test/support` has set up for it: the last one first. */
export function afterTheTest(undo: () => unknown): void {
  waiting.push(undo);
}

async function undoAll(): Promise<void> {
  const undo = waiting.pop();
  if (undo === undefined) return;
  try {
    await undo();
  } finally {
    await undoAll(); // One that fails leaves nothing of the others to the next test.
  }
}
