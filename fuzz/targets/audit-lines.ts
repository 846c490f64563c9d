import { mutateLines } from '../mutate/lines.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

export const auditLines: Target = {
  name: 'audit-lines',
  title: 'audit logs of an API server, an event a line',
  file: 'audit-lines.jsonl',
  seeds: async () => [await seedFile('audit-lines.jsonl')],
  mutate: mutateLines,
  run: async (path, { engine, out }) => {
    await engine.request('import.kubernetes-audit', { out, paths: [path], cluster: 'prod' });
  },
};
