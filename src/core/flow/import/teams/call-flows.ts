import type { Step } from '../draft.ts';
import type { AttendantFlow, AttendantOption } from './attendant.ts';
import type { AttendantDraft } from './attendant-draft.ts';
import type { Leaving } from './leaving.ts';
import type { Spoken } from './spoken.ts';

/** The attendant's call flows as steps: a greeting, then a menu, or where the call goes on by itself. */
export class CallFlows {
  readonly #draft: AttendantDraft;
  readonly #spoken: Spoken;
  readonly #leaving: Leaving;
  readonly #entries = new Map<AttendantFlow, string>();

  constructor(draft: AttendantDraft, spoken: Spoken, leaving: Leaving) {
    this.#draft = draft;
    this.#spoken = spoken;
    this.#leaving = leaving;
  }

  /** Where callers begin who come to this call flow. */
  entryOf(flow: AttendantFlow, words: string): string {
    const known = this.#entries.get(flow);
    if (known !== undefined) return known;
    const name = this.#draft.stepName(words);
    this.#entries.set(flow, name);
    this.#writeFlow(flow, name, words);
    return name;
  }

  /** A greeting, then whatever is automatic, or the menu. */
  #writeFlow(flow: AttendantFlow, name: string, words: string): void {
    const where = flow.Name ?? words;
    const greeting = this.#spoken.said(flow.Greetings, `${words} greeting`, `${where} > Greetings`);
    const options = flow.Menu?.MenuOptions ?? [];
    const automatic = options.find(({ DtmfResponse }) => DtmfResponse.toLowerCase() === 'automatic');
    const asksForName = this.#asksForName(flow);
    if (automatic !== undefined || (options.length === 0 && !asksForName)) {
      this.#draft.parts += automatic === undefined ? 0 : 1;
      const leaves = automatic !== undefined && automatic.Action.toLowerCase() !== 'disconnectcall';
      const target = leaves ? this.#leaving.leave(automatic, `${where} > Menu`, words) : undefined;
      const heard = greeting === undefined ? {} : { prompt: greeting };
      this.#draft.steps[name] =
        target === undefined
          ? { type: 'hangup', ...heard }
          : greeting === undefined
            ? this.#jump(target)
            : { type: 'play', ...heard, next: target };
      return;
    }
    const menu = greeting === undefined || (flow.Menu?.Prompts.length ?? 0) === 0 ? name : this.#draft.stepName(`${words} menu`);
    if (menu !== name) this.#draft.steps[name] = { type: 'play', prompt: greeting, next: menu };
    const asked = this.#spoken.said(flow.Menu?.Prompts ?? [], `${words} menu`, `${where} > Menu > Prompts`) ?? greeting;
    this.#draft.steps[menu] = this.#menu({ flow, name: menu, words, where, asked, asksForName });
  }

  #menu({ flow, name, words, where, asked, asksForName }: MenuToWrite): Step {
    const keys: { [key: string]: string } = {};
    for (const option of flow.Menu?.MenuOptions ?? []) {
      this.#draft.parts += 1;
      const key = keyOf(option.DtmfResponse);
      const place = `${where} > Menu > ${option.DtmfResponse}`;
      const target = key === undefined ? undefined : this.#optionTarget(option, place, { words, menu: name });
      if (key === undefined)
        this.#draft.remark('lost', place, 'this key does not exist on a telephone', 'add the option by hand');
      else if (target !== undefined) keys[key] = target;
    }
    if (asksForName) this.#addDirectory(keys, flow, { where, words });
    const prompt = asked ?? this.#silentMenu(words, where);
    const operator = this.#leaving.operator();
    const lastly = operator ?? this.#leaving.goodbye();
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
    this.#draft.remark('todo', `${where} > Menu > Prompts`, 'the menu has no words', 'write what callers can choose');
    return this.#draft.prompt(`${words} menu`, 'Please choose.');
  }

  #optionTarget(
    option: AttendantOption,
    where: string,
    { words, menu }: { readonly words: string; readonly menu: string },
  ): string | undefined {
    if (option.Action.toLowerCase() !== 'announcement') return this.#leaving.leave(option, where, words);
    const said = this.#spoken.said(option.Prompt ? [option.Prompt] : [], `${words} announcement`, where);
    if (said === undefined) {
      this.#draft.remark('lost', where, 'the announcement has no words', 'write them, as a "play" step');
      return undefined;
    }
    const name = this.#draft.stepName(`${words} announcement`);
    this.#draft.steps[name] = { type: 'play', prompt: said, next: menu };
    return name;
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
    this.#draft.parts += 1;
    const place = `${where} > Menu > DirectorySearchMethod`;
    const key = ['9', '8', '7', '6', '5', '4', '3', '2', '1'].find((one) => !(one in keys));
    if (key === undefined) return this.#draft.remark('lost', place, 'all keys are taken', 'free one, and add a "directory" step');
    this.#draft.needsDirectory();
    const by = Menu?.DirectorySearchMethod?.toLowerCase() === 'byextension' ? 'extension' : 'name';
    const name = this.#draft.stepName(`${words} directory`);
    const operator = this.#leaving.operator() ?? this.#leaving.goodbye();
    this.#draft.steps[name] = {
      type: 'directory',
      scope: directoryName,
      by,
      prompt: this.#spoken.own('spellName'),
      on: { notFound: operator, maxAttempts: operator, failed: operator },
    };
    keys[key] = name;
    this.#draft.remark(
      'changed',
      place,
      `callers press ${key} before they dial by ${by}`,
      `say so in the menu: "to dial by ${by}, press ${key}"`,
    );
    this.#draft.remark(
      'todo',
      place,
      'whom callers can ask for is not in the export',
      `write them into directories/${directoryName}.jsonc`,
    );
  }

  /** A step that only leads on. */
  #jump(target: string): Step {
    return { type: 'branch', cases: [], else: target };
  }
}

interface MenuToWrite {
  readonly flow: AttendantFlow;
  readonly name: string;
  readonly words: string;
  readonly where: string;
  readonly asked: string | readonly string[] | undefined;
  readonly asksForName: boolean;
}

/** The file in `directories/` that the import begins. */
const directoryName = 'staff';

function keyOf(tone: string): string | undefined {
  const [, key] = /^tone(\d|star|pound)$/i.exec(tone) ?? [];
  return key === undefined ? undefined : /\d/.test(key) ? key : key.toLowerCase() === 'star' ? '*' : '#';
}
