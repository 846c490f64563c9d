import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ClaimImport } from '../../../schema/import-kinds.ts';
import { isJsonObject, type Json } from '../../../schema/json.ts';
import type { SnapshotWriter } from '../../../schema/snapshot/types.ts';
import { KUBERNETES_RESOURCES } from '../../kubernetes/registry.ts';
import type { ImportClaimsOptions, ImportClaimsResult } from '../claims.ts';
import type { ListHead } from '../kubernetes/objects-of.ts';
import { importKubernetes } from '../kubernetes.ts';
import { unpackTar } from '../tar.ts';

/** Programs that write down the objects of a cluster besides their graph: as a folder, or a gzipped tar of one. */
const DUMPING: ReadonlySet<ClaimImport> = new Set(['kubehound', 'icekube']);

export async function isDump(kind: ClaimImport, path: string): Promise<boolean> {
  if (!DUMPING.has(kind)) return false;
  if (/\.(?:tar\.gz|tgz)$/i.test(path)) return true;
  return stat(path).then(
    (about) => about.isDirectory(),
    () => false,
  );
}

/**
 * Imports the objects of a dump like those of any cluster, so that the rules here derive relations from them. KubeHound's
 * lists do not say what they list; the names of its files do (`pods.json`, `roles.rbac.authorization.k8s.io.json`).
 */
export async function importDump(
  writer: SnapshotWriter,
  path: string,
  cluster: string,
  options: ImportClaimsOptions,
): Promise<ImportClaimsResult> {
  const about = await stat(path);
  const unpacked = about.isDirectory() ? null : await mkdtemp(join(tmpdir(), 'trustpath-dump-'));
  try {
    if (unpacked !== null) await unpackTar(path, unpacked, options.signal);
    const folder = unpacked ?? path;
    const { source, gaps } = await importKubernetes(writer, [folder], {
      cluster,
      givenAs: path,
      serverVersion: await versionIn(folder),
      listHead,
      signal: options.signal,
      onProgress: options.onProgress,
      now: options.now,
    });
    return { sources: [source], gaps };
  } finally {
    if (unpacked !== null) await rm(unpacked, { recursive: true, force: true });
  }
}

const BY_FILE: ReadonlyMap<string, ListHead> = new Map(
  KUBERNETES_RESOURCES.map(({ group, version, resource, kind }) => [
    group === '' ? resource : `${resource}.${group}`,
    { kind, apiVersion: group === '' ? version : `${group}/${version}` },
  ]),
);

/** What a list in a file of that name is of, where it does not say it itself. */
function listHead(file: string): ListHead | null {
  const name = file.slice(file.lastIndexOf('/') + 1).replace(/\.json(?:\.gz)?$/i, '');
  return BY_FILE.get(name) ?? null;
}

/** IceKube's `download` writes the version of the server beside the objects. */
async function versionIn(folder: string): Promise<string | undefined> {
  try {
    const text = await readFile(join(folder, '_metadata.json'), 'utf8');
    const value = JSON.parse(text.slice(0, 4_000_000)) as Json;
    const version = isJsonObject(value) ? value.kube_version : undefined;
    return typeof version === 'string' && /^v?1\.\d{1,3}(?:\.\d{1,4})?$/.test(version) ? version : undefined;
  } catch {
    return undefined;
  }
}
