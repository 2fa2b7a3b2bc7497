import { ScriptedCallee } from '../caller/scripted-callee.ts';
import { ScriptedCaller } from '../caller/scripted-caller.ts';
import { ScriptedParticipant } from '../caller/scripted-participant.ts';
import { VirtualClock } from '../clock/virtual-clock.ts';
import type { SimulatedGraph } from '../graph/graph.ts';
import type { Delivered, NotificationRequest } from '../graph/graph-options.ts';
import { bytesPerSecond, writeWav } from '../graph/media/wav.ts';
import type { GraphResponse, Json } from '../graph/messages.ts';
import { bodyText } from '../graph/messages.ts';
import type { PersonParty } from '../graph/people/person-leg.ts';
import { type InProcessGraphOptions, inProcessGraph } from '../in-process-graph.ts';

export const appId = 'c0ffee00-1111-4222-8333-444455556666';
export const tenantId = '5b1f0c2a-6f0e-4a52-9d55-1f2e3d4c5b6a';
export const adaId = '0a1b2c3d-1234-4567-89ab-cdef01234567';
export const frontDeskId = '7e57ab1e-aaaa-4bbb-8ccc-ddddeeeeffff';

/** One notification, flattened for expectations. */
export interface Told {
  readonly at: number;
  readonly changeType: unknown;
  readonly resourceUrl: string;
  readonly data: Json;
  readonly headers: { readonly [name: string]: string };
  readonly body: unknown;
}

export interface ToyBot {
  readonly clock: VirtualClock;
  readonly graph: SimulatedGraph;
  readonly told: Told[];
  /** Every body that was delivered, whatever its form. */
  readonly bodies: Json[];
  /** What the bot answers when it has nothing else to say. Default 202. */
  answersWith: (request: NotificationRequest) => Delivered;
  /** The sounds that can be fetched, by address. */
  readonly media: Map<string, Uint8Array>;
  readonly fetched: string[];
  /** POSTs an action of the current call. */
  act(
    action: string,
    body?: unknown,
    overrides?: { token?: string; callId?: string; method?: string; version?: 'beta' },
  ): Promise<Answered>;
  token(tenant?: string): Promise<string>;
  caller(options?: { names?: { readonly [id: string]: string }; patienceMs?: number }): ScriptedCaller;
  /** Somebody whose telephone rings. */
  callee(id: string, options?: { who?: string; names?: { readonly [id: string]: string }; patienceMs?: number }): ScriptedCallee;
  /** Somebody who takes part in meetings. */
  participant(party: PersonParty, who?: string): ScriptedParticipant;
  /** POSTs a new call, which becomes the current one. */
  create(body: Json, overrides?: { token?: string }): Promise<Answered>;
  /** What the bot does with each notification. Default nothing. */
  onTold: (told: Told) => Promise<number | undefined> | undefined;
  callId: string;
}

export interface Answered {
  readonly status: number;
  readonly headers: GraphResponse['headers'];
  readonly body: Json;
}

