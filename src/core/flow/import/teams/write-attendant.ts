import type { Step } from '../draft.ts';
import type { Attendant, AttendantEntity, AttendantFlow, AttendantOption, AttendantPrompt } from './attendant.ts';
import { AttendantDraft } from './attendant-draft.ts';
import { datesOf, type OpeningTimes, weekOf } from './opening-times.ts';
import { type AttendantWords, attendantWords, englishWords } from './words.ts';

export interface WritingOptions {
  readonly language: string;
  readonly timeZone: string;
}

/** Writes the steps of an auto attendant: who is on holiday, who is closed, then the menus. Gives where callers begin. */
export function writeAttendant(
  attendant: Attendant,
  options: WritingOptions,
): { readonly draft: AttendantDraft; readonly start: string } {
  const writer = new Writer(attendant, options);
  return { draft: writer.draft, start: writer.write() };
}

/** The type of an association, in lower case. */
const holiday = 'holiday';
const mostCharacters = 2_000;
const directoryName = 'staff';

class Writer {
  readonly draft = new AttendantDraft();
  readonly #attendant: Attendant;
  readonly #options: WritingOptions;
  readonly #words: AttendantWords;
  readonly #entries = new Map<AttendantFlow, string>();
  readonly #leaving = new Map<string, string>();

  constructor(attendant: Attendant, options: WritingOptions) {
    this.#attendant = attendant;
    this.#options = options;
    const words = attendantWords(options.language);
    this.#words = words ?? englishWords;
    if (words === undefined)
      this.draft.remark(
        'todo',
        'LanguageId',
        `nobody here speaks "${options.language}"`,
        'translate the English sentences of the flow',
      );
  }

  /** Holidays come first, then the hours of the week, then the default. */
  write(): string {
    const { DefaultCallFlow, CallHandlingAssociations, VoiceResponseEnabled } = this.#attendant;
    if (VoiceResponseEnabled === true)
      this.draft.remark(
        'lost',
        'VoiceResponseEnabled',
        'callers cannot speak their choice',
        'say the key of each choice in the menus',
      );
    const active = CallHandlingAssociations.filter(({ Enabled }) => Enabled !== false);
    let next = this.#entryOf(DefaultCallFlow, 'main');
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
    const written = weekOf(week, this.#options.timeZone);
    const schedule = this.#noted(found.where, found.schedule.Name ?? 'office', written);
    const closed = this.#entryOf(found.flow, 'closed');
    const name = this.draft.stepName('hours');
    // The complement of the schedule is what it stands for: its hours are those of the business.
    const listsBusinessHours = week.ComplementEnabled === true;
    this.draft.steps[name] = {
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
    const written = this.#noted(where, schedule.Name ?? 'holiday', datesOf(schedule, this.#options.timeZone));
    const name = this.draft.stepName(`is ${schedule.Name ?? 'holiday'}`);
    this.draft.steps[name] = {
      type: 'hours',
      schedule: written,
      open: this.#entryOf(flow, schedule.Name ?? 'holiday'),
      closed: otherwise,
    };
    return name;
  }

  #noted(where: string, words: string, { schedule, unread }: OpeningTimes): string {
    this.draft.parts += 1;
    for (const range of unread)
      this.draft.remark('lost', where, `this time is not understood: ${range}`, 'write it into schedules.jsonc');
    return this.draft.schedule(words, schedule);
  }

  #find(scheduleId: string, flowId: string, type: string): Found | undefined {
    const schedule = this.#attendant.Schedules.find(({ Id }) => Id === scheduleId);
    const flow = this.#attendant.CallFlows.find(({ Id }) => Id === flowId);
    const where = `CallHandlingAssociations > ${type}${schedule?.Name ? ` > ${schedule.Name}` : ''}`;
    if (schedule !== undefined && flow !== undefined) return { schedule, flow, where };
    this.draft.parts += 1;
    const missing = schedule === undefined ? 'schedule' : 'call flow';
    this.draft.remark('lost', where, `its ${missing} is not in the export`, 'export with -Depth 20, and import again');
    return undefined;
  }

