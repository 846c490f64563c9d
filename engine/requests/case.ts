import { createCase, openCase } from '../../schema/case/case-file.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
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

/** Notes the snapshot in the case, once, and lets what is marked count in its answers. */
export function bindCase(input: ParsedInput<'case.bind'>, context: RequestContext): State {
  const session = context.sessions.get(input.handle);
  const opened = context.cases.get(input.case);
  const { digest, path } = session.reader.info();
  if (digest !== null && !opened.state.snapshots.some((each) => each.digest === digest))
    opened.apply(
      { do: 'attach-snapshot', digest, path, title: path.split(/[\\/]/).at(-1)?.slice(0, 256) ?? '' },
      new Date().toISOString(),
    );
  context.cases.bind(input.case, session);
  return stateOf(input.case, context);
}

function stateOf(handle: string, { cases }: RequestContext): State {
  const { path, state, head } = cases.get(handle);
  return {
    case: handle,
    path,
    title: state.title,
    createdAt: state.createdAt,
    head: { ...head },
    snapshots: state.snapshots.map((each) => ({ ...each })),
    marks: [...state.marks].map(([entity, marks]) => ({ entity, marks: { ...marks } })),
    scenarios: [...state.scenarios].map(([id, { title, scenario }]) => ({
      id,
      title,
      changes: scenario.changes.length,
    })),
    questions: [...state.questions].map(([id, question]) => ({ id, ...question })),
    notes: state.notes.map((each) => ({ ...each })),
  };
}
