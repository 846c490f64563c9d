import type { Hop } from '../../schema/contract.ts';
import { plural, verbOf } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import type { GuardrailRow } from './guardrail-rows.ts';
import { GuardrailVerdict, VERDICT_MEANINGS } from './guardrail-verdict.tsx';
import type { Guardrail, Template } from './guardrails-store.ts';

const MOST = 20;

/** What a template is for, or how a guardrail did: what it breaks, what it keeps, and what nobody could check. */
export function GuardrailInspector({ row }: { readonly row: GuardrailRow }) {
  const { template, made } = row;
  return (
    <article className="inspector-part" aria-label="Guardrail">
      <section>
        <h2 className="finding-title">
          <Name text={made?.title ?? template.title} />
        </h2>
        <p>{template.why}</p>
        {made && (
          <p className="row wrap">
            <GuardrailVerdict verdict={made.check.verdict} />
            <span className="muted small">{VERDICT_MEANINGS[made.check.verdict]}</span>
          </p>
        )}
        {!made && row.note !== '' && <p className="muted">{row.note}</p>}
      </section>
      {made && <Tried guardrail={made} />}
      <section>
        <h3>Controls</h3>
        <Controls template={template} />
      </section>
    </article>
  );
}

function Tried({ guardrail: { apply, stand, check, limits } }: { readonly guardrail: Guardrail }) {
  const goesOn = [...new Set(check.usesUnattributed.map(({ says }) => says))];
  return (
    <>
      <section>
        <h3>Putting it in place</h3>
        <p>
          <Name text={apply} />
        </p>
        <p className="muted small">A team does this. Nothing is applied from here.</p>
      </section>
      <section>
        <h3>How it was tried</h3>
        {stand !== '' && (
          <p>
            <Name text={stand} />
          </p>
        )}
        <p>
          Ways to crown jewels: {check.pathsEnded} end, {check.pathsLeft} are left.
        </p>
      </section>
      <Hops title="Does not break, and must" hops={check.notBroken} />
      <Hops title="Takes away, and must not" hops={check.notKept} />
      <Texts title="Recorded use that it ends" texts={check.usesLost.map(({ says }) => says)} />
      <Hops title="Opens" hops={check.opened} />
      <Hops title="Breaks" hops={check.broken} />
      <Hops title="Keeps" hops={check.kept} />
      <Texts title="Recorded use that goes on, as far as can be told" texts={goesOn} />
      <Texts
        title="Asked of the evaluators"
        texts={check.cases.map(({ says, got, wanted }) =>
          got === wanted ? `${says}: ${got}` : `${says}: ${got}, wanted ${wanted}`,
        )}
      />
      <Texts title="Not checked, and not done" texts={limits} />
    </>
  );
}

export function Controls({ template }: { readonly template: Template }) {
  return (
    <ul className="bullets small">
      {template.controls.map(({ catalogue, id, title }) => (
        <li key={`${catalogue} ${id}`}>
          {catalogue} {id}: {title}
        </li>
      ))}
    </ul>
  );
}

function Hops({ title, hops }: { readonly title: string; readonly hops: readonly Hop[] }) {
  if (hops.length === 0) return null;
  return (
    <section>
      <h3>
        {title}: {plural(hops.length, 'relation')}
      </h3>
      <ul className="bullets small">
        {hops.slice(0, MOST).map((hop) => (
          <li key={`${hop.from} ${hop.kind} ${hop.to} ${hop.rule}`}>
            <Identifier text={hop.from} length={34} /> {verbOf(hop.kind)}{' '}
            <Identifier text={hop.to} length={34} />
          </li>
        ))}
      </ul>
      {hops.length > MOST && (
        <p className="muted small">and {hops.length - MOST} more, in the page that is written with it</p>
      )}
    </section>
  );
}

function Texts({ title, texts }: { readonly title: string; readonly texts: readonly string[] }) {
  if (texts.length === 0) return null;
  return (
    <section>
      <h3>{title}</h3>
      <ul className="bullets small">
        {texts.map((text) => (
          <li key={text}>
            <Name text={text} />
          </li>
        ))}
      </ul>
    </section>
  );
}
