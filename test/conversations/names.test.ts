import { aRehearsal, type Line } from '../support/a-line.ts';
import { askAutomation } from '../support/an-automation-api.ts';

// What can be named in a request, for whoever offers it to be chosen from.

let line: Line;
beforeEach(async () => {
  line = await aRehearsal();
});

test('every line is listed with its flow, and every contact with its kind, without a number or an id', async () => {
  const { body: named } = await askAutomation(line.bot, 'GET', 'lines');
  expect(named.lines).toContainEqual({ name: 'main', flow: 'main-line' });
  const { body: called } = await askAutomation(line.bot, 'GET', 'contacts');
  expect(called.contacts).toContainEqual({ name: 'salesQueue', kind: 'applicationInstance' });
  expect(JSON.stringify([named, called])).not.toMatch(/\+\d{6}|[0-9a-f]{8}-[0-9a-f]{4}-/);
});
