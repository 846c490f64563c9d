import { rmSync } from 'node:fs';
import { collectAwsAccounts } from '../../collectors/aws/collect-accounts.ts';
import { discoverAwsProfiles } from '../../collectors/aws/discover.ts';
import { importAws } from '../../collectors/import/aws.ts';
import { importGithub } from '../../collectors/import/github.ts';
import { importKubernetes } from '../../collectors/import/kubernetes.ts';
import { LEAKED_KEY_ID } from '../../sample/estate/keys.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { SnapshotWriter } from '../../schema/snapshot/types.ts';
import { intoSnapshot, type Result } from '../into-snapshot.ts';
import { openForReading } from '../open-for-reading.ts';
import type { RequestContext } from '../request-context.ts';

export function collectAwsRequest(
  input: ParsedInput<'collect.aws'>,
  context: RequestContext,
): Promise<Result> {
  const { out, add, resume, ...options } = input;
  return intoSnapshot(
    { out, add, resume },
    context,
    (writer) =>
      collectAwsAccounts(writer, {
        ...withoutUndefined(options),
        signal: context.signal,
        onProgress: context.onProgress,
      }),
    discardIfEmpty,
  );
}

export function collectKubernetesRequest(
  input: ParsedInput<'collect.kubernetes'>,
  context: RequestContext,
): Promise<Result> {
  const { out, add, resume, ...options } = input;
  return intoSnapshot(
    { out, add, resume },
    context,
    async (writer) =>
      (await import('../../collectors/kubernetes/collect.ts')).collectKubernetes(writer, {
        ...withoutUndefined(options),
        resume,
        signal: context.signal,
        onProgress: context.onProgress,
      }),
    discardIfEmpty,
  );
}

/** Answers of an earlier snapshot are read from it as long as the collection runs. */
export async function collectGithubRequest(
  input: ParsedInput<'collect.github'>,
  context: RequestContext,
): Promise<Result> {
  const { out, add, resume, previous, ...options } = input;
  const { collectGithub } = await import('../../collectors/github/collect.ts');
  const { previousAnswers } = await import('../../collectors/github/previous.ts');
  const earlier = previous === undefined ? null : await openForReading(previous, context);
  try {
    return await intoSnapshot(
      { out, add, resume },
      context,
      (writer) =>
        collectGithub(writer, {
          ...withoutUndefined(options),
          previous: (source) => (earlier === null ? null : previousAnswers(earlier.reader, source)),
          signal: context.signal,
          onProgress: context.onProgress,
        }),
      discardIfEmpty,
    );
  } finally {
    earlier?.reader.close();
    if (earlier?.privateCopy) rmSync(earlier.privateCopy, { force: true });
  }
}

/** Nothing was asked of anybody yet, so there is nothing to resume. */
function discardIfEmpty(writer: SnapshotWriter): void {
  if (writer.reader().sources().length === 0) writer.discard();
}

/** An import is quick and can be repeated: a refused one leaves nothing behind. */
export function importAwsRequest(input: ParsedInput<'import.aws'>, context: RequestContext): Promise<Result> {
  return intoSnapshot(
    input,
    context,
    (writer) => importAws(writer, input.paths, { signal: context.signal, onProgress: context.onProgress }),
    (writer) => writer.discard(),
  );
}

export function importKubernetesRequest(
  input: ParsedInput<'import.kubernetes'>,
  context: RequestContext,
): Promise<Result> {
  const { paths, cluster, serverVersion, namespace } = input;
  return intoSnapshot(
    input,
    context,
    (writer) =>
      importKubernetes(writer, paths, {
        cluster,
        serverVersion,
        namespace,
        signal: context.signal,
        onProgress: context.onProgress,
      }),
    (writer) => writer.discard(),
  );
}

export function importGithubRequest(
  input: ParsedInput<'import.github'>,
  context: RequestContext,
): Promise<Result> {
  const { paths, repositories } = input;
  const options = { repositories, signal: context.signal, onProgress: context.onProgress };
  return intoSnapshot(
    input,
    context,
    (writer) => importGithub(writer, paths, options),
    (writer) => writer.discard(),
  );
}

export async function discover(): Promise<Output<'collect.discover'>> {
  const { discoverContexts } = await import('../../collectors/kubernetes/discover.ts');
  const { discoverGithub } = await import('../../collectors/github/discover.ts');
  return {
    aws: (await discoverAwsProfiles()).map((profile) => ({ ...profile })),
    kubernetes: (await discoverContexts()).map((context) => ({ ...context })),
    github: (await discoverGithub()).map((host) => ({ ...host })),
  };
}

export async function sampleCreate(
  input: ParsedInput<'sample.create'>,
  context: RequestContext,
): Promise<Output<'sample.create'>> {
  const { SAMPLE_SOURCES } = await import('../sample/registry.ts');
  const { info } = await intoSnapshot({ out: input.out }, context, async (writer) => {
    let gaps = 0;
    for (const source of SAMPLE_SOURCES) gaps += (await source.collect(writer, context)).gaps;
    return { gaps };
  });
  return { info, leakedKeyId: LEAKED_KEY_ID };
}

type Defined<T> = { [K in keyof T]?: Exclude<T[K], undefined> };
function withoutUndefined<T extends object>(value: T): Defined<T> {
  return Object.fromEntries(Object.entries(value).filter(([, member]) => member !== undefined)) as Defined<T>;
}