/** A bot of few words on the virtual clock: it notes what it is told and does what a test says. */
export function toyBot(options: Partial<InProcessGraphOptions> = {}): ToyBot {
  const clock = new VirtualClock();
  const media = new Map<string, Uint8Array>();
  const fetched: string[] = [];
  let token: string | undefined;
  const bot: ToyBot = {
    clock,
    media,
    fetched,
    told: [],
    bodies: [],
    answersWith: () => ({ status: 202 }),
    callId: '',
    onTold: () => undefined,
    graph: inProcessGraph({
      clock,
      appId,
      appSecret: 'open sesame',
      tenantId,
      people: {
        callers: [{ kind: 'user', id: adaId, displayName: 'Ada Example' }],
        lines: [
          { id: 'bot', displayName: 'Example Bot' },
          { id: frontDeskId, displayName: 'Front Desk', number: '+441632960999' },
        ],
      },
      deliver: async (request) => {
        const body = JSON.parse(bodyText(request.body)) as {
          value?: { changeType: unknown; resourceUrl: string; resourceData: Json }[];
        };
        bot.bodies.push(body);
        for (const { changeType, resourceUrl, resourceData } of body.value ?? []) {
          const told = { at: clock.now(), changeType, resourceUrl, data: resourceData, headers: request.headers, body };
          bot.told.push(told);
          if (resourceData.state === 'incoming') bot.callId = String(resourceData.id);
          const status = await bot.onTold(told);
          if (status !== undefined) return { status };
        }
        return bot.answersWith(request);
      },
      fetchMedia: async (url) => {
        fetched.push(url);
        const wav = media.get(url);
        return wav ? { status: 200, body: wav } : { status: 404, body: new Uint8Array() };
      },
      ...options,
    }),
    async token(tenant = tenantId) {
      const form = new URLSearchParams({
        grant_type: 'client_credentials',
        client_id: appId,
        client_secret: 'open sesame',
        scope: 'https://graph.microsoft.com/.default',
      });
      const answer = await bot.graph.handle({
        method: 'POST',
        url: `/${tenant}/oauth2/v2.0/token`,
        headers: { 'Content-Type': 'application/x-www-form-urlencoded' },
        body: form.toString(),
      });
      return String(read(answer).access_token);
    },
    async act(action, body, overrides = {}) {
      token ??= await bot.token();
      const answer = await bot.graph.handle({
        method: overrides.method ?? 'POST',
        url: [`/${overrides.version ?? 'v1.0'}/communications/calls`, overrides.callId ?? bot.callId, action]
          .filter((part) => part !== '')
          .join('/'),
        headers: { Authorization: `Bearer ${overrides.token ?? token}`, 'Content-Type': 'application/json' },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      });
      return { status: answer.status, headers: answer.headers, body: read(answer) };
    },
    callee: (id, more = {}) => new ScriptedCallee({ graph: bot.graph, clock, id, ...more }),
    participant: (party, who = 'person') => new ScriptedParticipant({ graph: bot.graph, clock, party, who }),
    async create(body, overrides = {}) {
      const created = await bot.act('', { ...createBody, ...body }, { ...overrides, callId: '' });
      if (created.status === 201) bot.callId = String(created.body.id);
      return created;
    },
    caller: (more = {}) => new ScriptedCaller({ graph: bot.graph, clock, ...more }),
  };
  return bot;
}

/** What `answer` needs at least. */
export const answerBody = {
  callbackUri: 'https://bot.simulator.invalid/api/calls',
  mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  acceptedModalities: ['audio'],
};

/** What a new call needs besides its targets. */
export const createBody = {
  '@odata.type': '#microsoft.graph.call',
  callbackUri: 'https://bot.simulator.invalid/api/calls',
  mediaConfig: { '@odata.type': '#microsoft.graph.serviceHostedMediaConfig' },
  requestedModalities: ['audio'],
  tenantId,
};

/** A bot whose call is established, with its caller. */
export async function connected(bot: ToyBot, from: 'user' | 'phone' = 'user'): Promise<ScriptedCaller> {
  const caller = bot.caller();
  const answering = bot.onTold;
  bot.onTold = async (told) => {
    if (told.data.state === 'incoming') await bot.act('answer', answerBody);
    return answering(told);
  };
  await caller.dial(
    from === 'user'
      ? { from: { kind: 'user', id: adaId }, to: 'bot' }
      : { from: { kind: 'phone', number: '+441632960123' }, to: frontDeskId },
  );
  await bot.clock.runUntil(() => caller.call.audio === 'active', 10_000);
  await bot.clock.advance(0);
  return caller;
}

/** Puts a sound up for fetching and names it as a prompt. */
export function prompt(bot: ToyBot, name: string, ms: number, text?: string): Json {
  const uri = `https://bot.simulator.invalid/media/${name}.wav`;
  const wav = writeWav(new Uint8Array(Math.floor((ms * bytesPerSecond) / 2000) * 2));
  bot.media.set(uri, text === undefined ? wav : withCaption(wav, text));
  return promptOf(uri);
}

export function promptOf(uri: string): Json {
  return { '@odata.type': '#microsoft.graph.mediaPrompt', mediaInfo: { '@odata.type': '#microsoft.graph.mediaInfo', uri } };
}

/** The same sound with its words in a `LIST`/`INFO` chunk before the data. */
export function withCaption(wav: Uint8Array, text: string, language = 'en-US'): Uint8Array {
  const info = Buffer.concat([Buffer.from('INFO'), chunk('ICMT', `${text}\0`), chunk('IKEY', `${language}\0`)]);
  const list = chunk('LIST', info);
  const file = Buffer.concat([wav.subarray(0, 36), list, wav.subarray(36)]);
  file.writeUInt32LE(file.length - 8, 4);
  return file;
}

function chunk(id: string, content: string | Buffer): Buffer {
  const bytes = Buffer.from(content);
  const head = Buffer.alloc(8);
  head.write(id, 0, 'latin1');
  head.writeUInt32LE(bytes.length, 4);
  return Buffer.concat([head, bytes, Buffer.alloc(bytes.length % 2)]);
}

function read(answer: GraphResponse): Json {
  const text = bodyText(answer.body);
  return text === '' ? {} : (JSON.parse(text) as Json);
}
