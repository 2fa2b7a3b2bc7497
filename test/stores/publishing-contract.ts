import { freshForMs } from '../../src/app/publishing/published-flows.ts';
import type { PublishOutcome } from '../../src/ports/publishing.ts';
import { aDesk, ada, anInstance, aWorkspace, bob, dialled, nightLine, phone } from '../support/a-workspace.ts';
import { type StoreKind, type StoreUnderTest, type TestClock, withStore } from './store-under-test.ts';

type Kind = StoreKind<'workspace' | 'versions'>;
type Under = StoreUnderTest<'workspace' | 'versions'>;

const many = Array.from({ length: 400 }, (_, n) => phone(`+4416329${String(60_000 + n)}`));

/** What admins do with published flows, and what callers of every instance then meet. */
export function publishingContract(kind: Kind): void {
  /** Two instances of the bot and two admins at their own connections. */
  const withTwo = (
    test: (
      two: {
        readonly desk: ReturnType<typeof aDesk>;
        readonly elsewhere: ReturnType<typeof aDesk>;
        readonly here: Awaited<ReturnType<typeof anInstance>>;
        readonly there: Awaited<ReturnType<typeof anInstance>>;
        /** Long enough for every instance to have heard of a publication. */
        readonly later: () => void;
      } & { readonly store: Under; readonly clock: TestClock },
    ) => Promise<void>,
  ): Promise<void> =>
    withStore(kind, async (store, clock) => {
      const other = await store.another();
      await using here = await anInstance(store, clock);
      await using there = await anInstance(other, clock);
      const later = () => clock.advance(freshForMs);
      await test({ desk: aDesk(store, clock), elsewhere: aDesk(other, clock), here, there, later, store, clock });
    });

  describe(`publishing in ${kind.name}`, () => {
    test('what is published is what callers get on every instance, and before that the folder serves', () =>
      withTwo(async ({ desk, here, there, later }) => {
        expect(await here.answers()).toBe('the folder');
        expect(await desk.release(aWorkspace({ main: 'One' }))).toMatchObject({
          kind: 'done',
          entry: { number: 1, action: 'publish' },
        });
        later();
        expect([await here.answers(), await there.answers(), await there.answers(nightLine)]).toEqual(['One', 'One', 'Night']);
        expect(here.flows.lineOf(nightLine)).toBe('night');
        expect(Object.keys(here.flows.lines())).toEqual(expect.arrayContaining(['main', 'night']));
        expect(Object.values(here.flows.contacts())).toContainEqual({ kind: 'phone', number: '+441632960111' });
        expect(here.flows.operatorOf('main')).toEqual({ kind: 'phone', number: '+441632960111' });
      }));

    test('a running call keeps the version that it began with, also on an instance that has never seen it (I6)', () =>
      withTwo(async ({ desk, here, there, later }) => {
        await desk.release(aWorkspace({ main: 'One' }));
        later();
        const begun = await here.flows.forIncoming(dialled);
        await desk.release(aWorkspace({ main: 'Two' }));
        later();
        expect(await there.answers()).toBe('Two');
        expect(begun.kind === 'found' && (await there.flows.version('main', begun.flow.version))?.title).toBe('One');
      }));

    test('a workspace with errors does not reach callers, and says where the errors are', () =>
      withTwo(async ({ desk, here, later }) => {
        await desk.release(aWorkspace({ main: 'One' }));
        const bad = aWorkspace();
        const files = { ...bad.files, 'main/flow.jsonc': '{ "specVersion": 1 }' };
        const refused = await desk.release({ ...bad, files });
        expect(refused.kind === 'findings' && refused.findings.map(({ place }) => place.file)).toContain('main/flow.jsonc');
        later();
        expect(await here.answers()).toBe('One');
        expect(await desk.audit(10)).toHaveLength(1);
      }));

    test('of two admins who publish at once one comes through, and the other is told by whom and what to do', () =>
      withTwo(async ({ desk, elsewhere, here, later }) => {
        await desk.release(aWorkspace({ main: 'One' }));
        const expects = (await desk.overview()).aliases.live?.release ?? '';
        const etag = (await desk.overview()).draft?.etag ?? '';
        const mine = await desk.saveDraft(aWorkspace({ main: 'Two' }), etag, ada);
        const order = { etag: mine.kind === 'saved' ? mine.etag : '', expects, message: 'Two' };
        const outcomes = await Promise.all([desk.publish(order, ada), elsewhere.publish({ ...order, percent: 10 }, bob)]);
        const again = await elsewhere.publish({ ...order, message: 'Late' }, bob);
        later();
        const told = [...outcomes, again].map((outcome) => outcome.kind);
        expect(await here.answers()).toBe('Two');
        expect(told).toContain('done');
        const conflict = [...outcomes, again].find(
          (outcome): outcome is PublishOutcome & { words: string } => outcome.kind === 'conflict',
        );
        expect(conflict?.words).toMatch(
          /^ada@contoso\.example published to live at .* UTC: "Two"\. Look at what would change now/,
        );
      }));

    test('a draft that somebody else has saved meanwhile is not overwritten, nor published for it', () =>
      withTwo(async ({ desk, elsewhere, here, later }) => {
        const first = await desk.saveDraft(aWorkspace({ main: 'Looked at' }), undefined, ada);
        const etag = first.kind === 'saved' ? first.etag : '';
        expect(await elsewhere.saveDraft(aWorkspace({ main: 'Theirs' }), undefined, bob)).toMatchObject({ kind: 'conflict' });
        expect(await elsewhere.saveDraft(aWorkspace({ main: 'Theirs' }), etag, bob)).toMatchObject({ kind: 'saved' });
        const late = await desk.publish({ etag, message: '' }, ada);
        expect(late).toMatchObject({ kind: 'conflict', words: expect.stringContaining('bob@contoso.example has saved') });
        expect(await desk.saveDraft(aWorkspace(), etag, ada)).toMatchObject({ kind: 'conflict' });
        later();
        expect(await here.answers()).toBe('the folder');
      }));

    test('publishing the same again changes nothing and leaves no trace', () =>
      withTwo(async ({ desk }) => {
        await desk.release(aWorkspace());
        expect(await desk.release(aWorkspace())).toEqual({ kind: 'nothingToDo' });
        expect(await desk.audit(10)).toHaveLength(1);
      }));

    test('a bad night: one command brings back what served before, and the next call gets it', () =>
      withTwo(async ({ desk, here, later }) => {
        await desk.release(aWorkspace({ main: 'Good' }));
        await desk.release(aWorkspace({ main: 'Bad' }));
        expect(await desk.rollBack({ message: 'Callers complain' }, bob)).toMatchObject({
          kind: 'done',
          entry: { action: 'rollback' },
        });
        later();
        expect(await here.answers()).toBe('Good');
        expect((await desk.texts('live'))?.texts.files).toEqual(aWorkspace({ main: 'Good' }).files);
      }));

    test('one flow goes back, and what else was published meanwhile stays', () =>
      withTwo(async ({ desk, here, later }) => {
        await desk.release(aWorkspace({ main: 'Good', night: 'Old night' }));
        await desk.release(aWorkspace({ main: 'Bad', night: 'Old night' }));
        await desk.release(aWorkspace({ main: 'Bad', night: 'New night' }));
        expect(await desk.rollBack({ flow: 'main', message: '' }, ada)).toMatchObject({
          kind: 'done',
          entry: { flows: [{ name: 'main' }] },
        });
        later();
        expect([await here.answers(), await here.answers(nightLine)]).toEqual(['Good', 'New night']);
      }));

    test('an older release is found by the beginning of its version; a wrong one is refused', () =>
      withTwo(async ({ desk, here, later }) => {
        for (const main of ['One', 'Two', 'Three']) await desk.release(aWorkspace({ main }));
        const [, , first] = await desk.audit(10);
        expect(await desk.rollBack({ to: first?.after?.slice(0, 12) ?? '', message: '' }, ada)).toMatchObject({ kind: 'done' });
        later();
        expect(await here.answers()).toBe('One');
        expect(await desk.rollBack({ to: 'ffffffffffff', message: '' }, ada)).toMatchObject({ kind: 'refused' });
      }));

    test('a canary gets about its share, the same callers on every instance, and nobody falls out when it grows', () =>
      withTwo(async ({ desk, here, there, later }) => {
        await desk.release(aWorkspace({ main: 'Usual' }));
        await desk.release(aWorkspace({ main: 'Trial' }), { percent: 20 });
        const onTrial = async (instance: typeof here) => {
          later();
          const answers: string[] = [];
          for (const caller of many)
            if ((await instance.answers(dialled, caller)) === 'Trial') answers.push(JSON.stringify(caller));
          return answers;
        };
        const few = await onTrial(here);
        expect(few.length).toBeGreaterThan(many.length * 0.12);
        expect(few.length).toBeLessThan(many.length * 0.28);
        expect(await onTrial(there)).toEqual(few);
        expect(await here.answers(dialled, { kind: 'unknown' })).toBe('Usual');
        await desk.setCanary({ percent: 60, message: '' }, ada);
        const more = await onTrial(there);
        expect(few.filter((caller) => !more.includes(caller))).toEqual([]);
        expect(more.length).toBeGreaterThan(few.length);
        await desk.setCanary({ percent: 100, message: '' }, ada);
        expect(await onTrial(here)).toHaveLength(many.length);
        expect((await desk.audit(3)).map(({ action, percent }) => [action, percent])).toEqual([
          ['canary', undefined],
          ['canary', 60],
          ['publish', 20],
        ]);
      }));

    test('a canary that goes wrong is ended, by its own word or by going back', () =>
      withTwo(async ({ desk, here, later }) => {
        await desk.release(aWorkspace({ main: 'Usual' }));
        for (const end of [() => desk.setCanary({ percent: 0, message: '' }, ada), () => desk.rollBack({ message: '' }, ada)]) {
          await desk.release(aWorkspace({ main: 'Trial' }), { percent: 99.9 });
          later();
          expect(await here.answers(dialled, many[0])).toBe('Trial');
          expect(await end()).toMatchObject({ kind: 'done' });
          later();
          expect(await here.answers(dialled, many[0])).toBe('Usual');
        }
      }));

    test('a test alias is heard by those who shall hear it, and by nobody else', () =>
      withTwo(async ({ desk, here, later, store }) => {
        await desk.release(aWorkspace({ main: 'Live', night: 'Live night' }));
        await desk.release(aWorkspace({ main: 'Test', night: 'Test night' }), { alias: 'test' });
        const tester = phone('+441632960777');
        await desk.useAlias({ callers: ['+44 1632 960777'], alias: 'test', message: '' }, ada);
        await desk.useAlias({ line: 'night', alias: 'test', message: '' }, ada);
        later();
        expect(await here.answers(dialled, tester)).toBe('Test');
        expect([await here.answers(dialled, many[0]), await here.answers(nightLine, many[0])]).toEqual(['Live', 'Test night']);
        expect(JSON.stringify(await store.workspace.get('aliases'))).not.toMatch(/960777/);
        expect(await desk.setAlias({ alias: 'test', to: undefined, message: '' }, ada)).toMatchObject({ kind: 'refused' });
        await desk.useAlias({ callers: ['+441632960777'], alias: undefined, message: '' }, ada);
        await desk.useAlias({ line: 'night', alias: undefined, message: '' }, ada);
        expect(await desk.setAlias({ alias: 'test', to: undefined, message: '' }, ada)).toMatchObject({ kind: 'done' });
        later();
        expect([await here.answers(dialled, tester), await here.answers(nightLine)]).toEqual(['Live', 'Live night']);
      }));

    test('what was tried under another alias goes live as it is', () =>
      withTwo(async ({ desk, here, later }) => {
        await desk.release(aWorkspace({ main: 'Live' }));
        await desk.release(aWorkspace({ main: 'Tried' }), { alias: 'test' });
        await desk.setAlias({ alias: 'live', to: 'test', message: '' }, ada);
        later();
        expect(await here.answers()).toBe('Tried');
      }));

    test('the audit says who did what to which flows, when, and why, and nobody can rewrite it', () =>
      withTwo(async ({ desk, clock, store }) => {
        await desk.release(aWorkspace({ main: 'One' }), { message: 'First' });
        clock.advance(60_000);
        await desk.release(aWorkspace({ main: 'Two' }), { message: 'Second', tests: 'skipped' }, bob);
        const [second, first] = await desk.audit(10);
        expect(second).toMatchObject({
          number: 2,
          actor: bob,
          action: 'publish',
          alias: 'live',
          message: 'Second',
          at: clock.now(),
        });
        expect(second).toMatchObject({
          before: first?.after,
          tests: 'none',
          flows: [{ name: 'main', before: expect.any(String) }],
        });
        expect(await store.workspace.create('audit.1', { forged: true })).toEqual({ kind: 'exists' });
        expect(await desk.audit(10, 2)).toEqual([first]);
      }));

    test('an audit entry that was not kept before a crash is made up for by the next change', () =>
      withStore(kind, async (store, clock) => {
        const crashing = { ...store.workspace };
        const broken: typeof crashing = {
          ...crashing,
          create: async (id, body) => {
            if (id === 'audit.1') throw new Error('The process died here.');
            return crashing.create(id, body);
          },
        };
        await aDesk({ ...store, workspace: broken }, clock).release(aWorkspace({ main: 'One' }));
        const desk = aDesk(store, clock);
        expect(await desk.audit(10)).toHaveLength(1);
        await desk.release(aWorkspace({ main: 'Two' }));
        expect((await desk.audit(10)).map(({ number }) => number)).toEqual([2, 1]);
      }));
  });
}
