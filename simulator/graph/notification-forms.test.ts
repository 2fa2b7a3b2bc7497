import { adaId, frontDeskId, toyBot } from '../testing/toy-bot.ts';
import { bodyText } from './messages.ts';

describe('forms of the first notification', () => {
  test('a legacy one comes first, and Graph form follows its 204', async () => {
    const bot = toyBot({ shapes: { incoming: 'legacyFirst' } });
    bot.answersWith = (request) => ({ status: bodyText(request.body).includes('@odata.type') ? 202 : 204 });
    await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: frontDeskId });
    await bot.clock.advance(1);
    expect(bot.bodies).toMatchObject([
      { callState: 'incoming', isMultiparty: false, participants: [{ originator: true }, { originator: false }] },
      { '@odata.type': '#microsoft.graph.commsNotifications' },
    ]);
  });

  test('one that is answered with 302 goes where it leads, once', async () => {
    const bot = toyBot();
    const urls: string[] = [];
    bot.answersWith = ({ url }) => {
      urls.push(url);
      return { status: 302, location: 'https://other.bot.example/api/calls' };
    };
    await bot.caller().dial({ from: { kind: 'user', id: adaId }, to: 'bot' });
    await bot.clock.advance(1);
    expect(urls).toEqual(['https://bot.simulator.invalid/api/calls', 'https://other.bot.example/api/calls']);
  });
});
