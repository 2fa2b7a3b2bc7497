import type { Exchange, Keypad, SoftphoneEvent } from '../../../simulator/softphone-api.ts';
import { hum, toWav } from './wav.ts';

/** An event before it has its number and time. */
type Told = SoftphoneEvent extends infer E ? (E extends SoftphoneEvent ? Omit<E, 'seq' | 'at'> : never) : never;

interface Prompt {
  readonly text?: string;
  readonly durationMs: number;
  readonly audible?: boolean;
}

/** One scripted call: a welcome, a menu, an account number, a message, a transfer. */
export class FakeCall {
  readonly id: string;
  readonly voice: Buffer[] = [];
  private readonly events: SoftphoneEvent[] = [];
  private readonly followers = new Set<(event: SoftphoneEvent) => void>();
  private readonly sounds = new Map<number, Prompt>();
  private timer: NodeJS.Timeout | undefined;
  private sounding: number | undefined;
  private step: 'menu' | 'account' | 'message' | 'none' = 'none';
  private digits = '';
  private recordingSince: number | undefined;
  private over = false;

  constructor(id: string, line: string) {
    this.id = id;
    this.tell({ kind: 'state', state: 'ringing' });
    this.traffic({ direction: 'toBot', title: 'call incoming', method: 'POST', path: '/api/calls', request: incoming(id) });
    if (line === 'troubled') {
      this.after(800, () => {
        const trouble = 'No answer within 15 s: connection refused.';
        this.tell({
          kind: 'traffic',
          exchange: {
            direction: 'toBot',
            title: 'call incoming',
            method: 'POST',
            path: '/api/calls',
            request: incoming(id),
            trouble,
          },
        });
        this.end('Nobody answered.');
      });
      return;
    }
    this.after(700, () => {
      this.toGraph('answer', { callbackUri: 'https://bot.contoso.example/api/calls', acceptedModalities: ['audio'] }, 202);
      this.tell({ kind: 'state', state: 'connecting' });
      this.after(400, () => {
        this.tell({ kind: 'state', state: 'connected' });
        this.traffic({
          direction: 'toBot',
          title: 'call established',
          method: 'POST',
          path: '/api/calls',
          request: { value: [{ changeType: 'updated' }] },
        });
        this.play([{ text: 'Welcome to Contoso. Thank you for calling.', durationMs: 1600, audible: true }], () => this.menu());
      });
    });
  }

  follow(afterSeq: number, follower: (event: SoftphoneEvent) => void): () => void {
    for (const event of this.events) if (event.seq > afterSeq) follower(event);
    this.followers.add(follower);
    return () => this.followers.delete(follower);
  }

  soundOf(n: number): Buffer {
    const prompt = this.sounds.get(n);
    const durationMs = prompt?.durationMs ?? 0;
    return toWav(prompt?.audible === true ? hum(durationMs) : Buffer.alloc(Math.round(durationMs * 16) * 2));
  }

  hear(pcm: Buffer): void {
    if (this.recordingSince !== undefined) this.voice.push(pcm);
  }

  press(tone: Keypad): boolean {
    if (this.over || !this.events.some((event) => event.kind === 'state' && event.state === 'connected')) return false;
    this.traffic({
      direction: 'toBot',
      title: `tone ${tone}`,
      method: 'POST',
      path: '/api/calls',
      request: { value: [{ resourceData: { toneInfo: { tone, sequenceId: this.events.length } } }] },
    });
    if (this.step === 'message') {
      if (tone === '#') this.endRecording('The caller pressed #.');
      return true;
    }
    this.cancelPrompt();
    if (this.step === 'account') this.digit(tone);
    else if (tone === '1') this.transfer();
    else if (tone === '2') this.account();
    else if (tone === '3') this.message();
    else
      this.menu(
        'Sorry, that is not one of the choices. For sales press 1, for your account press 2, to leave a message press 3.',
      );
    return true;
  }

  hangUp(): void {
    if (this.over) return;
    if (this.recordingSince !== undefined) this.endRecording('The caller hung up.');
    this.end('You hung up.');
  }

  stop(): void {
    clearTimeout(this.timer);
    this.over = true;
  }

  private menu(text = 'For sales press 1, for your account press 2, to leave a message press 3.'): void {
    this.step = 'menu';
    this.play([{ text, durationMs: 4000 }, { durationMs: 60_000 }], () => this.menu());
  }

  private account(): void {
    this.step = 'account';
    this.digits = '';
    this.play([{ text: 'Enter your six digit account number.', durationMs: 2500 }, { durationMs: 60_000 }], () => this.account());
  }

