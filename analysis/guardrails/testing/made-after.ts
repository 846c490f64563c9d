import type { Change } from '../../../schema/scenario.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { admittedEdits } from '../../scenario/admission/admitted-edits.ts';
import { type Baseline, createBaseline } from '../../scenario/again/baseline.ts';
import type { Edit } from '../../scenario/edit.ts';
import { editSource } from '../../scenario/edited-source.ts';
import type { GuardrailTemplate } from '../guardrail.ts';
import { type MadeGuardrails, makeGuardrails } from '../make-guardrails.ts';

/** What a source gives after changes of its configuration. */
export function baselineAfter(base: Baseline, changes: readonly Change[]): Baseline {
  const { edits } = admittedEdits(changes, {
    estates: base.estates,
    document: base.calls.document,
    entity: (id) => base.entities[base.numbers.get(id) ?? -1] ?? null,
  });
  return edited(base.source, edits);
}

export function edited(source: ObservationSource, edits: readonly Edit[]): Baseline {
  return createBaseline(editSource(source, edits).source);
}

/** What a template makes of a configuration after changes, and the baseline it was tried against. */
export function madeAfter(
  base: Baseline,
  changes: readonly Change[],
  template: GuardrailTemplate,
): MadeGuardrails & { readonly before: Baseline } {
  const before = baselineAfter(base, changes);
  return { before, ...madeOf(before, template) };
}

export function madeOf(before: Baseline, template: GuardrailTemplate): MadeGuardrails {
  const context = {
    before,
    scene: before.scene,
    findings: [],
    concerns: () => true,
    tierOf: () => null,
  };
  return makeGuardrails(context, { templates: [template] });
}
