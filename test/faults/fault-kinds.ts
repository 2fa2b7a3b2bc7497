/** What can go wrong, each with the words for the story and the chance at one opportunity in a seed of middling bad luck. */
export const faultKinds = {
  notificationDuplicated: 0.08,
  notificationDelayed: 0.04,
  notificationReordered: 0.06,
  notificationDropped: 0.02,
  /** Another instance than the last time; without this fault a call stays where it began for as long as that one lives. */
  notificationElsewhere: 0.5,
  /** Two instances get it in the same moment. */
  notificationTwice: 0.08,
  graphRefused: 0.02,
  graphThrottled: 0.04,
  graphUnreachable: 0.03,
  graphSlow: 0.08,
  graphTimedOutAfter: 0.02,
  graphTimedOutBefore: 0.02,
  /** The store says "overtaken" and has written nothing. */
  storeConflict: 0.04,
  /** A library's own second attempt meets its first: written, and "overtaken" all the same. */
  storeConflictAfterWrite: 0.02,
  storeThrottled: 0.03,
  storeAnswerLost: 0.02,
  /** For some seconds, once. */
  storeOutage: 0.6,
  instanceKilled: 0.012,
  instancePaused: 0.006,
  /** Drawn once for each instance. */
  clockSkew: 1,
  /** For some seconds, once. */
  tokenEndpointDown: 0.6,
  promptMissing: 0.08,
} as const;

export type FaultKind = keyof typeof faultKinds;

/** Object.keys of a constant object: exactly its keys. */
export const allFaultKinds = Object.keys(faultKinds) as readonly FaultKind[];

/** Faults after which a media operation may rightly be started again, after a cancel. */
export const restarting: ReadonlySet<FaultKind> = new Set<FaultKind>([
  'graphThrottled',
  'graphUnreachable',
  'graphSlow',
  'graphTimedOutAfter',
  'graphTimedOutBefore',
  'storeConflict',
  'storeConflictAfterWrite',
  'storeThrottled',
  'storeAnswerLost',
  'storeOutage',
  'instanceKilled',
  'instancePaused',
  'tokenEndpointDown',
]);