  private digit(tone: Keypad): void {
    this.digits += tone;
    if (this.digits.length < 6) return this.play([{ durationMs: 3000 }], () => this.account());
    this.toGraph('playPrompt', { prompts: 1 }, 403, 'The request body lacks “callbackUri”.');
    this.play([{ text: 'Thank you. One moment, please.', durationMs: 1500 }], () => this.menu());
  }

  private message(): void {
    this.step = 'none';
    this.play(
      [{ text: 'Leave a message after the tone. Press hash when you are done.', durationMs: 1200, audible: true }],
      () => {
        this.step = 'message';
        this.recordingSince = Date.now();
        this.toGraph('recordResponse', { maxRecordDurationInSeconds: 20, playBeep: true, stopTones: ['#'] }, 200);
        this.tell({ kind: 'recordingStarted', maxDurationMs: 20_000, beep: true });
        this.after(20_000, () => this.endRecording('The longest time was reached.'));
      },
    );
  }

  private endRecording(why: string): void {
    const durationMs = Date.now() - (this.recordingSince ?? Date.now());
    this.recordingSince = undefined;
    this.tell({ kind: 'recordingEnded', url: `/softphone/api/recordings/${this.id}.wav`, durationMs, why });
    this.play([{ text: 'Thank you. Your message is on its way.', durationMs: 1500 }], () => this.menu());
  }

  private transfer(): void {
    this.step = 'none';
    this.play([{ text: 'I am connecting you to sales.', durationMs: 1000, audible: true }], () => {
      this.toGraph('transfer', { transferTarget: { identity: { user: { id: 'sales' } } } }, 202);
      this.tell({ kind: 'state', state: 'transferring' });
      this.after(700, () => this.tell({ kind: 'transferred', to: 'Grace Sales', destination: 'user' }));
    });
  }

  private play(prompts: readonly Prompt[], then: () => void): void {
    const [prompt, ...rest] = prompts;
    if (prompt === undefined) return then();
    const n = this.sounds.size + 1;
    this.sounds.set(n, prompt);
    this.sounding = n;
    if (prompt.text !== undefined)
      this.toGraph(
        'playPrompt',
        { prompts: [{ mediaInfo: { uri: `https://bot.contoso.example/media/${n}.wav` } }], clientContext: `1.${n}` },
        200,
      );
    this.tell({
      kind: 'promptStarted',
      n,
      ...(prompt.text !== undefined && { text: prompt.text, language: 'en-US' }),
      silent: prompt.audible !== true,
      durationMs: prompt.durationMs,
      url: `/softphone/api/calls/${this.id}/prompts/${n}.wav`,
    });
    this.after(prompt.durationMs, () => {
      this.sounding = undefined;
      this.tell({ kind: 'promptEnded', n, cancelled: false });
      this.play(rest, then);
    });
  }

  private cancelPrompt(): void {
    clearTimeout(this.timer);
    if (this.sounding === undefined) return;
    this.toGraph('cancelMediaProcessing', {}, 200);
    this.tell({ kind: 'promptEnded', n: this.sounding, cancelled: true });
    this.sounding = undefined;
  }

  private end(detail: string): void {
    this.cancelPrompt();
    this.tell({ kind: 'state', state: 'ended', detail });
    this.stop();
  }

  private toGraph(title: string, request: unknown, status: number, trouble?: string): void {
    const path = `/v1.0/communications/calls/${this.id}/${title}`;
    const response =
      trouble === undefined ? { id: 'operation', status: 'running' } : { error: { code: '7500', message: trouble } };
    const exchange = { direction: 'toGraph', title, method: 'POST', path, request, status, response, durationMs: 12 } as const;
    this.tell({ kind: 'traffic', exchange: trouble === undefined ? exchange : { ...exchange, trouble } });
  }

  private traffic(exchange: Exchange): void {
    this.tell({ kind: 'traffic', exchange: { status: 202, durationMs: 31, ...exchange } });
  }

  private tell(told: Told): void {
    // The spread of a union loses its variants; `told` is one of them, and number and time complete it.
    const event = { ...told, seq: this.events.length + 1, at: Date.now() } as SoftphoneEvent;
    this.events.push(event);
    for (const follower of this.followers) follower(event);
  }

  private after(ms: number, then: () => void): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (!this.over) then();
    }, ms);
  }
}

function incoming(id: string): unknown {
  return {
    '@odata.type': '#microsoft.graph.commsNotifications',
    value: [
      {
        '@odata.type': '#microsoft.graph.commsNotification',
        changeType: 'created',
        resourceUrl: `/communications/calls/${id}`,
        resourceData: {
          '@odata.type': '#microsoft.graph.call',
          state: 'incoming',
          direction: 'incoming',
          requestedModalities: ['audio'],
        },
      },
    ],
  };
}
