import { FINDING_RULES } from '../../analysis/findings/registry.ts';
import { findingContext } from '../../evidence/findings/finding-context.ts';
import { FINDING_FILES } from '../../evidence/findings/write-findings.ts';
import type { Finding, Output, ParsedInput } from '../../schema/contract.ts';
import { findingsIn, knownFindings } from '../kept-findings.ts';
import { doing, type RequestContext } from '../request-context.ts';
import { VERSION } from '../version.ts';
import { writeWhole } from '../write-whole.ts';
import { exceptionTold } from './with-exceptions.ts';

export async function findingsRequest(
  input: ParsedInput<'findings'>,
  { sessions, signal, onProgress }: RequestContext,
): Promise<Output<'findings'>> {
  const session = sessions.get(input.handle);
  const all = await knownFindings(session, signal, doing('findings', onProgress));
  const { ofFinding } = session.exceptedAt(new Date().toISOString());
  const found = all.map((finding) => ({ finding, standing: ofFinding(finding) }));
  const over = found.filter(({ standing }) => standing?.live === false);
  const others = found.filter(({ standing }) => standing?.live !== false);
  return {
    findings: [...over, ...others].map(({ finding, standing }) => ({
      ...finding,
      techniques: [...finding.techniques],
      proof: finding.proof.map((step) => ({ ...step })),
      conditions: [...finding.conditions],
      attributes: finding.attributes as Finding['attributes'],
      ...(standing && { exception: exceptionTold(standing) }),
    })),
  };
}

export function listFindingRules(): Output<'findings.rules'> {
  return {
    rules: FINDING_RULES.map(
      ({ id, title, severity, confidence, techniques, why, remediation, references }) => ({
        id,
        title,
        severity,
        confidence,
        techniques: [...techniques],
        why,
        remediation,
        references: [...references],
      }),
    ),
  };
}

export async function exportFindings(
  input: ParsedInput<'findings.export'>,
  context: RequestContext,
): Promise<Output<'findings.export'>> {
  const session = context.sessions.get(input.handle);
  const found = await findingsIn(session, context.signal);
  const { all, ofFinding } = session.exceptedAt(new Date().toISOString());
  const text = FINDING_FILES[input.format].write({
    ...findingContext(session.reader, found, FINDING_RULES, VERSION),
    ...(all.length > 0 && {
      exceptionOf: (finding) => {
        const standing = ofFinding(finding);
        return standing?.live ? standing : null;
      },
    }),
  });
  if (input.out === undefined) return { text, path: null, count: found.length };
  return { text: null, path: writeWhole(input.out, text), count: found.length };
}
