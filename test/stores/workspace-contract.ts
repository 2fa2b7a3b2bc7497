import { type StoreKind, withStore } from './store-under-test.ts';

/** The documents of the published workspace: what never changes, and what two people may want to change at once. */
export function workspaceStoreContract(kind: StoreKind<'workspace'>): void {
  describe(`the published workspace in ${kind.name}`, () => {
    test('what one instance published another one serves, to the letter', () =>
      withStore(kind, async ({ workspace, another }) => {
        const body = { text: '{\r\n  // "Café ☎"\n}', list: [1, null, true], nothing: {} };
        expect(await workspace.create('text.abc', body)).toMatchObject({ kind: 'saved' });
        expect((await (await another()).workspace.get('text.abc'))?.body).toEqual(body);
      }));

    test('a directory of ten thousand people is kept, too', () =>
      withStore(kind, async ({ workspace, another }) => {
        const text = Array.from({ length: 10_000 }, (_, n) => `{ "name": "Person Number ${n}", "extension": "${n}" }`).join(
          ',\n',
        );
        await workspace.create('text.long', { text: text.repeat(4) });
        expect((await (await another()).workspace.get('text.long'))?.body).toEqual({ text: text.repeat(4) });
      }));

    test('what nobody has published is absent, not a fault', () =>
      withStore(kind, async ({ workspace }) => {
        expect(await workspace.get('aliases')).toBeUndefined();
        expect(await workspace.replace('aliases', { n: 1 }, '"made-up"')).toEqual({ kind: 'overtaken' });
        expect(await workspace.get('aliases')).toBeUndefined();
      }));

    test('a release that serves calls is never changed under its name', () =>
      withStore(kind, async ({ workspace, another }) => {
        await workspace.create('release.abc', { n: 1 });
        expect(await (await another()).workspace.create('release.abc', { n: 2 })).toEqual({ kind: 'exists' });
        expect((await workspace.get('release.abc'))?.body).toEqual({ n: 1 });
      }));

    test('of two people who publish at once, exactly one comes through, and the other is told', () =>
      withStore(kind, async ({ workspace, another }) => {
        await workspace.create('aliases', { n: 0 });
        const elsewhere = (await another()).workspace;
        const etag = (await workspace.get('aliases'))?.etag ?? '';
        const outcomes = await Promise.all([
          workspace.replace('aliases', { n: 1 }, etag),
          elsewhere.replace('aliases', { n: 2 }, etag),
        ]);
        expect(outcomes.map(({ kind: outcome }) => outcome).sort()).toEqual(['overtaken', 'saved']);
        const winner = outcomes[0].kind === 'saved' ? 1 : 2;
        expect((await elsewhere.get('aliases'))?.body).toEqual({ n: winner });
      }));

    test('of two who publish for the very first time at once, exactly one comes through', () =>
      withStore(kind, async ({ workspace, another }) => {
        const elsewhere = (await another()).workspace;
        const outcomes = await Promise.all([workspace.create('aliases', { n: 1 }), elsewhere.create('aliases', { n: 2 })]);
        expect(outcomes.map(({ kind: outcome }) => outcome).sort()).toEqual(['exists', 'saved']);
      }));

    test('whoever saved may save again without reading, and an old version opens nothing any more', () =>
      withStore(kind, async ({ workspace }) => {
        const first = await workspace.create('draft', { n: 1 });
        const second = first.kind === 'saved' ? await workspace.replace('draft', { n: 2 }, first.etag) : first;
        expect(second).toMatchObject({ kind: 'saved' });
        expect(first.kind === 'saved' && (await workspace.replace('draft', { n: 3 }, first.etag))).toEqual({ kind: 'overtaken' });
        expect(second.kind === 'saved' && (await workspace.replace('draft', { n: 4 }, second.etag))).toMatchObject({
          kind: 'saved',
        });
        expect((await workspace.get('draft'))?.body).toEqual({ n: 4 });
      }));
  });
}
