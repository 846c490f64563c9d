import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { givenFiles } from '../electron/given-files.ts';
import { FILE_ASSOCIATIONS } from './file-associations.ts';

const script = (name: string) => join(import.meta.dirname, 'debian', name);

test('each associated file is told to the Debian desktop, and taken from a command line', () => {
  const text = readFileSync(script('postinst'), 'utf8');
  for (const { extension, mimeType, name } of FILE_ASSOCIATIONS) {
    expect(text).toContain(`<mime-type type="${mimeType}">\n    <comment>${name}</comment>`);
    expect(text).toContain(`<glob pattern="*.${extension}"/>`);
    expect(givenFiles(['/usr/bin/trustpath', `a.${extension}`], '/work')).toEqual([`/work/a.${extension}`]);
  }
  expect(text.match(/<glob /g)).toHaveLength(FILE_ASSOCIATIONS.length);
});

test('the scripts of the package are shell that parses', () => {
  for (const name of ['postinst', 'prerm']) execFileSync('sh', ['-n', script(name)]);
});
