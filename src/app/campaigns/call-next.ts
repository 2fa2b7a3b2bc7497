import type { Campaign, CampaignPerson } from '../../ports/campaigns.ts';
import { askOutbound, idOfKey } from '../outbound/ask-outbound.ts';
import { callableTimes } from './callable-time.ts';
import type { CampaignPorts } from './campaign-ports.ts';
import { type Held, peopleDue, savePerson } from './campaign-records.ts';
import { isListed } from './do-not-call.ts';

/** How often a campaign is looked at while something happens; calls are asked for so far ahead. */
export const lookEveryMs = 5_000;
const batch = 25;
const mostSorted = 200;
/** A call that could not be placed for so long is asked for anew. */
const longestWaitMs = 3_600_000;

export interface Called {
  readonly asked: number;
  readonly nextPlaceAt: number;
  /** Nobody can be called, whoever it is: why, in words. */
  readonly stopped?: string;
}

/**
 * Asks for the calls of the next few seconds: as many as there is room for, each at its own moment. People whose hours do
 * not have begun are put off until then, and who is on the do-not-call list is done.
 */
export async function callNext(ports: CampaignPorts, campaign: Campaign, calling: number, until: number): Promise<Called> {
  const now = ports.clock.now();
  const { id, pace, nextPlaceAt } = campaign;
  const timeFor = callableTimes(campaign.hours);
  let placeAt = Math.max(nextPlaceAt, now);
  let asked = 0;
  for (let sorted = 0; sorted < mostSorted; ) {
    const people = await peopleDue(ports, id, 'waiting', now, batch);
    if (people.length === 0) break;
    for (const held of people) {
      const hasRoom = calling + asked < pace.atOnce && placeAt < now + lookEveryMs;
      if (!hasRoom || ports.clock.now() >= until) return { asked, nextPlaceAt: placeAt };
      sorted += 1;
      const outcome = await callOne(ports, campaign, held, placeAt, timeFor);
      if (outcome.kind === 'stopped') return { asked, nextPlaceAt: placeAt, stopped: outcome.why };
      if (outcome.kind === 'notCalled') continue;
      asked += 1;
      placeAt += 60_000 / pace.callsPerMinute;
    }
  }
  return { asked, nextPlaceAt: placeAt };
}

type OneCalled = { readonly kind: 'asked' } | { readonly kind: 'notCalled' } | { readonly kind: 'stopped'; readonly why: string };

async function callOne(
  ports: CampaignPorts,
  campaign: Campaign,
  { value: person, version }: Held<CampaignPerson>,
  at: number,
  timeFor: ReturnType<typeof callableTimes>,
): Promise<OneCalled> {
  const time = timeFor(person.timeZones, at);
  const change =
    time === undefined || time.from >= campaign.notAfter
      ? ({ state: 'done', outcome: person.attempts.at(-1)?.outcome ?? 'expired' } as const)
      : time.from > at
        ? { dueAt: time.from }
        : (await isListed(ports, person.to))
          ? ({ state: 'done', outcome: 'doNotCall' } as const)
          : undefined;
  if (time === undefined || change !== undefined) {
    await savePerson(ports, campaign, { ...person, ...change }, version);
    return { kind: 'notCalled' };
  }
  const number = person.asked + 1;
  const key = `campaign ${campaign.id} ${person.id} ${number}`;
  const attempts = [...person.attempts, { outboundId: idOfKey(key), at }];
  const taken = await savePerson(ports, campaign, { ...person, state: 'calling', asked: number, attempts }, version);
  if (!taken) return { kind: 'notCalled' };
  const language = person.language ?? campaign.language;
  const wanted = await askOutbound(ports, {
    to: person.to,
    line: campaign.line,
    ...(campaign.flow === undefined ? {} : { flow: campaign.flow }),
    vars: { ...campaign.vars, ...person.vars },
    ...(language === undefined ? {} : { language }),
    ringMs: campaign.ringMs,
    notBefore: at,
    notAfter: Math.min(time.until, campaign.notAfter, at + longestWaitMs),
    idempotencyKey: key,
    campaign: campaign.id,
  });
  if (wanted.kind === 'asked') return { kind: 'asked' };
  // The next look finds that the call was never asked for, and lets the person wait again.
  return { kind: 'stopped', why: `${wanted.place}: ${wanted.problem} ${wanted.fix}` };
}
