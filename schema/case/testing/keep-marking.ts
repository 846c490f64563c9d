/** Marks entities one after the other and says each number once it is kept. Killed by the test that starts it. */
import { openCase } from '../case-file.ts';

const [path = '', name = ''] = process.argv.slice(2);
const opened = openCase(path);
for (let number = 0; ; number++) {
  opened.apply(
    { do: 'mark', entity: `${name}-${number}`, mark: 'note', value: 'x'.repeat(number % 5_000) },
    '2026-03-01T10:00:00.000Z',
  );
  process.stdout.write(`${number}\n`);
}
