/** The softphone's server: the page, and the API of `softphone-api.ts`, on the real clock. */
import type { IncomingMessage, ServerResponse } from 'node:http';
import { z } from 'zod';
import type { SimulatedGraph } from '../graph/graph.ts';
import type { PersonLeg } from '../graph/people/person-leg.ts';
import { readBody } from '../http/read-body.ts';
import type { DialAnswer, People } from '../softphone-api.ts';
import { askBotToCall } from './ask-bot-to-call.ts';
import { type DestinationNames, streamEvents } from './call-events.ts';
import type { Desk } from './desk.ts';
import { type PageFile, pageHeaders } from './page-files.ts';
import { refuseStrangers } from './refuse-strangers.ts';

export interface SoftphoneOptions {
  readonly graph: SimulatedGraph;
  readonly desk: Desk;
  readonly people: People;
  readonly page: ReadonlyMap<string, PageFile>;
  /** The bot's calling webhook. */
  readonly botCallsUrl: () => string;
  readonly names?: DestinationNames;
}

const maxJsonBytes = 10_000;
/** Eight seconds of sound in one piece. */
const maxVoiceBytes = 262_144;

const user = z.strictObject({ kind: z.literal('user'), id: z.string().min(1).max(100) });
const phone = z.strictObject({ kind: z.literal('phone'), number: z.string().regex(/^\+[1-9]\d{1,14}$/) });
const dialRequest = z.strictObject({
  from: z.discriminatedUnion('kind', [user, phone, z.strictObject({ kind: z.literal('withheld') })]),
  to: z.string().min(1).max(100),
});
const invitationRequest = z.strictObject({ to: z.discriminatedUnion('kind', [user, phone]) });
const meetingRequest = z.strictObject({ from: user });
const botRequest = z.strictObject({ to: z.string().min(1).max(100) });
const outboundRequest = z.strictObject({ to: z.discriminatedUnion('kind', [user, phone]), line: z.string().min(1).max(100) });
const mutedRequest = z.strictObject({ muted: z.boolean() });
const toneRequest = z.strictObject({ tone: z.string().regex(/^[0-9*#]$/) });

/** Answers everything under `/softphone`. Never rejects for what a page sends. */
export async function answerSoftphone(
  options: SoftphoneOptions,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  response.setHeader('x-content-type-options', 'nosniff');
  const stranger = refuseStrangers(request);
  if (stranger !== undefined) return refuse(response, 403, 'stranger', stranger);
  const path = new URL(request.url ?? '/', 'http://localhost').pathname;
  // Dots in a path are resolved by now and may have led elsewhere.
  if (path !== '/softphone' && !path.startsWith('/softphone/'))
    return refuse(response, 404, 'notFound', 'There is no such address.');
  if (path === '/softphone') return void response.writeHead(308, { location: '/softphone/' }).end();
  const [, , first = '', ...rest] = path.split('/');
  if (first === 'api') return answerApi(options, request, response, rest);
  return answerPage(options, request, response, path.slice('/softphone/'.length));
}

function answerPage(options: SoftphoneOptions, request: IncomingMessage, response: ServerResponse, name: string): void {
  if (request.method !== 'GET' && request.method !== 'HEAD') return refuse(response, 405, 'method', 'The page can only be read.');
  const file = options.page.get(name === '' ? 'index.html' : name);
  if (!file && name === '')
    return refuse(response, 503, 'notBuilt', 'The page has not been built: run `npm run build`, then start again.');
  if (!file) return refuse(response, 404, 'notFound', 'There is no such file.');
  response.writeHead(200, { ...pageHeaders, 'content-type': file.type, 'content-length': String(file.bytes.length) });
  response.end(request.method === 'HEAD' ? undefined : file.bytes);
}

async function answerApi(
  options: SoftphoneOptions,
  request: IncomingMessage,
  response: ServerResponse,
  path: readonly string[],
): Promise<void> {
  const [collection, id = '', part, item] = path;
  const { desk, graph, names = {} } = options;
  const route = `${request.method ?? ''} ${collection ?? ''}`;
  if (route === 'GET people' && path.length === 1) return sendJson(response, 200, options.people);
  if (route === 'POST calls' && path.length === 1) return dial(options, request, response);
  if (route === 'POST meetings' && path.length === 1) return meet(options, request, response);
  if (route === 'POST outbound-calls' && path.length === 1) return haveCalled(options, request, response);
  if (route === 'GET telephones' && path.length === 3 && part === 'events') {
    return streamEvents(desk, { names, telephone: decoded(id) }, request, response);
  }
  if (route === 'GET recordings' && path.length === 2) {
    return sendWav(response, id.endsWith('.wav') ? graph.recording(id.slice(0, -'.wav'.length)) : undefined);
  }
  if (collection !== 'calls' || path.length < 2) return refuse(response, 404, 'notFound', 'There is no such address.');
  const leg = desk.leg(id);
  if (!leg) return refuse(response, 404, 'noCall', 'There is no such call, or it ended long ago.');
  switch (`${request.method ?? ''} ${[part, item === undefined ? undefined : '*'].filter(Boolean).join('/')}`) {
    case 'GET events': {
      const wishes = new URL(request.url ?? '/', 'http://localhost').searchParams;
      const telephone = wishes.get('telephone');
      const plan = { leg, names, voices: wishes.has('voices'), ...(telephone === null ? {} : { telephone }) };
      return streamEvents(desk, plan, request, response);
    }
    case 'GET prompts/*':
      return sendWav(response, leg.side.prompt(Number(/^(\d{1,6})\.wav$/.exec(item ?? '')?.[1] ?? 0)));
    case 'POST accept':
      return accept(leg, response);
    case 'POST tones':
      return press(leg, request, response);
    case 'POST voice':
      return hear(leg, request, response);
    case 'PUT muted':
      return mute(leg, request, response);
    case 'POST invitations':
      return invite(graph, leg, request, response);
    case 'POST bots':
      return inviteBot(graph, leg, request, response);
    case 'DELETE ':
      leg.hangUp();
      return void response.writeHead(204).end();
    default:
      return refuse(response, 404, 'notFound', 'There is no such address.');
  }
}

async function dial(options: SoftphoneOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = dialRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'A dial request says who calls (`from`) and which line (`to`).');
  const dialled = options.graph.dial(read.data);
  if (dialled.kind === 'impossible') return refuse(response, 400, 'impossible', dialled.why);
  options.desk.remember(dialled.leg);
  const answer: DialAnswer = { callId: dialled.leg.id };
  return sendJson(response, 200, answer);
}

async function meet({ graph, desk }: SoftphoneOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = meetingRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'A meeting is made by somebody with an account (`from`).');
  const leg = graph.peopleSide.meet(read.data.from.id);
  desk.remember(leg);
  const answer: DialAnswer = { callId: leg.id };
  return sendJson(response, 200, answer);
}

async function inviteBot(
  graph: SimulatedGraph,
  leg: PersonLeg,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const read = botRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'An invitation says as what the bot comes (`to`): a line.');
  if (!graph.inviteBot(leg, read.data.to)) {
    return refuse(response, 409, 'noMeeting', 'The bot can only be asked into a meeting, and only in the name of a line.');
  }
  response.writeHead(204).end();
}

async function haveCalled(options: SoftphoneOptions, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = outboundRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'Say whom to call (`to`), and in the name of which line.');
  const lines = options.people.lines.filter(({ id }) => id !== 'bot');
  const line = lines.find(({ id }) => id === read.data.line) ?? lines[0]; // The bot itself is no line that could call.
  if (!line) return refuse(response, 409, 'noLine', 'There is no line in whose name to call.');
  const asked = await askBotToCall(options.botCallsUrl(), read.data.to, line.displayName);
  if (asked.kind === 'refused') return refuse(response, 409, 'refused', asked.why);
  response.writeHead(202).end();
}

