import { mutateJson } from '../mutate/json.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const auditList: Target = {
  name: 'audit-list',
  title: 'lists of audit events, and what CloudWatch Logs answers, with altered elements and values',
  file: 'audit.json',
  seeds: () => Promise.all(['audit-list.json', 'audit-cloudwatch.json'].map(seedFile)),
  mutate: mutateJson,
  run: async (path, { engine, out }) => {
    await engine.request('import.kubernetes-audit', { out, paths: [path], cluster: 'prod' });
  },
};
