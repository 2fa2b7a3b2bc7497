import type { Step } from '../draft.ts';
import type { Attendant, AttendantEntity, AttendantOption } from './attendant.ts';
import type { AttendantDraft } from './attendant-draft.ts';
import type { Spoken } from './spoken.ts';

/** Where callers go who leave the attendant: people, queues, numbers, a mailbox, or the end. One step for each such place. */
export class Leaving {
  readonly #draft: AttendantDraft;
  readonly #spoken: Spoken;
  readonly #operator: Attendant['Operator'];
  readonly #known = new Map<string, string>();

  constructor(draft: AttendantDraft, spoken: Spoken, { Operator }: Attendant) {
    this.#draft = draft;
    this.#spoken = spoken;
    this.#operator = Operator;
  }

  /** Where a caller goes who leaves the attendant; one step for each such place. */
  leave({ Action, CallTarget, VoiceResponses, Description }: AttendantOption, where: string, words: string): string | undefined {
    switch (Action.toLowerCase()) {
      case 'disconnectcall':
        return this.goodbye();
      case 'transfercalltooperator': {
        const operator = this.operator();
        if (operator === undefined)
          this.#draft.remark('lost', where, 'there is no operator in this attendant', 'give the option another target');
        return operator;
      }
      case 'transfercalltotarget':
        if (CallTarget) return this.#stepTo(CallTarget, where, Description ?? VoiceResponses[0] ?? `${words} target`);
        break;
      default:
        break;
    }
    this.#draft.remark('lost', where, `"${Action}" without a target that is known here`, 'give the option a target by hand');
    return undefined;
  }

  operator(): string | undefined {
    return this.#operator ? this.#stepTo(this.#operator, 'Operator', 'operator') : undefined;
  }

  #stepTo(entity: AttendantEntity, where: string, words: string): string | undefined {
    const id = (entity.Id ?? entity.Identity ?? '').trim();
    const type = entity.Type.toLowerCase();
    const key = `${type} ${id}`;
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const step = this.#stepFor(type, id, where, words);
    if (step === undefined) {
      this.#draft.remark('lost', where, `a target of the type "${entity.Type}" is not known here`, 'give it another target');
      return undefined;
    }
    const name = this.#draft.stepName(words);
    this.#draft.steps[name] = step;
    this.#known.set(key, name);
    return name;
  }

  #stepFor(type: string, id: string, where: string, words: string): Step | undefined {
    const to = (contact: object): Step => ({ type: 'transfer', to: this.#draft.contact(words, contact) });
    switch (type) {
      case 'user':
        return to({ user: this.#guid(id, where) });
      case 'applicationendpoint':
        return to({ applicationInstance: this.#guid(id, where) });
      case 'configurationendpoint':
      case 'huntgroup':
      case 'organizationalautoattendant':
        this.#draft.remark(
          'todo',
          where,
          'it leads to a queue or attendant that has no resource account here',
          'give that one a resource account, and write its object id into contacts.jsonc',
        );
        return to({ applicationInstance: nobodysId });
      case 'externalpstn': {
        const number = `+${id.replace(/^tel:/i, '').replaceAll(/\D/g, '')}`;
        if (/^\+[1-9]\d{4,14}$/.test(number)) return to({ phone: number });
        this.#draft.remark(
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
    this.#draft.remark(
      'todo',
      where,
      'messages for a shared mailbox are taken by the flow',
      'write into contacts.jsonc who is told of them: the address of the group, or a channel of Teams',
    );
    const told = this.#draft.contact(`${words} mailbox`, { notify: { email: 'somebody@example.com', from: 'bot@example.com' } });
    const thanks = this.#draft.stepName('messageTaken');
    this.#draft.steps[thanks] = { type: 'hangup', prompt: this.#spoken.own('thanks'), outcome: 'messageLeft' };
    const operator = this.operator();
    return {
      type: 'voicemail',
      record: { prompt: this.#spoken.own('leaveMessage'), maxLength: '2m' },
      notify: [told],
      next: thanks,
      on: { silence: thanks, ...(operator === undefined ? {} : { failed: operator }) },
    };
  }

  #guid(id: string, where: string): string {
    if (/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id)) return id.toLowerCase();
    this.#draft.remark('todo', where, 'its object id is not in the export', 'write the object id into contacts.jsonc');
    return nobodysId;
  }

  goodbye(): string {
    const known = this.#known.get('goodbye');
    if (known !== undefined) return known;
    const name = this.#draft.stepName('goodbye');
    this.#known.set('goodbye', name);
    this.#draft.steps[name] = { type: 'hangup', prompt: this.#spoken.own('noChoice') };
    return name;
  }
}

/** An object id that is nobody's, until an administrator writes the right one. */
const nobodysId = '00000000-0000-4000-8000-000000000001';