function accept(leg: PersonLeg, response: ServerResponse): void {
  if (leg.state !== 'ringing') return refuse(response, 409, 'notRinging', 'The call does not ring any more.');
  leg.accept();
  response.writeHead(204).end();
}

async function mute(leg: PersonLeg, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = mutedRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'Say whether to mute: { "muted": true }.');
  if (leg.state === 'ended') return refuse(response, 409, 'ended', 'The call is over.');
  leg.mute(read.data.muted);
  response.writeHead(204).end();
}

async function invite(graph: SimulatedGraph, leg: PersonLeg, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = invitationRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'An invitation says whom (`to`): a user or a number.');
  if (!graph.peopleSide.invite(leg, read.data.to)) {
    return refuse(response, 409, 'notConnected', 'Only a call that is connected can take in somebody else.');
  }
  response.writeHead(204).end();
}

async function press(leg: PersonLeg, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const read = toneRequest.safeParse(await readJson(request));
  if (!read.success) return refuse(response, 400, 'badRequest', 'A tone is one key of a telephone.');
  if (leg.state === 'ended') return refuse(response, 409, 'ended', 'The call is over.');
  if (leg.state !== 'connected') return refuse(response, 409, 'notConnected', 'Nobody hears keys before the call is connected.');
  leg.press(read.data.tone);
  response.writeHead(204).end();
}

async function hear(leg: PersonLeg, request: IncomingMessage, response: ServerResponse): Promise<void> {
  if (request.headers['content-type'] !== 'application/octet-stream') {
    return refuse(response, 400, 'badRequest', 'Voice is application/octet-stream.');
  }
  const pcm = await readBody(request, maxVoiceBytes);
  if (!pcm || pcm.length % 2 !== 0)
    return refuse(response, 400, 'badRequest', 'Voice comes in whole samples, a few seconds at most.');
  if (leg.state === 'ended') return refuse(response, 409, 'ended', 'The call is over.');
  leg.say(pcm);
  response.writeHead(204).end();
}

/** A segment of a path as it was meant; one that cannot be decoded is taken as it is. */
function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    return segment;
  }
}

/** Undefined for anything that is not short JSON; the schemas refuse that. */
async function readJson(request: IncomingMessage): Promise<unknown> {
  if (!request.headers['content-type']?.startsWith('application/json')) return undefined;
  const body = await readBody(request, maxJsonBytes);
  try {
    return body && JSON.parse(new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}

function sendJson(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json', 'cache-control': 'no-store' }).end(JSON.stringify(value));
}

function sendWav(response: ServerResponse, wav: Uint8Array | undefined): void {
  if (!wav) return refuse(response, 404, 'noSound', 'There is no such sound, or it was forgotten.');
  response.writeHead(200, {
    'content-type': 'audio/wav',
    'content-length': String(wav.length),
    'cache-control': 'private, max-age=3600',
  });
  response.end(wav);
}

function refuse(response: ServerResponse, status: number, code: string, message: string): void {
  sendJson(response, status, { error: { code, message } });
}
