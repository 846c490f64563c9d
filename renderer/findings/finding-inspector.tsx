import { Shield } from 'lucide-react';
import { useMemo } from 'react';
import type { Finding, FindingRuleRecord } from '../../schema/contract.ts';
import { ExceptionMark } from '../entity/exception-mark.tsx';
import { kindOf } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { useEntities } from '../entity/use-entities.ts';
import { exceptChosenFinding } from '../exceptions/exception-store.ts';
import { CopyButton } from '../frame/copy-button.tsx';
import { go } from '../frame/navigation-store.ts';
import { ReadMore } from '../frame/read-more.tsx';
import { showFailure } from '../frame/session-store.ts';
import { makeGuardrails } from '../guardrails/guardrails-store.ts';
import { askFrom } from '../investigate/ask.ts';
import { ProofList } from '../investigate/proof-list.tsx';
import { OfferedChanges } from '../whatif/offered-changes.tsx';
import { asJson, asMarkdown, asText } from './finding-text.ts';
import { SeverityMark } from './severity-mark.tsx';

/** One finding, in the order a person asks: what, why it is true, why it matters, what is open, how to mend it. */
export function FindingInspector(props: {
  readonly handle: string;
  readonly finding: Finding;
  readonly rule: FindingRuleRecord | undefined;
}) {
  const { handle, finding, rule } = props;
  const entity = useEntities(
    handle,
    useMemo(() => [finding.entity], [finding.entity]),
  ).get(finding.entity);
  const details = Object.entries(finding.attributes).filter(([, value]) => value !== null);
  return (
    <article className="inspector-part" aria-label="Finding">
      <section>
        <h2 className="finding-title">
          <Name text={finding.title} />
        </h2>
        <p className="row wrap">
          <SeverityMark severity={finding.severity} />
          <span className="muted small">confidence {finding.confidence}</span>
        </p>
        {finding.exception && (
          <p>
            <ExceptionMark exception={finding.exception} />,{' '}
            <Name text={finding.exception.owner} length={40} />{' '}
            {finding.exception.live ? 'answers' : 'answered'} for it.
          </p>
        )}
        <p className="row">
          <Identifier text={finding.entity} length={40} />
          <CopyButton text={finding.entity} label="Copy the identifier" />
        </p>
        <p className="row wrap">
          {entity && <span className="muted small">{kindOf(entity.kind).label}</span>}
          <button
            type="button"
            className="button"
            disabled={entity === undefined}
            onClick={() => {
              if (!entity) return;
              go('investigate');
              void askFrom(entity).catch(showFailure);
            }}
          >
            Trace from it
          </button>
          <button type="button" className="button" onClick={exceptChosenFinding}>
            Grant an exception…
          </button>
        </p>
      </section>

      <section>
        <h3>Why it is so</h3>
        <ProofList proof={finding.proof} />
      </section>

      {rule && (
        <section>
          <h3>Why it matters</h3>
          <p>{rule.why}</p>
        </section>
      )}

      {finding.conditions.length > 0 && (
        <section>
          <h3>Only if</h3>
          <ul className="bullets">
            {finding.conditions.map((condition) => (
              <li key={condition}>
                <Name text={condition} />
              </li>
            ))}
          </ul>
        </section>
      )}

      <section>
        <h3>How to mend it</h3>
        <p>{finding.remediation}</p>
      </section>

      <OfferedChanges about={{ entity: finding.entity }} />

      <section>
        <h3>Keeping its like from coming back</h3>
        <button
          type="button"
          className="button"
          title="Files for a team's repositories, tried on a copy; nothing is applied"
          onClick={() => void makeGuardrails({ asked: { finding: finding.id }, title: finding.title })}
        >
          <Shield size={14} aria-hidden /> Make guardrails
        </button>
      </section>

      {details.length > 0 && (
        <section>
          <h3>Details</h3>
          <dl className="facts">
            {details.map(([name, value]) => (
              <div key={name} className="facts-row">
                <dt>{name}</dt>
                <dd>
                  <Name text={shownValue(value)} length={120} />
                </dd>
              </div>
            ))}
          </dl>
        </section>
      )}

      <ReadMore rule={finding.rule} techniques={finding.techniques} references={rule?.references ?? []}>
        <dt>Copy as</dt>
        <dd className="row wrap">
          <span className="row">
            text <CopyButton text={asText(finding)} label="Copy as text" />
          </span>
          <span className="row">
            Markdown <CopyButton text={asMarkdown(finding)} label="Copy as Markdown" />
          </span>
          <span className="row">
            JSON <CopyButton text={asJson(finding)} label="Copy as JSON" />
          </span>
        </dd>
      </ReadMore>
    </article>
  );
}

function shownValue(value: unknown): string {
  if (typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean')
    return String(value);
  return Array.isArray(value) && value.every((item) => typeof item === 'string')
    ? value.join(', ')
    : JSON.stringify(value);
}
