import type { RehearsalOptions } from '../../cli/rehearsal.ts';
import { json } from '../../simulator/graph/messages.ts';
import { aCall } from '../support/a-live-call.ts';
import { without } from '../support/consent.ts';

// Whoever looks after calls has something played or recorded in one; the flow stands aside, and its step begins anew.

describe('what is heard', () => {
  test('is prompts of the flow, in their order and with their recordings, and then the step begins anew', async () => {
    const { line, ask, becameOf, at, caller } = await aCall();
    const asked = await ask('POST', `${at}/play`, { prompts: ['sales', 'salesBusy'] });
    expect(asked).toMatchObject({ status: 202, body: { type: 'play', status: 'asked' } });
    const played = line.turns.flatMap(({ commands }) => commands).findLast(({ kind }) => kind === 'playPrompt');
    expect(played).toMatchObject({
      prompts: [
        { text: 'I am connecting you to sales. One moment, please.', audio: expect.any(String) },
        { text: expect.stringContaining('Nobody in sales is free'), audio: expect.any(String) },
      ],
    });
    await caller.hears('I am connecting you to sales');
    await caller.hears('Nobody in sales is free');
    await caller.hears('For sales');
    expect((await becameOf(asked)).body).toMatchObject({ status: 'done' });
    expect(await ask('POST', `${at}/play`, { prompt: 'goodbye' })).toMatchObject({ status: 202 });
    await caller.hears('Goodbye');
  });

  test('is twenty prompts at once', async () => {
    const { line, ask, becameOf, at } = await aCall();
    const asked = await ask('POST', `${at}/play`, { prompts: Array(20).fill('goodbye') });
    await line.clock.advance(120_000);
    expect((await becameOf(asked)).body).toMatchObject({ status: 'done' });
    const played = line.turns.flatMap(({ commands }) => commands).filter(({ kind }) => kind === 'playPrompt');
    expect(Math.max(...played.map((one) => (one.kind === 'playPrompt' ? one.prompts.length : 0)))).toBe(20);
    expect(line.refused()).toEqual([]);
  });

  test('is never a prompt that the flow does not have: the answer says which and what to do, and nothing is cut off', async () => {
    const { line, ask, at } = await aCall();
    const before = line.graph.exchanges().length;
    expect(await ask('POST', `${at}/play`, { prompts: ['sales', 'fire'] })).toMatchObject({
      status: 422,
      body: { code: 'noPrompt', detail: expect.stringMatching(/^prompts\.1: .*Take a name from "prompts"/) },
    });
    expect(await ask('POST', `${at}/play`, { prompt: 'constructor' })).toMatchObject({
      status: 422,
      body: { code: 'noPrompt', detail: expect.stringMatching(/^prompt: /) },
    });
    expect(line.graph.exchanges().length).toBe(before);
    expect((await ask('GET', at)).body.wishes[0]).toMatchObject({ type: 'play', status: 'failed', place: 'prompts.1' });
  });

  test.each([
    ['nothing', {}, 'exactly one of "text"'],
    ['two at once', { text: 'Hello.', prompt: 'sales' }, 'exactly one of "text"'],
    ['more than Microsoft plays at once', { prompts: Array.from({ length: 21 }, () => 'sales') }, 'prompts: must be at most 20'],
  ])('is one of words, a prompt and prompts; %s is not understood', async (_what, body, words) => {
    const { ask, at } = await aCall();
    expect(await ask('POST', `${at}/play`, body)).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining(words) },
    });
  });

  test('is cut off when somebody says so, and the step begins anew', async () => {
    const { line, ask, at, caller } = await aCall();
    const words = await ask('POST', `${at}/play`, { text: 'The building is being evacuated.' });
    await caller.hears('evacuated');
    const stopped = await ask('POST', `${at}/stop-media`, {});
    expect(stopped).toMatchObject({ status: 200, body: { type: 'stop-media', status: 'done' } });
    await caller.hears('For sales');
    expect((await ask('GET', `${at}/wishes/${words.body.id}`)).body).toMatchObject({ status: 'failed', code: 'interrupted' });
    expect(line.graph.exchanges().some(({ exchange }) => exchange.title === 'cancelMediaProcessing')).toBe(true);
  });

  test('is not cut off when Microsoft refuses, and whoever asked is told why', async () => {
    const interfere: RehearsalOptions['interfere'] = (operation) =>
      operation === 'cancelMediaProcessing' ? json(403, { error: { code: '7503', message: 'No.' } }) : undefined;
    const { ask, at } = await aCall({ interfere });
    expect(await ask('POST', `${at}/stop-media`, {})).toMatchObject({ status: 422, body: { code: '7503' } });
  });
});

