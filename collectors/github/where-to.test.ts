import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { apiBase } from './api-base.ts';
import { discoverGithub } from './discover.ts';
import { findToken } from './token.ts';

describe('addresses', () => {
  const cases: readonly [string | undefined, { rest: string; graphql: string; host: string }][] = [
    [
      undefined,
      { rest: 'https://api.github.com', graphql: 'https://api.github.com/graphql', host: 'github.com' },
    ],
    [
      'https://github.com/',
      { rest: 'https://api.github.com', graphql: 'https://api.github.com/graphql', host: 'github.com' },
    ],
    [
      'https://larkfield.ghe.com',
      {
        rest: 'https://api.larkfield.ghe.com',
        graphql: 'https://api.larkfield.ghe.com/graphql',
        host: 'larkfield.ghe.com',
      },
    ],
    [
      'https://api.larkfield.ghe.com',
      {
        rest: 'https://api.larkfield.ghe.com',
        graphql: 'https://api.larkfield.ghe.com/graphql',
        host: 'larkfield.ghe.com',
      },
    ],
    [
      'https://github.example.com',
      {
        rest: 'https://github.example.com/api/v3',
        graphql: 'https://github.example.com/api/graphql',
        host: 'github.example.com',
      },
    ],
    [
      'http://127.0.0.1:8080/api/v3',
      {
        rest: 'http://127.0.0.1:8080/api/v3',
        graphql: 'http://127.0.0.1:8080/api/graphql',
        host: '127.0.0.1:8080',
      },
    ],
  ];
  for (const [given, expected] of cases)
    it(`${given ?? 'none'} means ${expected.rest}`, () => expect(apiBase(given)).toEqual(expected));

  for (const given of [
    'http://github.example.com',
    'ftp://github.example.com',
    'github.example.com',
    'https://me:x@github.com',
  ])
    it(`${given} is refused, and what may be a secret is not repeated`, () => {
      expect(() => apiBase(given)).toThrowError(expect.objectContaining({ code: 'usage' }));
      expect(() => apiBase(given)).not.toThrowError(/me:x/);
    });
});

const folder = mkdtempSync(join(tmpdir(), 'trustpath-gh-token-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function store(name: string, text: string): string {
  const config = join(folder, name);
  mkdirSync(config, { recursive: true });
  writeFileSync(join(config, 'hosts.yml'), text);
  return config;
}

describe('the token', () => {
  // No gh command is found there.
  const nowhere = { PATH: folder, HOME: folder };

  it('is that of the environment first, by the names and in the order of gh', async () => {
    expect(await findToken('github.com', { ...nowhere, GITHUB_TOKEN: 'b', GH_TOKEN: 'a' })).toEqual({
      token: 'a',
      origin: 'GH_TOKEN',
    });
    expect(
      (await findToken('github.com', { ...nowhere, GITHUB_TOKEN: 'b', GH_ENTERPRISE_TOKEN: 'c' })).token,
    ).toBe('b');
    expect(
      (await findToken('github.example.com', { ...nowhere, GH_TOKEN: 'a', GH_ENTERPRISE_TOKEN: 'c' })).token,
    ).toBe('c');
  });

  it('for github.com is never sent to another server', async () => {
    await expect(
      findToken('github.example.com', { ...nowhere, GH_TOKEN: 'a', GITHUB_TOKEN: 'b' }),
    ).rejects.toMatchObject({
      message: expect.stringContaining('GH_ENTERPRISE_TOKEN'),
    });
  });

  it('is else what gh keeps for that host, in its older and its newer form', async () => {
    const older = store('older', 'github.com:\n  oauth_token: from-file\n  user: someone\n');
    expect(await findToken('github.com', { ...nowhere, GH_CONFIG_DIR: older })).toMatchObject({
      token: 'from-file',
    });
    const newer = store(
      'newer',
      'github.example.com:\n  user: two\n  users:\n    one: {oauth_token: first}\n    two: {oauth_token: second}\n',
    );
    expect((await findToken('github.example.com', { ...nowhere, GH_CONFIG_DIR: newer })).token).toBe(
      'second',
    );
  });

  it('is else asked of the gh command, which knows the key store', async () => {
    const bin = join(folder, 'bin');
    mkdirSync(bin);
    writeFileSync(
      join(bin, 'gh'),
      '#!/bin/sh\n[ "$*" = "auth token --hostname github.com" ] && echo from-key-store\n',
      { mode: 0o755 },
    );
    const found = await findToken('github.com', { PATH: `${bin}:/usr/bin:/bin`, HOME: folder });
    expect(found.token).toBe('from-key-store');
  });

  it('that is nowhere is asked for, with what to do', async () => {
    await expect(findToken('github.com', nowhere)).rejects.toMatchObject({
      code: 'collection-failed',
      message: expect.stringContaining('gh auth login --hostname github.com'),
    });
    const broken = store('broken', ': : :');
    await expect(findToken('github.com', { ...nowhere, GH_CONFIG_DIR: broken })).rejects.toMatchObject({
      code: 'collection-failed',
    });
  });

  it('is never part of what is told of where tokens are', async () => {
    const config = store('told', 'github.com:\n  oauth_token: secret-one\n  user: someone\n');
    const told = await discoverGithub({ GH_CONFIG_DIR: config });
    expect(told).toEqual([{ host: 'github.com', user: 'someone', origin: 'the gh command’s store' }]);
    expect(await discoverGithub({ GH_CONFIG_DIR: config, GITHUB_TOKEN: 'secret-two' })).toEqual([
      { host: 'github.com', user: null, origin: 'GITHUB_TOKEN' },
    ]);
  });
});
