import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { discoverContexts } from './discover.ts';
import { openContexts } from './kubeconfig.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'trustpath-kubeconfig-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const TOKEN = 'planted-token-of-nobody';
function write(name: string, contexts: Readonly<Record<string, string>>, current: string | null): string {
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    ...(current === null ? {} : { 'current-context': current }),
    clusters: Object.values(contexts).map((cluster) => ({
      name: cluster,
      cluster: { server: 'https://cluster.example.com:6443/' },
    })),
    users: [{ name: `${name}-user`, user: { token: TOKEN } }],
    contexts: Object.entries(contexts).map(([context, cluster]) => ({
      name: context,
      context: { cluster, user: `${name}-user` },
    })),
  };
  const file = join(folder, name);
  writeFileSync(file, JSON.stringify(config));
  return file;
}
const EKS = 'arn:aws:eks:eu-central-1:111122223333:cluster/prod';

describe('contexts', () => {
  it('are found in all files that KUBECONFIG names, with what their clusters would be called, and no secret', async () => {
    const files = [
      write('one', { main: EKS }, 'main'),
      join(folder, 'absent'),
      write('two', { test: 'kind/test' }, 'test'),
    ];
    const found = await discoverContexts({ KUBECONFIG: files.join(delimiter) });
    expect(found).toEqual([
      { context: 'main', cluster: 'prod', server: 'https://cluster.example.com:6443', current: true },
      { context: 'test', cluster: 'kind-test', server: 'https://cluster.example.com:6443', current: false },
    ]);
    expect(JSON.stringify(found)).not.toContain(TOKEN);
    expect(await discoverContexts({ HOME: folder })).toEqual([]);
  });

  it('are refused with what is wrong: none, a broken file without a word of it, two clusters of one name', () => {
    const file = write('one', { a: EKS, b: EKS.replace('eu-central-1', 'eu-west-1') }, null);
    expect(() => openContexts({ kubeconfig: file })).toThrow('has no current context; name one of: a, b.');
    expect(() => openContexts({ kubeconfig: file, contexts: ['a', 'b'] })).toThrow(
      'Two of the contexts are of a cluster called prod',
    );
    expect(openContexts({ kubeconfig: file, contexts: ['a'], cluster: 'live' })[0]?.cluster).toBe('live');
    expect(() => openContexts({ kubeconfig: file, contexts: ['a'], cluster: 'a/b' })).toThrow(
      'cannot be the name',
    );
    const broken = join(folder, 'broken');
    writeFileSync(broken, `users: [{token: "${TOKEN}`);
    expect(() => openContexts({ kubeconfig: broken })).toThrow(
      /^(?!.*planted).*broken: is no kubeconfig\.$/s,
    );
    expect(() => openContexts({ kubeconfig: join(folder, 'none') })).toThrow('none: no such file.');
    expect(() => openContexts({ env: { HOME: folder } })).toThrow('There is no kubeconfig');
  });
});
