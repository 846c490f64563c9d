import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { Progress } from '../../schema/contract.ts';
import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { canonicalJson, type JsonObject } from '../../schema/json.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { redactObject } from '../kubernetes/redact-object.ts';
import { recordAnswer } from '../record-answer.ts';
import { clusterName } from './kubernetes/cluster-name.ts';
import { createFileCoverage, type FileCoverage } from './kubernetes/file-coverage.ts';
import type { ListHead } from './kubernetes/objects-of.ts';
import { readManifests } from './kubernetes/read-manifests.ts';
import { listFiles } from './list-files.ts';
import { refused } from './refused.ts';

export interface ImportKubernetesOptions {
  /** What the cluster is called; ids of entities begin with `k8s://` and this. */
  readonly cluster: string;
  /** `1.33`, `v1.33.2`: what the cluster runs, where its owner says so. */
  readonly serverVersion?: string | undefined;
  /** Where objects are put that name no namespace and belong to one, as `kubectl apply -n` does. */
  readonly namespace?: string | undefined;
  /** What provenance calls the paths, where they are a copy of what was given. */
  readonly givenAs?: string | undefined;
  /** What a list is of that does not say it, by the name of its file. */
  readonly listHead?: ((file: string) => ListHead | null) | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: Progress) => void) | undefined;
  readonly now?: (() => Date) | undefined;
}

export interface ImportKubernetesResult {
  /** `kubernetes-files:prod` */
  readonly source: string;
  /** Kinds that the files hold nothing of, and files that were not used. */
  readonly gaps: number;
}

/** Objects in one observation: a proof points into it, and whoever reads the proof reads the whole. */
const OBJECTS_A_PAGE = 250;
const CHARACTERS_A_PAGE = 4 * 1024 * 1024;

/**
 * Imports manifests: files and folders of YAML and JSON, as `kubectl get -o json` or `-o yaml` and `helm template` write
 * them, all of one cluster. Defaults that a cluster would add are not added. A file that is named and cannot be used
 * refuses the import; one that stands in a folder becomes coverage. The caller discards what was recorded before a refusal.
 * @throws TrustpathError `usage`, `input-unreadable`, `input-refused` (`FILE: place: reason`), `cancelled`
 */
export async function importKubernetes(
  writer: SnapshotWriter,
  paths: readonly string[],
  options: ImportKubernetesOptions,
): Promise<ImportKubernetesResult> {
  if (paths.length === 0) throw new TrustpathError('usage', 'No file or folder to import was named.');
  const now = options.now ?? (() => new Date());
  const source = `kubernetes-files:${clusterName(options.cluster)}`;
  const serverVersion = declaredVersion(options.serverVersion);
  const namespace = namespaceName(options.namespace);
  if (
    writer
      .reader()
      .sources()
      .some((one) => one.id === source)
  )
    throw new TrustpathError(
      'usage',
      `Manifests of the cluster ${options.cluster} are in the snapshot already; give all paths in one import.`,
    );
  const files = await filesOf([...new Set(paths)], options.signal);
  writer.openSource({
    id: source,
    kind: 'kubernetes-files',
    principal: options.givenAs ?? paths.join(', '),
    account: options.cluster,
    collector: 'kubernetes-files/1',
    startedAt: now().toISOString(),
    clockOffsetMs: null,
  });
  const coverage = createFileCoverage(source);
  const report = (stage: string, detail: string, done: number) =>
    options.onProgress?.({ stage, source, detail, done, total: files.length, gaps: 0 });
  for (const [index, file] of files.entries()) {
    throwIfCancelled(options.signal);
    report('Reading files', file.name, index);
    await recordFile(writer, source, file, coverage, {
      now,
      namespace,
      signal: options.signal,
      listHead: options.listHead,
    });
  }
  if (coverage.objects() === 0)
    throw refused(
      options.givenAs ?? paths.join(', '),
      `none of the ${files.length} files holds an object that is read${coverage.firstReason()}`,
    );
  if (serverVersion !== null) recordVersion(writer, source, serverVersion, now());
  const records = coverage.records(serverVersion !== null);
  writer.batch(() => {
    for (const record of records) writer.recordCoverage(record);
  });
  writer.closeSource(source, now().toISOString(), null);
  const gaps = records.filter((record) => record.status !== 'complete').length;
  options.onProgress?.({
    stage: 'Imported',
    source,
    detail: paths.join(', '),
    done: files.length,
    total: files.length,
    gaps,
  });
  return { source, gaps };
}

function declaredVersion(version: string | undefined): string | null {
  if (version === undefined) return null;
  if (!/^v?1\.\d{1,3}(?:\.\d{1,4})?(?:[-+][0-9A-Za-z.+-]{1,64})?$/.test(version))
    throw new TrustpathError(
      'usage',
      `${JSON.stringify(version)} is no version of Kubernetes, such as 1.33 or v1.33.2.`,
    );
  return version.startsWith('v') ? version : `v${version}`;
}

