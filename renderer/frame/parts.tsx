import type { ReactNode } from 'react';
import './parts.css';

export interface Part {
  readonly title: string;
  /** How many it holds, where that says something. */
  readonly count?: number;
  readonly content: ReactNode;
}

/** Several lists of one subject: their names and counts on the left, the chosen one beside them. */
export function Parts(props: {
  readonly label: string;
  readonly parts: readonly Part[];
  readonly chosen: number;
  readonly onChoose: (index: number) => void;
}) {
  const part = props.parts[props.chosen];
  return (
    <div className="parts">
      <nav className="parts-list" aria-label={props.label}>
        {props.parts.map((each, index) => (
          <button
            key={each.title}
            type="button"
            className="parts-item"
            aria-current={index === props.chosen ? 'true' : undefined}
            onClick={() => props.onChoose(index)}
          >
            <span className="grow">{each.title}</span>
            {each.count !== undefined && <span className="number">{each.count.toLocaleString('en')}</span>}
          </button>
        ))}
      </nav>
      <div className="parts-content">{part?.content}</div>
    </div>
  );
}
