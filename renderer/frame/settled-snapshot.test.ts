import { beforeEach, expect, it } from 'vitest';
import { type OpenSnapshot, settledSnapshot, useSession } from './session-store.ts';

const snapshot = { handle: 'h1', warnings: [] } as unknown as OpenSnapshot;
const calm = { snapshot: null, opening: null, starting: false, failure: null, engineLost: null };
const never = new AbortController().signal;
const ignore = () => undefined;

beforeEach(() => useSession.setState(calm));

it('asks what is open at once, and nothing where none is', async () => {
  const waits: (string | null)[] = [];
  expect(await settledSnapshot(never, (what) => waits.push(what))).toBeNull();
  useSession.setState({ snapshot });
  expect(await settledSnapshot(never, (what) => waits.push(what))).toBe(snapshot);
  expect(waits).toEqual([]);
});

it('waits for the file that is being opened and says which', async () => {
  useSession.setState({ opening: '/a/prod.trustpath' });
  const waits: (string | null)[] = [];
  const asked = settledSnapshot(never, (what) => waits.push(what));
  expect(waits).toEqual(['/a/prod.trustpath']);
  useSession.setState({ snapshot, opening: null });
  expect(await asked).toBe(snapshot);
});

it('waits from the start of the application, through the opening, to its end', async () => {
  useSession.setState({ starting: true });
  const asked = settledSnapshot(never, ignore);
  useSession.setState({ opening: '/a/prod.trustpath' });
  useSession.setState({ starting: false });
  useSession.setState({ snapshot, opening: null });
  expect(await asked).toBe(snapshot);
});

it('waits until a lost engine has opened the snapshot again', async () => {
  useSession.setState({ snapshot, engineLost: 'The engine ended.' });
  const asked = settledSnapshot(never, ignore);
  const again = { ...snapshot, handle: 'h2' };
  useSession.setState({ engineLost: null, opening: '/a/prod.trustpath' });
  useSession.setState({ snapshot: again, opening: null });
  expect(await asked).toBe(again);
});

it('goes on without a snapshot when the file does not open, and stops when told to', async () => {
  useSession.setState({ opening: '/a/notes.trustpath' });
  const asked = settledSnapshot(never, ignore);
  const stopped = new AbortController();
  const other = settledSnapshot(stopped.signal, ignore);
  stopped.abort();
  await expect(other).rejects.toMatchObject({ code: 'cancelled' });
  useSession.setState({ opening: null });
  expect(await asked).toBeNull();
});
