/** Closes a switch over a union: a new variant will not compile until it has its case. */
export function unreachable(value: never): never {
  throw new Error(`A variant without a case: ${(value as { kind?: string }).kind ?? typeof value}`);
}