  #entryOf(flow: AttendantFlow, words: string): string {
    const known = this.#entries.get(flow);
    if (known !== undefined) return known;
    const name = this.draft.stepName(words);
    this.#entries.set(flow, name);
    this.#writeFlow(flow, name, words);
    return name;
  }

  /** A greeting, then whatever is automatic, or the menu. */
  #writeFlow(flow: AttendantFlow, name: string, words: string): void {
    const where = flow.Name ?? words;
    const greeting = this.#said(flow.Greetings, `${words} greeting`, `${where} > Greetings`);
    const options = flow.Menu?.MenuOptions ?? [];
    const automatic = options.find(({ DtmfResponse }) => DtmfResponse.toLowerCase() === 'automatic');
    const asksForName = this.#asksForName(flow);
    if (automatic !== undefined || (options.length === 0 && !asksForName)) {
      this.draft.parts += automatic === undefined ? 0 : 1;
      const leaves = automatic !== undefined && automatic.Action.toLowerCase() !== 'disconnectcall';
      const target = leaves ? this.#leave(automatic, `${where} > Menu`, words) : undefined;
      const heard = greeting === undefined ? {} : { prompt: greeting };
      this.draft.steps[name] =
        target === undefined
          ? { type: 'hangup', ...heard }
          : greeting === undefined
            ? this.#jump(target)
            : { type: 'play', ...heard, next: target };
      return;
    }
    const menu = greeting === undefined || (flow.Menu?.Prompts.length ?? 0) === 0 ? name : this.draft.stepName(`${words} menu`);
    if (menu !== name) this.draft.steps[name] = { type: 'play', prompt: greeting, next: menu };
    const asked = this.#said(flow.Menu?.Prompts ?? [], `${words} menu`, `${where} > Menu > Prompts`) ?? greeting;
    this.draft.steps[menu] = this.#menu({ flow, name: menu, words, where, asked, asksForName });
  }

  #menu({ flow, name, words, where, asked, asksForName }: MenuToWrite): Step {
    const keys: { [key: string]: string } = {};
    for (const option of flow.Menu?.MenuOptions ?? []) {
      this.draft.parts += 1;
      const key = keyOf(option.DtmfResponse);
      const place = `${where} > Menu > ${option.DtmfResponse}`;
      const target = key === undefined ? undefined : this.#optionTarget(option, place, { words, menu: name });
      if (key === undefined) this.draft.remark('lost', place, 'this key does not exist on a telephone', 'add the option by hand');
      else if (target !== undefined) keys[key] = target;
    }
    if (asksForName) this.#addDirectory(keys, flow, { where, words });
    const prompt = asked ?? this.#silentMenu(words, where);
    const operator = this.#operatorStep();
    const lastly = operator ?? this.#goodbye();
    const bargeIn = flow.ForceListenMenuEnabled === true ? { bargeIn: false } : {};
    return {
      type: 'menu',
      prompt,
      ...bargeIn,
      options: { ...keys, ...('*' in keys ? {} : { '*': 'repeat' }) },
      on: { maxAttempts: lastly },
    };
  }

  #silentMenu(words: string, where: string): string {
    this.draft.remark('todo', `${where} > Menu > Prompts`, 'the menu has no words', 'write what callers can choose');
    return this.draft.prompt(`${words} menu`, 'Please choose.');
  }

  #optionTarget(
    option: AttendantOption,
    where: string,
    { words, menu }: { readonly words: string; readonly menu: string },
  ): string | undefined {
    if (option.Action.toLowerCase() !== 'announcement') return this.#leave(option, where, words);
    const said = this.#said(option.Prompt ? [option.Prompt] : [], `${words} announcement`, where);
    if (said === undefined) {
      this.draft.remark('lost', where, 'the announcement has no words', 'write them, as a "play" step');
      return undefined;
    }
    const name = this.draft.stepName(`${words} announcement`);
    this.draft.steps[name] = { type: 'play', prompt: said, next: menu };
    return name;
  }

  /** Where a caller goes who leaves the attendant; one step for each such place. */
  #leave({ Action, CallTarget, VoiceResponses, Description }: AttendantOption, where: string, words: string): string | undefined {
    switch (Action.toLowerCase()) {
      case 'disconnectcall':
        return this.#goodbye();
      case 'transfercalltooperator': {
        const operator = this.#operatorStep();
        if (operator === undefined)
          this.draft.remark('lost', where, 'there is no operator in this attendant', 'give the option another target');
        return operator;
      }
      case 'transfercalltotarget':
        if (CallTarget) return this.#stepTo(CallTarget, where, Description ?? VoiceResponses[0] ?? `${words} target`);
        break;
      default:
        break;
    }
    this.draft.remark('lost', where, `"${Action}" without a target that is known here`, 'give the option a target by hand');
    return undefined;
  }

  #operatorStep(): string | undefined {
    const { Operator } = this.#attendant;
    return Operator ? this.#stepTo(Operator, 'Operator', 'operator') : undefined;
  }

  #stepTo(entity: AttendantEntity, where: string, words: string): string | undefined {
    const id = (entity.Id ?? entity.Identity ?? '').trim();
    const type = entity.Type.toLowerCase();
    const key = `${type} ${id}`;
    const known = this.#leaving.get(key);
    if (known !== undefined) return known;
    const step = this.#stepFor(type, id, where, words);
    if (step === undefined) {
      this.draft.remark('lost', where, `a target of the type "${entity.Type}" is not known here`, 'give it another target');
      return undefined;
    }
    const name = this.draft.stepName(words);
    this.draft.steps[name] = step;
    this.#leaving.set(key, name);
    return name;
  }

  #stepFor(type: string, id: string, where: string, words: string): Step | undefined {
    const to = (contact: object): Step => ({ type: 'transfer', to: this.draft.contact(words, contact) });
    switch (type) {
      case 'user':
        return to({ user: this.#guid(id, where) });
      case 'applicationendpoint':
        return to({ applicationInstance: this.#guid(id, where) });
      case 'configurationendpoint':
      case 'huntgroup':
      case 'organizationalautoattendant':
        this.draft.remark(
          'todo',
          where,
          'it leads to a queue or attendant that has no resource account here',
          'give that one a resource account, and write its object id into contacts.jsonc',
        );
        return to({ applicationInstance: nobodysId });
      case 'externalpstn': {
        const number = `+${id.replace(/^tel:/i, '').replaceAll(/\D/g, '')}`;
        if (/^\+[1-9]\d{4,14}$/.test(number)) return to({ phone: number });
        this.draft.remark(
          'todo',
          where,
          'its telephone number is not in the international form',
          'write the number into contacts.jsonc',
        );
        return to({ user: nobodysId });
      }
      case 'sharedvoicemail':
        return this.#sharedVoicemail(where, words);
      default:
        return undefined;
    }
  }

  /** Bots cannot put messages into the mailbox of a group: the flow takes them, and tells whoever reads that mailbox. */
  #sharedVoicemail(where: string, words: string): Step {
    this.draft.remark(
      'todo',
      where,
      'messages for a shared mailbox are taken by the flow',
      'write into contacts.jsonc who is told of them: the address of the group, or a channel of Teams',
    );
    const told = this.draft.contact(`${words} mailbox`, { notify: { email: 'somebody@example.com', from: 'bot@example.com' } });
    const thanks = this.draft.stepName('messageTaken');
    this.draft.steps[thanks] = { type: 'hangup', prompt: this.#own('thanks'), outcome: 'messageLeft' };
    const operator = this.#operatorStep();
    return {
      type: 'voicemail',
      record: { prompt: this.#own('leaveMessage'), maxLength: '2m' },
      notify: [told],
      next: thanks,
      on: { silence: thanks, ...(operator === undefined ? {} : { failed: operator }) },
    };
  }

  #guid(id: string, where: string): string {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
    this.draft.remark('todo', where, 'its object id is not in the export', 'write the object id into contacts.jsonc');
    return nobodysId;
  }

  #asksForName({ Menu }: AttendantFlow): boolean {
    const method = Menu?.DirectorySearchMethod?.toLowerCase();
    return method === undefined ? Menu?.DialByNameEnabled === true : method !== 'none';
  }

  /** Keys of a menu choose at once here, so letters need a key of their own in front. */
  #addDirectory(
    keys: { [key: string]: string },
    { Menu }: AttendantFlow,
    { where, words }: { readonly where: string; readonly words: string },
  ): void {
    this.draft.parts += 1;
    const place = `${where} > Menu > DirectorySearchMethod`;
    const key = ['9', '8', '7', '6', '5', '4', '3', '2', '1'].find((one) => !(one in keys));
    if (key === undefined) return this.draft.remark('lost', place, 'all keys are taken', 'free one, and add a "directory" step');
    this.draft.needsDirectory();
    const by = Menu?.DirectorySearchMethod?.toLowerCase() === 'byextension' ? 'extension' : 'name';
    const name = this.draft.stepName(`${words} directory`);
    const operator = this.#operatorStep() ?? this.#goodbye();
    this.draft.steps[name] = {
      type: 'directory',
      scope: directoryName,
      by,
      prompt: this.#own('spellName'),
      on: { notFound: operator, maxAttempts: operator, failed: operator },
    };
    keys[key] = name;
    this.draft.remark(
      'changed',
      place,
      `callers press ${key} before they dial by ${by}`,
      `say so in the menu: "to dial by ${by}, press ${key}"`,
    );
    this.draft.remark(
      'todo',
      place,
      'whom callers can ask for is not in the export',
      `write them into directories/${directoryName}.jsonc`,
    );
  }

  #goodbye(): string {
    const known = this.#leaving.get('goodbye');
    if (known !== undefined) return known;
    const name = this.draft.stepName('goodbye');
    this.#leaving.set('goodbye', name);
    this.draft.steps[name] = { type: 'hangup', prompt: this.#own('noChoice') };
    return name;
  }

  /** A step that only leads on. */
  #jump(target: string): Step {
    return { type: 'branch', cases: [], else: target };
  }

  #own(which: keyof AttendantWords): string {
    const text = this.#words[which];
    const known = Object.entries(this.draft.prompts).find(([, one]) => one === text);
    return known?.[0] ?? this.draft.prompt(which, text);
  }

  /** What is said, as a prompt's name or several. Undefined when it is nothing. */
  #said(prompts: readonly AttendantPrompt[], words: string, where: string): string | readonly string[] | undefined {
    const names = prompts.flatMap((prompt) => {
      const text = this.#textOf(prompt, where);
      if (text === undefined) return [];
      this.draft.parts += 1;
      return piecesOf(text.replaceAll('${', () => '$${')).map((piece) => this.draft.prompt(words, piece));
    });
    return names.length > 1 ? names : names[0];
  }

  #textOf({ ActiveType, TextToSpeechPrompt, AudioFilePrompt }: AttendantPrompt, where: string): string | undefined {
    const type = ActiveType?.toLowerCase() ?? (AudioFilePrompt ? 'audiofile' : 'texttospeech');
    const file = AudioFilePrompt?.FileName?.trim();
    if (type === 'audiofile' || (!TextToSpeechPrompt && file)) {
      const called = file || 'a recording';
      this.draft.remark(
        'todo',
        where,
        `it is the recording "${called}", which is not in the export`,
        `put the WAV file into the flow's folder "prompts", name it as "audio" of this prompt, and write what it says`,
      );
      return `The recording ${called} belongs here.`;
    }
    const text = TextToSpeechPrompt?.trim();
    return type === 'none' || !text ? undefined : text;
  }
}

type Association = Attendant['CallHandlingAssociations'][number];

interface Found {
  readonly schedule: Attendant['Schedules'][number];
  readonly flow: AttendantFlow;
  readonly where: string;
}

interface MenuToWrite {
  readonly flow: AttendantFlow;
  readonly name: string;
  readonly words: string;
  readonly where: string;
  readonly asked: string | readonly string[] | undefined;
  readonly asksForName: boolean;
}

/** An object id that is nobody's, until an administrator writes the right one. */
const nobodysId = '00000000-0000-4000-8000-000000000001';

function keyOf(tone: string): string | undefined {
  const [, key] = /^tone(\d|star|pound)$/i.exec(tone) ?? [];
  return key === undefined ? undefined : /\d/.test(key) ? key : key.toLowerCase() === 'star' ? '*' : '#';
}

/** Texts of a flow have a longest length; longer ones are said in pieces, cut between sentences where there are any. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let rest = text;
  while (rest.length > mostCharacters) {
    const cut = Math.max(rest.lastIndexOf('. ', mostCharacters - 2) + 1, 0) || mostCharacters - 1;
    pieces.push(rest.slice(0, cut).trim());
    rest = rest.slice(cut).trim();
  }
  return rest === '' ? pieces : [...pieces, rest];
}
