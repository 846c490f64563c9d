import { KeyRound, TriangleAlert } from 'lucide-react';
import { useEffect } from 'react';
import { Identifier, Name } from '../entity/name.tsx';
import { CopyButton } from '../frame/copy-button.tsx';
import { copyText } from '../shell.ts';
import { askForKey, makeKeyFile, takeKeyFile, useEvidence } from './evidence-store.ts';

/** Which key signs, and another where it cannot. */
export function SigningChoice() {
  const { key, keyFile } = useEvidence();
  useEffect(() => {
    void askForKey();
  }, []);
  if (!key) return null;
  return (
    <div className={key.problem === null ? 'note' : 'note warn'}>
      {key.problem === null ? <KeyRound size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
      <div className="grow stack">
        {key.problem === null && key.keyId !== null ? (
          <p className="row wrap">
            <span>Signs with the key</span>
            <Identifier text={key.keyId} length={40} />
            <CopyButton text={key.keyId} label="Copy the key's id" />
            {key.publicPem !== null && (
              <button type="button" className="button" onClick={() => void copyText(key.publicPem ?? '')}>
                Copy the public key
              </button>
            )}
            <span className="muted">
              kept in <Name text={key.kept} length={60} />
            </span>
          </p>
        ) : (
          <p>
            <Name text={key.problem ?? ''} />
          </p>
        )}
        <div className="row wrap">
          <button type="button" className="button" onClick={() => void takeKeyFile()}>
            Use a key file…
          </button>
          <button type="button" className="button" onClick={() => void makeKeyFile()}>
            Make a key file…
          </button>
          {keyFile !== null && (
            <button
              type="button"
              className="button"
              onClick={() => {
                useEvidence.setState({ keyFile: null });
                void askForKey();
              }}
            >
              Use the usual key
            </button>
          )}
        </div>
      </div>
    </div>
  );
}
