import type { Answer } from '../../evidence/answer.ts';
import type { ParsedInput, TrustPath } from '../../schema/contract.ts';
import { controlledThrough, withoutControlPaths } from '../../schema/control-paths.ts';
import { TrustpathError } from '../../schema/errors.ts';

type Choice = NonNullable<ParsedInput<'evidence.preview'>['choose']>;

/**
 * The answer with the paths and findings that a person chose. Paths are numbered as reports list them; what an
 * administrator controls goes with the path to the account. What is left out is counted, never silently gone.
 */
export function chosenParts(answer: Answer, choose: Choice | undefined): Answer {
  if (!choose) return answer;
  const told = withoutControlPaths(answer.paths).paths;
  let { paths, findings } = answer;
  const notChosen = { paths: 0, findings: 0 };
  if (choose.paths) {
    const beyond = choose.paths.find((number) => number >= told.length);
    if (beyond !== undefined)
      throw new TrustpathError(
        'usage',
        `There is no path ${beyond + 1}: the answer has ${told.length === 1 ? '1 path' : `${told.length} paths`}.`,
      );
    const kept = new Set(choose.paths.map((number) => told[number] as TrustPath));
    const ends = new Set([...kept].map((path) => path.to));
    paths = paths.filter(
      (path) => kept.has(path) || (!told.includes(path) && ends.has(controlledThrough(path) ?? '')),
    );
    notChosen.paths = told.length - kept.size;
  }
  if (choose.findings) {
    const wanted = new Set(choose.findings);
    const kept = findings.filter(({ id }) => wanted.has(id));
    const lost = choose.findings.find((id) => !kept.some((finding) => finding.id === id));
    if (lost !== undefined)
      throw new TrustpathError('usage', `The answer has no finding ${JSON.stringify(lost)}.`);
    notChosen.findings = findings.length - kept.length;
    findings = kept;
  }
  return { ...answer, paths, findings, notChosen };
}
