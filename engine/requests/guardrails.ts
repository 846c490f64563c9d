import type { Finding } from '../../analysis/findings/finding-rule.ts';
import { CONTROLS } from '../../analysis/guardrails/controls.ts';
import type { Guardrail } from '../../analysis/guardrails/guardrail.ts';
import { makeGuardrails } from '../../analysis/guardrails/make-guardrails.ts';
import { GUARDRAIL_TEMPLATES } from '../../analysis/guardrails/registry.ts';
import { atOnce } from '../../analysis/steps.ts';
import type { Output, ParsedInput } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import type { Json } from '../../schema/json.ts';
import { hopOf } from '../hops.ts';
import { findingsIn } from '../kept-findings.ts';
import { inventoryCounted, saidNow } from '../kept-inventory.ts';
import type { RequestContext } from '../request-context.ts';
import type { Session } from '../sessions.ts';
import { writeGuardrails } from '../write-guardrails.ts';

type Record = Output<'guardrails'>['guardrails'][number];

export function guardrailTemplates(): Output<'guardrails.templates'> {
  return {
    templates: GUARDRAIL_TEMPLATES.map(({ id, title, why, controls }) => ({
      id,
      title,
      why,
      controls: controls.map((name) => ({ ...CONTROLS[name] })),
    })),
  };
}

/** Makes guardrails from the snapshot, tries each, and writes those that do not fail. Nothing is applied anywhere. */
export async function guardrailsRequest(
  input: ParsedInput<'guardrails'>,
  { sessions, signal, onProgress }: RequestContext,
): Promise<Output<'guardrails'>> {
  const session = sessions.get(input.handle);
  const findings = await findingsIn(session, signal);
  const before = session.derivation(signal);
  const { guardrails, notes } = makeGuardrails(
    {
      before,
      scene: before.scene,
      findings,
      concerns: concernOf(input.about, findings),
      tierOf: tiersOf(session),
    },
    {
      signal,
      onProgress: (detail, done, total) =>
        onProgress({ stage: 'Making guardrails', source: null, detail, done, total, gaps: 0 }),
    },
  );
  const records = guardrails.map(recordOf);
  const written =
    input.out === undefined ? null : writeGuardrails(input.out, records, notes, session.reader.info().digest);
  return { guardrails: records, notes: [...notes], written };
}

/** Tiers by the inventory, which is counted when the first is asked for. */
function tiersOf(session: Session): (id: string) => 0 | 1 | 2 | null {
  let tiers: ReadonlyMap<string, 0 | 1 | 2 | null> | undefined;
  return (id) => {
    tiers ??= new Map(
      atOnce(inventoryCounted(saidNow(session))).map((row) => [row.id, row.tier?.value ?? null]),
    );
    return tiers.get(id) ?? null;
  };
}

/** The entities that a finding or a scenario is about. */
function concernOf(
  about: ParsedInput<'guardrails'>['about'],
  findings: readonly Finding[],
): (id: string) => boolean {
  if (about === undefined) return () => true;
  if ('finding' in about) {
    const found = findings.find(({ id }) => id === about.finding);
    if (found === undefined)
      throw new TrustpathError(
        'entity-not-found',
        `${JSON.stringify(about.finding)} is no finding of this snapshot; the command findings lists their ids.`,
      );
    return (id) => id === found.entity;
  }
  const named = new Set<string>();
  collectTexts(about.scenario as unknown as Json, named);
  return (id) => named.has(id);
}

function collectTexts(value: Json, into: Set<string>): void {
  if (typeof value === 'string') into.add(value);
  else if (Array.isArray(value)) for (const each of value) collectTexts(each, into);
  else if (value !== null && typeof value === 'object')
    for (const each of Object.values(value)) if (each !== undefined) collectTexts(each, into);
}

function recordOf(guardrail: Guardrail): Record {
  const { check } = guardrail;
  return {
    id: guardrail.id,
    template: guardrail.template,
    title: guardrail.title,
    why: guardrail.why,
    about: [...guardrail.about],
    controls: guardrail.controls.map((name) => ({ ...CONTROLS[name] })),
    files: guardrail.files.map((file) => ({ ...file })),
    apply: guardrail.apply,
    stand: guardrail.stand,
    changes: [...guardrail.changes],
    limits: [...guardrail.limits],
    check: {
      verdict: check.verdict,
      broken: check.broken.map(hopOf),
      notBroken: check.notBroken.map(hopOf),
      kept: check.kept.map(hopOf),
      notKept: check.notKept.map(hopOf),
      usesLost: check.usesLost.map((use) => ({ ...use })),
      usesUnattributed: check.usesUnattributed.map((use) => ({ ...use })),
      opened: check.opened.map(hopOf),
      refused: check.refused.map((each) => ({ ...each })),
      pathsEnded: check.pathsEnded,
      pathsLeft: check.pathsLeft,
      cases: check.cases.map((each) => ({ ...each })),
    },
  };
}
