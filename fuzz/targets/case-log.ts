import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import type { CaseAction } from '../../schema/case/action.ts';
import { createCase } from '../../schema/case/case-file.ts';
import { beginCase, lineOf, nextEntry } from '../../schema/case/log.ts';
import { alterValues, deepened } from '../mutate/json.ts';
import { mutateLines } from '../mutate/lines.ts';
import type { Random } from '../random.ts';
import type { Target } from '../target.ts';

const AT = '2026-03-01T10:00:00.000Z';
const ACTIONS: readonly CaseAction[] = [
  {
    do: 'attach-snapshot',
    digest: `sha256:${'a'.repeat(64)}`,
    path: '/cases/larkfield.trustpath',
    title: 'March',
  },
  { do: 'mark', entity: 'arn:aws:iam::111122223333:role/deploy', mark: 'crown-jewel', value: true },
  { do: 'mark', entity: 'arn:aws:iam::111122223333:role/deploy', mark: 'tags', value: ['payments', 'pci'] },
  { do: 'mark', entity: 'arn:aws:iam::111122223333:user/ci', mark: 'note', value: 'Seen in a build log.' },
  { do: 'keep-question', id: 'q1', title: 'What the key reaches', question: { from: 'a', to: null } },
  {
    do: 'keep-scenario',
    id: 's1',
    title: 'Another trust',
    scenario: {
      name: 'Another trust',
      changes: [
        {
          change: 'set-trust',
          role: 'arn:aws:iam::111122223333:role/deploy',
          document: { Statement: [{ Effect: 'Allow', Principal: { AWS: '*' }, Action: 'sts:AssumeRole' }] },
        },
        { change: 'guard', from: 'anyone', to: 'arn:aws:iam::111122223333:role/deploy' },
      ],
    },
  },
  { do: 'write-note', text: 'Handed over to the second shift.' },
];

/** The log of a case with altered lines, half of the time chained again with the right hashes. */
export const caseLog: Target = {
  name: 'case-log',
  title: 'Cases with altered lines, with the old hashes and with right ones',
  file: 'larkfield.trustcase',
  async seeds(folder) {
    const path = join(folder, `case-${process.pid}.trustcase`);
    rmSync(path, { force: true });
    const opened = createCase(path, { title: 'Larkfield', at: AT, by: 'trustpath' });
    for (const action of ACTIONS) opened.apply(action, AT);
    const bytes = readFileSync(path);
    rmSync(path);
    return [bytes];
  },
  mutate: (input, random, others) =>
    random.chance(0.5) ? mutateLines(input, random, others) : chained(random),
  async run(path, { engine }) {
    const { case: handle } = await engine.request('case.open', { path });
    await engine.request('case.close', { case: handle });
  },
};

/** Actions that no window would write, in a log whose hashes are right. */
function chained(random: Random): Buffer {
  const beginning = beginCase('Larkfield', AT, 'trustpath');
  const lines = [lineOf(beginning)];
  let before: { number: number; hash: string } = { number: 0, hash: beginning.hash };
  for (const action of ACTIONS) {
    const root = { action: structuredClone(action) as unknown, at: AT as unknown };
    if (random.chance(0.3)) alterValues(root, random, []);
    try {
      const entry = nextEntry(before, (root.action ?? null) as CaseAction, root.at as string);
      lines.push(lineOf(entry));
      before = entry;
    } catch (error) {
      // Nested too deeply to be hashed, which must not keep a stranger from writing it.
      if (!(error instanceof RangeError)) throw error;
      lines.push(`{"action":${'['.repeat(9_000)}\n`, `{"action":${'['.repeat(9_000)}${']'.repeat(9_000)}}\n`);
    }
  }
  const text = lines.join('');
  return Buffer.from(random.chance(0.1) ? deepened(text, random) : text);
}
