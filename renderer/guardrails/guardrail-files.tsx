import { useState } from 'react';
import { TextLines } from '../document/text-lines.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import type { Guardrail } from './guardrails-store.ts';

/** The files of one guardrail as they are written, one shown at a time. */
export function GuardrailFiles({ guardrail: { files } }: { readonly guardrail: Guardrail }) {
  const [at, setAt] = useState(0);
  const file = files[at];
  if (!file) return null;
  return (
    <div className="document">
      <header className="document-head">
        <div className="row">
          <fieldset className="row wrap grow guardrail-files" aria-label="Files">
            {files.map(({ name }, index) => (
              <button
                key={name}
                type="button"
                className="button quiet mono"
                aria-pressed={index === at}
                onClick={() => setAt(index)}
              >
                {name}
              </button>
            ))}
          </fieldset>
          <CopyButton text={file.text} label={`Copy ${file.name}`} />
        </div>
      </header>
      <TextLines key={file.name} text={file.text} label={file.name} />
    </div>
  );
}
