import { generatedWords, isSpokenHere } from '../generated-words.ts';
import type { Attendant, AttendantFlow } from './attendant.ts';
import { AttendantDraft } from './attendant-draft.ts';
import { CallFlows } from './call-flows.ts';
import { Leaving } from './leaving.ts';
import { datesOf, type OpeningTimes, weekOf } from './opening-times.ts';
import { Spoken } from './spoken.ts';

export interface WritingOptions {
  readonly language: string;
  readonly timeZone: string;
}

/** Writes the steps of an auto attendant: who is on holiday, who is closed, then the menus. Gives where callers begin. */
export function writeAttendant(
  attendant: Attendant,
  { language, timeZone }: WritingOptions,
): { readonly draft: AttendantDraft; readonly start: string } {
  const draft = new AttendantDraft();
  if (!isSpokenHere(language))
    draft.remark('todo', 'LanguageId', `nobody here speaks "${language}"`, 'translate the English sentences of the flow');
  const spoken = new Spoken(draft, generatedWords(language));
  const callFlows = new CallFlows(draft, spoken, new Leaving(draft, spoken, attendant));
  return { draft, start: new Times(draft, attendant, { timeZone, callFlows }).write() };
}

/** The type of an association, in lower case. */
const holiday = 'holiday';

/** When which call flow takes the call. */
class Times {
  readonly #draft: AttendantDraft;
  readonly #attendant: Attendant;
  readonly #timeZone: string;
  readonly #callFlows: CallFlows;

  constructor(
    draft: AttendantDraft,
    attendant: Attendant,
    { timeZone, callFlows }: { readonly timeZone: string; readonly callFlows: CallFlows },
  ) {
    this.#draft = draft;
    this.#attendant = attendant;
    this.#timeZone = timeZone;
    this.#callFlows = callFlows;
  }

  /** Holidays come first, then the hours of the week, then the default. */
  write(): string {
    const { DefaultCallFlow, CallHandlingAssociations, VoiceResponseEnabled } = this.#attendant;
    if (VoiceResponseEnabled === true)
      this.#draft.remark(
        'lost',
        'VoiceResponseEnabled',
        'callers cannot speak their choice',
        'say the key of each choice in the menus',
      );
    const active = CallHandlingAssociations.filter(({ Enabled }) => Enabled !== false);
    let next = this.#callFlows.entryOf(DefaultCallFlow, 'main');
    const isHoliday = ({ Type }: { readonly Type: string }): boolean => Type.toLowerCase() === holiday;
    for (const association of active.filter((one) => !isHoliday(one))) next = this.#whenClosed(association, next);
    for (const association of active.filter(isHoliday).reverse()) next = this.#onHoliday(association, next);
    return next;
  }

  #whenClosed({ ScheduleId, CallFlowId }: Association, open: string): string {
    const found = this.#find(ScheduleId, CallFlowId, 'AfterHours');
    const week = found?.schedule.WeeklyRecurrentSchedule;
    if (found === undefined) return open;
    if (week === null || week === undefined) return this.#onDates(found, open);
    const written = weekOf(week, this.#timeZone);
    const schedule = this.#noted(found.where, found.schedule.Name ?? 'office', written);
    const closed = this.#callFlows.entryOf(found.flow, 'closed');
    const name = this.#draft.stepName('hours');
    // The complement of the schedule is what it stands for: its hours are those of the business.
    const listsBusinessHours = week.ComplementEnabled === true;
    this.#draft.steps[name] = {
      type: 'hours',
      schedule,
      ...(listsBusinessHours ? { open, closed } : { open: closed, closed: open }),
    };
    return name;
  }

  #onHoliday(association: Association, next: string): string {
    const found = this.#find(association.ScheduleId, association.CallFlowId, 'Holiday');
    return found === undefined ? next : this.#onDates(found, next);
  }

  /** A schedule that is open exactly on those days, or parts of days: each holiday has words of its own. */
  #onDates({ schedule, flow, where }: Found, otherwise: string): string {
    const written = this.#noted(where, schedule.Name ?? 'holiday', datesOf(schedule, this.#timeZone));
    const name = this.#draft.stepName(`is ${schedule.Name ?? 'holiday'}`);
    this.#draft.steps[name] = {
      type: 'hours',
      schedule: written,
      open: this.#callFlows.entryOf(flow, schedule.Name ?? 'holiday'),
      closed: otherwise,
    };
    return name;
  }

  #noted(where: string, words: string, { schedule, unread }: OpeningTimes): string {
    this.#draft.parts += 1;
    for (const range of unread)
      this.#draft.remark('lost', where, `this time is not understood: ${range}`, 'write it into schedules.jsonc');
    return this.#draft.schedule(words, schedule);
  }

  #find(scheduleId: string, flowId: string, type: string): Found | undefined {
    const schedule = this.#attendant.Schedules.find(({ Id }) => Id === scheduleId);
    const flow = this.#attendant.CallFlows.find(({ Id }) => Id === flowId);
    const where = `CallHandlingAssociations > ${type}${schedule?.Name ? ` > ${schedule.Name}` : ''}`;
    if (schedule !== undefined && flow !== undefined) return { schedule, flow, where };
    this.#draft.parts += 1;
    const missing = schedule === undefined ? 'schedule' : 'call flow';
    this.#draft.remark('lost', where, `its ${missing} is not in the export`, 'export with -Depth 20, and import again');
    return undefined;
  }
}

type Association = Attendant['CallHandlingAssociations'][number];

interface Found {
  readonly schedule: Attendant['Schedules'][number];
  readonly flow: AttendantFlow;
  readonly where: string;
}
