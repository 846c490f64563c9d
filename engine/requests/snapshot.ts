import type { CoverageCall, CoverageReport, Output, ParsedInput } from '../../schema/contract.ts';
import type { Coverage } from '../../schema/records.ts';
import { clockWarnings } from '../clock-warnings.ts';
import { openForReading, verifyOpened } from '../open-for-reading.ts';
import type { RequestContext } from '../request-context.ts';
import { Session } from '../sessions.ts';

type Plain<T> = T extends readonly (infer E)[]
  ? Plain<E>[]
  : T extends object
    ? { -readonly [K in keyof T]: Plain<T[K]> }
    : T;

/** Records are read-only inside the engine; a message may be changed by whoever receives it. */
function plain<T>(value: T): Plain<T> {
  return value as Plain<T>;
}

export async function openSnapshotRequest(
  input: ParsedInput<'snapshot.open'>,
  context: RequestContext,
): Promise<Output<'snapshot.open'>> {
  const opened = await openForReading(input.path, context);
  const session = new Session(opened.reader, { trusted: opened.trusted, privateCopy: opened.privateCopy });
  const info = { ...opened.reader.info(), path: input.path };
  const warnings = [...opened.warnings, ...clockWarnings(opened.reader, input.path)];
  return { handle: context.sessions.add(session), info: plain(info), warnings };
}

export async function verifySnapshotRequest(
  input: ParsedInput<'snapshot.verify'>,
  context: RequestContext,
): Promise<Output<'snapshot.verify'>> {
  return { digest: await verifyOpened(context.sessions.get(input.handle), context) };
}

export function closeSnapshot(
  input: ParsedInput<'snapshot.close'>,
  context: RequestContext,
): Record<string, never> {
  context.sessions.close(input.handle);
  return {};
}

export function snapshotInfo(
  input: ParsedInput<'snapshot.info'>,
  context: RequestContext,
): Output<'snapshot.info'> {
  return plain(context.sessions.get(input.handle).reader.info());
}

export function coverageReport(
  input: ParsedInput<'snapshot.coverage'>,
  context: RequestContext,
): CoverageReport {
  const { reader } = context.sessions.get(input.handle);
  const bySource = new Map<string, Coverage[]>();
  for (const record of reader.coverage()) {
    const list = bySource.get(record.source);
    if (list) list.push(record);
    else bySource.set(record.source, [record]);
  }
  return {
    sources: reader.sources().map((source) => ({
      id: source.id,
      kind: source.kind,
      calls: (bySource.get(source.id) ?? [])
        .map(({ source: _source, ...call }) => plain(call))
        .sort(byOperation),
    })),
  };
}

/** Calls are recorded as they end, which differs from run to run. */
function byOperation(a: CoverageCall, b: CoverageCall): number {
  const name = (call: CoverageCall) => `${call.operation}\0${call.region ?? ''}`;
  return name(a) < name(b) ? -1 : 1;
}
