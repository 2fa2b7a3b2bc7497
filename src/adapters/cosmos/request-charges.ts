/** What the service has charged this process so far. */
export interface RequestCharges {
  /** Answers that the service gave, refusals and retries included. */
  readonly requests: number;
  /** Request units (RU), as the answers said. */
  readonly units: number;
  /** Answers 429: too many units a second. */
  readonly throttled: number;
}

/** Counts every answer's `x-ms-request-charge`. */
export class ChargeCounter {
  #requests = 0;
  #units = 0;
  #throttled = 0;

  count(status: number, charge: string | undefined): void {
    const units = Number(charge);
    this.#requests += 1;
    if (status === 429) this.#throttled += 1;
    if (charge !== undefined && Number.isFinite(units) && units > 0) this.#units += units;
  }

  read(): RequestCharges {
    return { requests: this.#requests, units: this.#units, throttled: this.#throttled };
  }
}
