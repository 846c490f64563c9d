import { describe, expect, it } from 'vitest';
import { codeOwnersOf } from './code-owners.ts';

const FILE = `# who answers for what
*                 @harbour/everyone
*.tf              @harbour/infra # and nobody else
/.github/         @harbour/platform
docs/*            docs@example.com
apps/**/deploy.yml @harbour/release @amara
/apps/public/
logs?.txt         @harbour/logs
`;

describe('CODEOWNERS', () => {
  it.each([
    ['README.md', '@harbour/everyone', 2],
    ['net/main.tf', '@harbour/infra', 3],
    ['.github/workflows/release.yml', '@harbour/platform', 4],
    ['docs/start.md', 'docs@example.com', 5],
    // A star takes in files of the folder, not those below it.
    ['docs/guide/start.md', '@harbour/everyone', 2],
    ['apps/deploy.yml', '@harbour/release @amara', 6],
    ['apps/shop/eu/deploy.yml', '@harbour/release @amara', 6],
    ['deep/logs1.txt', '@harbour/logs', 8],
    ['deep/logs.txt', '@harbour/everyone', 2],
  ])('gives %s to %s', (path, owners, line) => {
    expect(codeOwnersOf(FILE, path)).toMatchObject({ owners: owners.split(' '), line });
  });

  it('gives to nobody what the last line that fits names no owner for', () => {
    expect(codeOwnersOf(FILE, 'apps/public/index.html')).toBeNull();
    expect(codeOwnersOf('# nothing\n', 'README.md')).toBeNull();
  });
});
