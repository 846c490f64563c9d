import { KeyRound } from 'lucide-react';
import type { EntityRecord, Recognition } from '../../schema/contract.ts';
import { EntityIcon } from '../entity/entity-icon.tsx';
import { kindOf } from '../entity/kind.ts';
import { Identifier, Name } from '../entity/name.tsx';
import { selectEntity } from './investigate-store.ts';

/** What was pasted: what it is, what it tells without its secret, whose it is. */
export function RecognitionSummary(props: {
  readonly recognition: Recognition;
  /** Undefined where no snapshot was there to look the owner up in. */
  readonly owner: EntityRecord | null | undefined;
}) {
  const { recognition, owner } = props;
  const isEntity = recognition.type === 'entity';
  return (
    <div className="recognition">
      <span className="fact">
        <span className="fact-label">{isEntity ? 'Asked about' : 'Recognised'}</span>
        <span className="fact-value">
          {isEntity && owner ? <EntityIcon kind={owner.kind} /> : <KeyRound size={16} aria-hidden />}
          <strong>
            <Name text={isEntity && owner ? kindOf(owner.kind).label : recognition.label} />
          </strong>
          {recognition.identifier !== null && <Identifier text={recognition.identifier} length={32} />}
        </span>
      </span>
      {owner !== undefined && (
        <span className="fact">
          <span className="fact-label">{isEntity ? 'Entity' : 'Belongs to'}</span>
          <span className="fact-value">
            {owner === null ? (
              <span className="warn-text">nobody in this snapshot</span>
            ) : (
              <button type="button" className="link" onClick={() => selectEntity(owner.id)}>
                <EntityIcon kind={owner.kind} size={14} />
                <Name text={owner.name} length={40} />
              </button>
            )}
          </span>
        </span>
      )}
      {recognition.facts.map((fact) => (
        <span key={fact.label} className="fact">
          <span className="fact-label">
            <Name text={fact.label} />
          </span>
          <span className="fact-value">
            {/\s/.test(fact.value) ? (
              <Name text={fact.value} length={48} />
            ) : (
              <Identifier text={fact.value} length={32} />
            )}
          </span>
        </span>
      ))}
      {recognition.fingerprint !== null && (
        <span className="fact">
          <span className="fact-label">Fingerprint</span>
          <span className="fact-value">
            <Identifier text={recognition.fingerprint} length={20} />
          </span>
        </span>
      )}
    </div>
  );
}
