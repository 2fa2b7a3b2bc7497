/** Whole seconds as a duration of ours, within what the step allows. */
export const seconds = (value: number | undefined, { least, most, otherwise }: Bounds): string =>
  `${Math.min(most, Math.max(least, Math.round(value ?? otherwise)))}s`;
export interface Bounds {
  readonly least: number;
  readonly most: number;
  readonly otherwise: number;
}
