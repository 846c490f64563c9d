import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { FAULT_KINDS } from './faults/registry.ts';
import { seededRandom } from './faults/seeded-random.ts';

/**
 * `npm run faults [-- --only NAME --rounds N --seed N]`: cuts off work at random moments, many times, and prints what was
 * counted and what was lost. Status 1 where anything was lost. The tests do the same a few times.
 */
const { values } = parseArgs({
  options: { only: { type: 'string' }, rounds: { type: 'string' }, seed: { type: 'string' } },
});
const kinds = FAULT_KINDS.filter(({ name }) => values.only === undefined || name === values.only);
if (kinds.length === 0) {
  console.error(`There is no "${values.only}": ${FAULT_KINDS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}
const seed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 32));
console.log(`Seed ${seed}.`);
let lost = 0;
for (const kind of kinds) {
  const folder = mkdtempSync(path.join(tmpdir(), 'trustpath-faults-'));
  try {
    const started = Date.now();
    const rounds = Number(values.rounds ?? kind.rounds);
    const report = await kind.run({
      rounds,
      random: seededRandom(seed),
      folder,
      onRound: (done) => {
        if (done % 20 === 0) console.error(`${kind.name}: ${done} of ${rounds}`);
      },
    });
    const counts = Object.entries(report.counts).map(([name, count]) => `${count} ${name}`);
    const seconds = Math.round((Date.now() - started) / 1_000);
    console.log(
      `${kind.title}: ${report.rounds} rounds in ${seconds} s; ${counts.join(', ')}; ${report.lost.length} lost.`,
    );
    for (const line of report.lost) console.log(`  ${line}`);
    lost += report.lost.length;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
process.exitCode = lost > 0 ? 1 : 0;
