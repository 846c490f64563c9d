import { arch, platform, release } from 'node:os';
import type { Answer, Comparison } from '../../evidence/answer.ts';
import type { BundleInput } from '../../evidence/build-bundle.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import type { RequestContext } from '../request-context.ts';
import { diffRequest } from '../requests/diff.ts';
import { planRequest } from '../requests/plan.ts';
import { whatIfRequest } from '../requests/whatif.ts';
import { VERSION } from '../version.ts';
import { answerFor } from './answer-for.ts';
import { caseOfAnswer, marksOn } from './case-of-answer.ts';
import { chosenParts } from './chosen-parts.ts';

/** Asks everything again that goes into a bundle. `whole` is the answer before a person chose among it. */
export async function bundleInput(
  input: ParsedInput<'evidence.preview'>,
  context: RequestContext,
): Promise<{ readonly whole: Answer; readonly input: BundleInput }> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const opened = input.case === undefined ? null : context.cases.get(input.case);
  if (opened) session.setCase(opened.state);
  const report = (detail: string) =>
    context.onProgress({ stage: 'evidence', source: null, detail, done: 0, total: null, gaps: 0 });
  report('Asking the question again');
  const whole = await answerFor(input, session, context);
  let answer = chosenParts(whole, input.choose);
  if (input.scenario) {
    report('Trying the what-if');
    const { handle, scenario } = input;
    const outcome = whatIfRequest({ handle, scenario }, context);
    const plan = input.withPlan ? planRequest({ handle, changes: scenario.changes }, context).steps : null;
    answer = { ...answer, whatif: { scenario, outcome }, plan };
  }
  if (input.earlier !== undefined) {
    report('Comparing with the earlier snapshot');
    answer = {
      ...answer,
      comparison: comparisonOf(diffRequest({ before: input.earlier, after: input.handle }, context)),
    };
  }
  if (opened) answer = { ...answer, marks: marksOn(answer, opened) };
  report('Deriving the answer again from the documents of the bundle');
  return {
    whole,
    input: {
      reader: session.reader,
      answer,
      method: {
        tool: VERSION,
        build: `node ${process.versions.node}`,
        os: `${platform()} ${release()} ${arch()}`,
        operator: input.operator ?? null,
        case: opened && caseOfAnswer(opened),
      },
      earlier: input.earlier === undefined ? null : context.sessions.get(input.earlier).reader,
      snapshotBytes: input.withSnapshot ? session.file.bytes() : null,
      signal: context.signal,
    },
  };
}

/** Places on this machine's disk are nobody's business: snapshots are named by their digests. */
function comparisonOf({ before, after, ...rest }: Output<'diff'>): Comparison {
  return { ...rest, before: before.digest, after: after.digest };
}