function namespaceName(name: string | undefined): string | null {
  if (name !== undefined && !/^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/.test(name))
    throw new TrustpathError('usage', `${JSON.stringify(name)} cannot be the name of a namespace.`);
  return name ?? null;
}

interface ManifestFile {
  readonly absolute: string;
  /** As messages and provenance name it: relative to what was imported. */
  readonly name: string;
  /** It was named itself, and did not only stand in a folder. */
  readonly named: boolean;
}

async function filesOf(paths: readonly string[], signal: AbortSignal | undefined): Promise<ManifestFile[]> {
  const files: ManifestFile[] = [];
  for (const path of paths) {
    const absolute = resolve(path);
    const about = await stat(absolute).catch((error: NodeJS.ErrnoException) => {
      const reason = error.code === 'ENOENT' ? 'no such file or folder' : `cannot be read (${error.code})`;
      throw new TrustpathError('input-unreadable', `${path}: ${reason}.`);
    });
    if (!about.isDirectory()) {
      files.push({ absolute, name: paths.length > 1 ? path : basename(path), named: true });
      continue;
    }
    const listing = await listFiles(absolute, signal);
    const found = listing.files.filter((file) => /\.(?:ya?ml|json)(?:\.gz)?$/i.test(file));
    if (found.length === 0) throw refused(path, 'the folder holds no file named .yaml, .yml or .json');
    for (const file of found)
      files.push({
        absolute: join(absolute, file),
        name: paths.length > 1 ? join(path, file) : file,
        named: false,
      });
  }
  return files;
}

/** Records the objects of a file, some hundred to an observation, as soon as they are read. */
async function recordFile(
  writer: SnapshotWriter,
  source: string,
  file: ManifestFile,
  coverage: FileCoverage,
  options: {
    now: () => Date;
    namespace: string | null;
    signal: AbortSignal | undefined;
    listHead: ImportKubernetesOptions['listHead'];
  },
): Promise<void> {
  let page = 0;
  let startedAt = options.now();
  let items: JsonObject[] = [];
  let size = 0;
  let redactions = 0;
  let original = createHash('sha256');
  const flush = () => {
    if (items.length === 0) return;
    recordAnswer(
      writer,
      {
        source,
        operation: 'read manifest',
        region: null,
        endpoint: file.name,
        parameters: { path: file.name },
        page,
        status: 'ok',
        httpStatus: null,
        requestId: null,
        startedAt: startedAt.toISOString(),
        endedAt: options.now().toISOString(),
      },
      { kind: 'List', apiVersion: 'v1', items },
      [],
      { redactions, originalSha256: `sha256:${original.digest('hex')}` },
    );
    page++;
    startedAt = options.now();
    items = [];
    size = redactions = 0;
    original = createHash('sha256');
  };
  try {
    let seen = 0;
    for await (const found of readManifests(
      file.absolute,
      file.name,
      options.signal,
      options.listHead?.(file.name) ?? null,
    )) {
      seen++;
      if (found.is !== 'object') {
        if (file.named && found.is === 'malformed')
          throw refused(file.name, `${found.place}: ${found.reason}`);
        coverage.unused(file.name, `${found.place}: ${found.reason}`, found.is === 'malformed');
        continue;
      }
      const resource = coverage.count(found.object);
      if (resource === null) continue;
      original.update(canonicalJson(found.object));
      const redacted = redactObject(
        resource.namespaced ? placed(found.object, options.namespace) : found.object,
        resource.kind,
      );
      items.push(redacted.value);
      redactions += redacted.redactions;
      size += found.size;
      if (items.length >= OBJECTS_A_PAGE || size > CHARACTERS_A_PAGE) flush();
    }
    flush();
    if (seen === 0) coverage.unused(file.name, 'holds no object', false);
  } catch (error) {
    if (file.named || !(error instanceof TrustpathError) || error.code !== 'input-refused') throw error;
    // What was read before the fault stays, and the rest of the file is missing.
    flush();
    coverage.unused(
      file.name,
      error.message.slice(file.name.length + 2).replace(/\.$/, ''),
      error.details.foreign !== true,
    );
  }
}

/** The object in the namespace, unless it names one itself. */
function placed(object: JsonObject, namespace: string | null): JsonObject {
  const metadata = object.metadata as JsonObject;
  return namespace === null || (metadata.namespace ?? '') !== ''
    ? object
    : { ...object, metadata: { ...metadata, namespace } };
}

function recordVersion(writer: SnapshotWriter, source: string, gitVersion: string, at: Date): void {
  recordAnswer(
    writer,
    {
      source,
      operation: 'declared version',
      region: null,
      endpoint: '--server-version',
      parameters: {},
      page: 0,
      status: 'ok',
      httpStatus: null,
      requestId: null,
      startedAt: at.toISOString(),
      endedAt: at.toISOString(),
    },
    { gitVersion, declared: true },
  );
}
