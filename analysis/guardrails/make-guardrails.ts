import { TrustpathError, throwIfCancelled } from '../../schema/errors.ts';
import { checkGuardrail } from './check.ts';
import type { Guardrail, GuardrailContext, GuardrailTemplate } from './guardrail.ts';
import { GUARDRAIL_TEMPLATES } from './registry.ts';

/** Guardrails that are tried take a derivation each: more of one template than these are not read by anybody. */
const MOST_OF_A_TEMPLATE = 40;

export interface MadeGuardrails {
  readonly guardrails: readonly Guardrail[];
  /** Templates that made nothing, or not all, and why. */
  readonly notes: readonly string[];
}

/**
 * Makes and tries every guardrail that fits what was asked about, in the order of the templates.
 * @throws TrustpathError `cancelled` when the signal is aborted
 */
export function makeGuardrails(
  context: GuardrailContext,
  options: {
    readonly signal?: AbortSignal | undefined;
    readonly templates?: readonly GuardrailTemplate[];
    readonly onProgress?: ((title: string, done: number, total: number) => void) | undefined;
  } = {},
): MadeGuardrails {
  const templates = options.templates ?? GUARDRAIL_TEMPLATES;
  const guardrails: Guardrail[] = [];
  const notes: string[] = [];
  for (const [index, template] of templates.entries()) {
    throwIfCancelled(options.signal);
    options.onProgress?.(template.title, index, templates.length);
    let made = 0;
    let ofOthers = 0;
    for (const draft of template.make(context)) {
      if (!draft.about.some(context.concerns)) {
        ofOthers++;
        continue;
      }
      if (++made > MOST_OF_A_TEMPLATE) {
        notes.push(`${template.title}: more than ${MOST_OF_A_TEMPLATE}; ask about one finding or scenario`);
        break;
      }
      const { id, why, controls } = template;
      try {
        const check = checkGuardrail(draft, context, options.signal);
        guardrails.push({
          ...draft,
          id: unique(`${id}-${draft.slug}`, guardrails),
          template: id,
          why,
          controls,
          check,
        });
      } catch (error) {
        if (!(error instanceof TrustpathError) || error.code === 'cancelled') throw error;
        notes.push(`${draft.title}: could not be tried, so it is not given: ${error.message}`);
      }
    }
    if (made === 0)
      notes.push(
        `${template.title}: nothing ${ofOthers > 0 ? 'of what was asked about' : 'in this snapshot'} asks for it`,
      );
  }
  return { guardrails, notes };
}

/** Roles of two accounts may share a name, and ids are names of folders. */
function unique(id: string, made: readonly Guardrail[]): string {
  const taken = new Set(made.map((each) => each.id));
  let free = id;
  for (let number = 2; taken.has(free); number++) free = `${id}-${number}`;
  return free;
}
