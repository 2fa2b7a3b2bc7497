let isServed = false;

/** Said by whoever registers the queue's trigger with a host that serves it: a timer need not empty that queue, then. */
export function workArrivesByTrigger(): void {
  isServed = true;
}

/** Whether this process runs in a Functions host. */
export const isServedByHost = (): boolean => isServed;