describe('a recording that somebody asks for', () => {
  test('is made and kept, whoever asked learns under which name, and the step begins anew', async () => {
    const { line, ask, becameOf, at, caller } = await aCall();
    const asked = await ask('POST', `${at}/record`, { maxSeconds: 30, notify: ['frontDesk'] });
    expect(asked).toMatchObject({ status: 202, body: { type: 'record', status: 'asked' } });
    await caller.hearsBeep();
    await caller.speaks(4_000);
    await caller.hears('For sales'); // After a pause.
    const { body: ended } = await becameOf(asked);
    expect(ended).toMatchObject({ type: 'record', status: 'done', recordingId: expect.any(String) });
    expect(ended).not.toHaveProperty('notify');
    await line.clock.advance(30_000);
    expect([...line.recordings.saved.keys()]).toEqual([ended.recordingId]);
    const kept = line.turns.flatMap(({ commands }) => commands).filter(({ kind }) => kind === 'keepRecording');
    expect(kept).toMatchObject([{ recordingId: ended.recordingId, notify: ['frontDesk'] }]);
  });

  test('has failed when the caller hangs up in the middle of it and Microsoft reports nothing', async () => {
    const { line, ask, becameOf, at, caller } = await aCall();
    const asked = await ask('POST', `${at}/record`, {});
    await caller.hearsBeep();
    await caller.speaks(4_000);
    await caller.hangsUp();
    await line.clock.advance(30_000);
    expect((await becameOf(asked)).body).toMatchObject({ status: 'failed', code: 'callEnded' });
    expect([...line.recordings.saved.keys()]).toEqual([]);
  });

  test('has failed when nobody speaks, and the step begins anew', async () => {
    const { line, ask, becameOf, at, caller } = await aCall();
    const asked = await ask('POST', `${at}/record`, { beep: false });
    await caller.hears('For sales');
    expect((await becameOf(asked)).body).toMatchObject({ status: 'failed', code: 'nobodySpoke', why: { words: 'Nobody spoke' } });
    expect([...line.recordings.saved.keys()]).toEqual([]);
  });

  test('has failed when Microsoft does not permit it: the permission is named, and the caller is back in the flow', async () => {
    const { ask, at, caller } = await aCall(without('Calls.AccessMedia.All'));
    const answer = await ask('POST', `${at}/record`, {});
    expect(answer).toMatchObject({ status: 422, body: { code: expect.any(String), detail: expect.stringContaining('consent') } });
    await caller.hears('For sales');
  });

  test('tells nobody whom the flow does not know how to tell: the answer says who, and nothing is cut off', async () => {
    const { line, ask, at } = await aCall();
    const before = line.graph.exchanges().length;
    expect(await ask('POST', `${at}/record`, { notify: ['frontDesk', 'reception'] })).toMatchObject({
      status: 422,
      body: { code: 'notTold', detail: expect.stringMatching(/^notify\.1: /) },
    });
    expect(line.graph.exchanges().length).toBe(before);
  });

  test('is two minutes long at the most', async () => {
    const { ask, at } = await aCall();
    expect(await ask('POST', `${at}/record`, { maxSeconds: 121 })).toMatchObject({
      status: 400,
      body: { detail: expect.stringContaining('maxSeconds') },
    });
  });
});
