import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { excepted } from '../../analysis/exceptions/excepted.ts';
import { propose } from '../../analysis/proposals/propose.ts';
import { createCase, openCase, readCaseLog } from '../../schema/case/case-file.ts';
import { declinedKey } from '../../schema/case/declined-key.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { EntityRow } from '../../schema/snapshot/types.ts';
import { fileOfSnapshot, sameDigest } from '../file-of-snapshot.ts';
import { openForReading } from '../open-for-reading.ts';
import type { RequestContext } from '../request-context.ts';
import { VERSION } from '../version.ts';

type State = Output<'case.open'>;

export function createCaseRequest(input: ParsedInput<'case.create'>, context: RequestContext): State {
  const { path, title } = input;
  const created = createCase(path, { title, at: new Date().toISOString(), by: VERSION });
  return stateOf(context.cases.add(created), context);
}

export function openCaseRequest({ path }: ParsedInput<'case.open'>, context: RequestContext): State {
  return stateOf(context.cases.add(openCase(path)), context);
}

export function closeCaseRequest(
  input: ParsedInput<'case.close'>,
  { cases }: RequestContext,
): Record<string, never> {
  cases.close(input.case);
  return {};
}

export function applyToCase(input: ParsedInput<'case.apply'>, context: RequestContext): State {
  context.cases.get(input.case).apply(input.action, new Date().toISOString());
  context.cases.spread(input.case);
  return stateOf(input.case, context);
}

export function undoInCase(input: ParsedInput<'case.undo'>, context: RequestContext): State {
  context.cases.get(input.case).undo(new Date().toISOString());
  context.cases.spread(input.case);
  return stateOf(input.case, context);
}

export function redoInCase(input: ParsedInput<'case.redo'>, context: RequestContext): State {
  context.cases.get(input.case).redo(new Date().toISOString());
  context.cases.spread(input.case);
  return stateOf(input.case, context);
}

export function readLogOfCase(input: ParsedInput<'case.log'>, { cases }: RequestContext): Output<'case.log'> {
  const { total, entries } = readCaseLog(cases.get(input.case).path, { limit: input.limit });
  return { total, entries: entries.map(({ previous: _, ...entry }) => entry) };
}

export function proposeForCase(
  input: ParsedInput<'case.propose'>,
  { cases, sessions, signal }: RequestContext,
): Output<'case.propose'> {
  const { marks, declined } = cases.get(input.case).state;
  const session = sessions.get(input.handle);
  session.requireSealed();
  const tierOf = (entity: EntityRow) => session.tierOf(entity);
  const { total, proposals } = propose(session.reader, { marks, tierOf, signal });
  const open = proposals.filter(
    ({ entity, mark, value }) => !declined.has(declinedKey({ entity: entity.id, mark, value })),
  );
  return {
    total: total - (proposals.length - open.length),
    proposals: open.map(({ entity, mark, value, reasons }) => ({
      entity: { ...entity, tier: session.tierOf(entity) },
      mark,
      value,
      reasons: reasons.map((each) => ({ ...each })),
    })) as Output<'case.propose'>['proposals'],
  };
}

/** Notes where a snapshot of the case is now, if it is the same one. */
export async function locateSnapshot(
  input: ParsedInput<'case.locate'>,
  context: RequestContext,
): Promise<State> {
  const opened = context.cases.get(input.case);
  const known = opened.state.snapshots.find(({ digest }) => digest === input.digest);
  if (!known) throw new TrustpathError('usage', `The case has no snapshot ${input.digest}.`);
  const { reader, privateCopy } = await openForReading(input.path, context);
  try {
    const { file, reason } = sameDigest(input.path, reader.info().digest, input.digest);
    if (file !== 'there') throw new TrustpathError('input-refused', reason);
  } finally {
    reader.close();
    if (privateCopy) rmSync(privateCopy, { recursive: true, force: true });
  }
  opened.apply({ ...known, do: 'attach-snapshot', path: input.path }, new Date().toISOString());
  return stateOf(input.case, context);
}

/** Notes the snapshot in the case, once, and lets what is marked count in its answers. */
export function bindCase(input: ParsedInput<'case.bind'>, context: RequestContext): State {
  const session = context.sessions.get(input.handle);
  const opened = context.cases.get(input.case);
  const { digest, path } = session.reader.info();
  if (
    input.note !== false &&
    digest !== null &&
    opened.state.snapshots.find((each) => each.digest === digest)?.path !== path
  )
    opened.apply(
      { do: 'attach-snapshot', digest, path, title: path.split(/[\\/]/).at(-1)?.slice(0, 256) ?? '' },
      new Date().toISOString(),
    );
  context.cases.bind(input.case, session);
  return stateOf(input.case, context);
}

/** A case that was handed over names its snapshot without a folder: it lies beside. */
function besideCase(casePath: string, path: string): string {
  return basename(path) === path ? join(dirname(casePath), path) : path;
}

function stateOf(handle: string, { cases }: RequestContext): State {
  const { path, state, head } = cases.get(handle);
  return {
    case: handle,
    path,
    title: state.title,
    createdAt: state.createdAt,
    head: { ...head },
    snapshots: state.snapshots.map((each) => {
      const place = besideCase(path, each.path);
      return { ...each, path: place, ...fileOfSnapshot(place, each.digest) };
    }),
    marks: [...state.marks].map(([entity, marks]) => ({ entity, marks: { ...marks } })),
    scenarios: [...state.scenarios].map(([id, { title, scenario }]) => ({
      id,
      title,
      scenario,
    })),
    declined: [...state.declined.values()].map((each) => ({ ...each })),
    questions: [...state.questions].map(([id, question]) => ({ id, ...question })),
    notes: state.notes.map((each) => ({ ...each })),
    pins: [...state.pins].flatMap(([question, pins]) =>
      [...pins].map(([entity, [x, y]]) => ({ question, entity, at: [x, y] as [number, number] })),
    ),
    exceptions: excepted(state.exceptions, new Date().toISOString()).all.map((each) => ({ ...each })),
    runs: [...state.runs].map(([id, run]) => ({ id, run })),
    drills: [...state.drills].map(([id, drill]) => ({ id, drill })),
    canUndo: state.undo.length > 0,
    canRedo: state.redo.length > 0,
  };
}
