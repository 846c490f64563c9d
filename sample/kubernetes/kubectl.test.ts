import { execFile, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OBJECTS } from './estate/registry.ts';
import { type SampleCluster, startSampleCluster } from './server.ts';

const present = spawnSync('kubectl', ['version', '--client']).status === 0;
if (!present) console.log('skipped: there is no kubectl on this machine to judge the sample cluster by');

describe.skipIf(!present)(
  'kubectl, against the sample cluster',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'trustpath-kubectl-'));
    let cluster: SampleCluster;
    beforeAll(async () => {
      cluster = await startSampleCluster();
      writeFileSync(join(folder, 'config'), cluster.kubeconfig);
      writeFileSync(join(folder, 'by-certificate'), cluster.kubeconfigByCertificate);
    });
    afterAll(async () => {
      await cluster.close();
      rmSync(folder, { recursive: true });
    });

    async function kubectl(...words: string[]): Promise<{ status: number; stdout: string; stderr: string }> {
      const env = { ...process.env, KUBECONFIG: join(folder, 'config'), HOME: folder };
      try {
        return { status: 0, ...(await promisify(execFile)('kubectl', words, { env })) };
      } catch (error) {
        const { code, stdout, stderr } = error as { code: number; stdout: string; stderr: string };
        return { status: code, stdout, stderr };
      }
    }

    it('finds out what there is, and who it is taken for', async () => {
      const resources = await kubectl('api-resources', '--no-headers', '-o', 'name');
      expect(resources.stdout.split('\n')).toContain('rolebindings.rbac.authorization.k8s.io');
      expect((await kubectl('auth', 'whoami')).stdout).toContain('auditor@example.com');
      const byCertificate = ['--kubeconfig', join(folder, 'by-certificate'), 'auth', 'whoami'];
      expect((await kubectl(...byCertificate)).stdout).toContain('auditor@example.com');
      expect((await kubectl('version')).stdout).toContain('Server Version: v1.33');
    });

    it('lists in pages and prints the columns of the server', async () => {
      const pods = await kubectl('get', 'pods', '-A', '-o', 'name', '--chunk-size=3');
      expect(pods.stdout.trim().split('\n').sort()).toEqual(
        OBJECTS.filter(({ kind }) => kind === 'Pod')
          .map(({ metadata }) => `pod/${metadata.name}`)
          .sort(),
      );
      expect(
        cluster.requests().filter((request) => /\/pods\?.*continue=/.test(request)).length,
      ).toBeGreaterThan(1);
      expect((await kubectl('get', 'secrets', '-n', 'ci')).stdout).toMatch(
        /deployer-token +kubernetes\.io\/service-account-token +3 /,
      );
    });

    it('is told what it may not do, and that nothing can be changed', async () => {
      const refused = await kubectl('get', 'secret', 'provider-credentials', '-n', 'payments');
      expect(refused.status).toBe(1);
      expect(refused.stderr).toContain('Error from server (Forbidden)');
      expect((await kubectl('auth', 'can-i', '--list')).stdout).toMatch(
        /clusterrolebindings\.rbac\S* .*\[list\]/,
      );
      expect((await kubectl('create', 'namespace', 'x')).stderr).toContain('takes no changes');
    });
  },
  60_000,
);
