import type { IncomingMessage, ServerResponse } from 'node:http';
import { Door, handOver, type Knock, pass, readKnock } from '../../test/support/two-sides.ts';
import type { Dice } from './dice.ts';

/** How often a notification that was not accepted is brought again, and how long apart. */
const mostTries = 60;
const againAfterMs = 250;

/** A network that loses nothing in the end, and does everything else: duplicates, delays, reorders, knocks at dead doors. */
export class SoakDoor extends Door {
  readonly faults = { duplicated: 0, delayed: 0, broughtAgain: 0, givenUp: 0 };
  /** Milliseconds from handing a notification to a bot until its answer, for each one that was accepted. */
  readonly answeredMs: number[] = [];
  private readonly dice: Dice;

  constructor(dice: Dice) {
    super();
    this.dice = dice;
  }

  protected override async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const knock = await readKnock(request);
    if (knock.method !== 'POST') return pass(await this.track(this.fetchAnywhere(knock)), response);
    if (this.dice.chance(0.05)) {
      this.faults.duplicated += 1;
      void this.track(this.bring(knock, this.dice.below(300)));
    }
    // Answered before it is delivered, so the next one of the same call may overtake it.
    const delayMs = this.dice.chance(0.1) ? this.dice.below(500) : 0;
    if (delayMs > 0) {
      this.faults.delayed += 1;
      response.writeHead(202).end();
      return this.track(this.bring(knock, delayMs));
    }
    await this.track(this.bring(knock, 0));
    response.writeHead(202).end();
  }

  /** Brings a notification until some bot accepts it. */
  private async bring(knock: Knock, delayMs: number): Promise<void> {
    await rest(delayMs);
    for (let tries = 0; tries < mostTries; tries += 1) {
      const began = performance.now();
      const status = await handOver(this.nextBot(), knock).then(
        (answer) => answer.status,
        () => 0,
      );
      if (status >= 200 && status < 300) {
        this.answeredMs.push(performance.now() - began);
        return;
      }
      this.faults.broughtAgain += 1;
      await rest(againAfterMs);
    }
    this.faults.givenUp += 1;
  }

  private async fetchAnywhere(knock: Knock): Promise<Response> {
    for (let tries = 0; tries < mostTries; tries += 1) {
      const answer = await handOver(this.nextBot(), knock).catch(() => undefined);
      if (answer !== undefined) return answer;
      await rest(againAfterMs);
    }
    throw new Error('No bot serves.');
  }
}

const rest = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));
