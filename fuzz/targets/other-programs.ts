import type { ClaimImport } from '../../schema/import-kinds.ts';
import { mutateJson } from '../mutate/json.ts';
import type { Target } from '../target.ts';
import { seedFile } from './seed-files.ts';

/** Files of other programs: their forms differ, and who reads them is the same. */
export const OTHER_PROGRAMS: readonly Target[] = [
  from('opengraph', 'OpenGraph files of any program', ['vault.opengraph.json']),
  from('bloodhound', 'answers of BloodHound', ['bloodhound.json']),
  from('kubehound', 'graphs of KubeHound', ['kubehound.json']),
  from('icekube', 'graphs of IceKube', ['icekube.json']),
  from('rbac-police', 'collections and evaluations of rbac-police', [
    'rbac-police.json',
    'rbac-police-evaluation.json',
  ]),
  from('secrets', 'findings of secret scanners', ['gitleaks.json', 'trufflehog.json', 'secrets.sarif.json']),
];

function from(kind: ClaimImport, title: string, seeds: readonly string[]): Target {
  return {
    name: `claims-${kind}`,
    title: `${title}, with altered elements and values`,
    file: `${kind}.json`,
    seeds: () => Promise.all(seeds.map(seedFile)),
    mutate: mutateJson,
    run: async (path, { engine, out }) => {
      await engine.request('import.claims', { kind, out, paths: [path], cluster: 'prod' });
    },
  };
}
