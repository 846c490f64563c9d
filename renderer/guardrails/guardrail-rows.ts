import type { Guardrail, Template } from './guardrails-store.ts';

/** A line of the table: a guardrail that was made and tried, or a template that made none. */
export interface GuardrailRow {
  readonly id: string;
  readonly template: Template;
  readonly made: Guardrail | null;
  /** Why none was made; empty where one was, or nothing was asked yet. */
  readonly note: string;
}

/** The templates in their order, each with what it made; and what is left of the notes. */
export function guardrailRows(
  templates: readonly Template[],
  made: { readonly guardrails: readonly Guardrail[]; readonly notes: readonly string[] } | null,
): { readonly rows: readonly GuardrailRow[]; readonly notes: readonly string[] } {
  const notes = new Set(made?.notes ?? []);
  const rows = templates.flatMap((template): GuardrailRow[] => {
    const own = (made?.guardrails ?? []).filter((each) => each.template === template.id);
    if (own.length > 0) return own.map((each) => ({ id: each.id, template, made: each, note: '' }));
    const note = [...notes].find((each) => each.startsWith(`${template.title}: `));
    if (note !== undefined) notes.delete(note);
    return [
      {
        id: template.id,
        template,
        made: null,
        note: note?.slice(template.title.length + 2) ?? (made === null ? '' : 'not made'),
      },
    ];
  });
  return { rows, notes: [...notes] };
}
