import type { Input } from '../../schema/contract.ts';
import { useCase } from '../case/case-store.ts';
import { useCompare } from '../compare/compare-store.ts';
import { plural } from '../entity/kind.ts';
import { Name } from '../entity/name.tsx';
import { fileName, useSession } from '../frame/session-store.ts';
import { useWhatIf } from '../whatif/whatif-store.ts';
import { choose, useEvidence } from './evidence-store.ts';

/** What goes with the answer. What there is nothing of, is not offered. */
export function PartsChoice({ question }: { readonly question: Input<'evidence.preview'>['question'] }) {
  const state = useEvidence();
  const handle = useSession(({ snapshot }) => snapshot?.handle ?? null);
  const whatif = useWhatIf();
  const compare = useCompare();
  const opened = useCase(({ open }) => open);
  const changes = whatif.handle === handle ? whatif.changes.length : 0;
  const earlier = compare.handle === handle ? compare.earlier : null;
  return (
    <div className="evidence-form">
      <label className="field">
        Operator, as declared in the chain of custody
        <input
          className="input"
          value={state.operator}
          placeholder="Name or role (may stay empty)"
          maxLength={256}
          onChange={(event) => useEvidence.setState({ operator: event.target.value })}
        />
      </label>
      {changes > 0 && (
        <Tick
          on={state.withWhatIf}
          set={(withWhatIf) => choose({ withWhatIf }, question)}
          label={`The what-if, with ${plural(changes, 'change')}`}
        />
      )}
      {changes > 0 && state.withWhatIf && (
        <Tick
          on={state.withPlan}
          set={(withPlan) => choose({ withPlan }, question)}
          label="The plan of its changes"
        />
      )}
      {earlier !== null && (
        <label className="row">
          <input
            type="checkbox"
            checked={state.withComparison}
            onChange={(event) => choose({ withComparison: event.target.checked }, question)}
          />
          <span>
            The comparison with <Name text={fileName(earlier)} length={48} />
          </span>
        </label>
      )}
      {opened && (
        <label className="row">
          <input
            type="checkbox"
            checked={state.withCase}
            onChange={(event) => choose({ withCase: event.target.checked }, question)}
          />
          <span>
            Marks and log of the case <Name text={opened.title} length={48} />
          </span>
        </label>
      )}
      <Tick
        on={state.withSnapshot}
        set={(withSnapshot) => choose({ withSnapshot }, question)}
        label="Include the whole snapshot"
      />
      <Tick
        on={state.asZip}
        set={(asZip) => useEvidence.setState({ asZip })}
        label="As one zip file instead of a folder"
      />
    </div>
  );
}

function Tick(props: { readonly on: boolean; readonly set: (on: boolean) => void; readonly label: string }) {
  return (
    <label className="row">
      <input type="checkbox" checked={props.on} onChange={(event) => props.set(event.target.checked)} />
      {props.label}
    </label>
  );
}
