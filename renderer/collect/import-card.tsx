import { FileUp, FolderUp, Plus, X } from 'lucide-react';
import { IMPORT_KINDS } from '../../schema/import-kinds.ts';
import { engine } from '../engine-client.ts';
import { Name } from '../entity/name.tsx';
import { showFailure } from '../frame/session-store.ts';
import { fromShell, shell } from '../shell.ts';
import { offerImports, planSource, useCollect } from './collect-store.ts';
import { asKind, type ImportDraft, importSource, missingIn } from './imports.ts';

const SHOWN = 8;

/** Asks for files or folders to import, and says what each seems to be. */
export async function chooseImports(what: 'import-files' | 'import-folder'): Promise<void> {
  try {
    const { paths } = await fromShell(shell().chooseFiles(what));
    if (paths.length === 0) return;
    offerImports((await engine.request('files.recognise', { paths })).files);
  } catch (thrown) {
    showFailure(thrown);
  }
}

/** Files in place of calls: picked or dropped, told apart by what is in them, put on the list by kind. */
export function ImportCard() {
  const files = useCollect((state) => state.files);
  return (
    <section className="card" aria-label="Import files">
      <h2>From files</h2>
      <p className="muted">
        Files and folders are told apart by what is in them; they can also be dropped on this window.
      </p>
      {files.length === 0 && (
        <ul className="small import-kinds">
          {IMPORT_KINDS.map(({ kind, title, files: which }) => (
            <li key={kind}>
              {title}: <span className="muted">{which}</span>
            </li>
          ))}
        </ul>
      )}
      {files.map((draft) => (
        <Draft key={draft.kind} draft={draft} />
      ))}
      <div className="row wrap">
        <button type="button" className="button" onClick={() => void chooseImports('import-files')}>
          <FileUp size={16} aria-hidden /> Choose files…
        </button>
        <button type="button" className="button" onClick={() => void chooseImports('import-folder')}>
          <FolderUp size={16} aria-hidden /> Choose a folder…
        </button>
      </div>
    </section>
  );
}

function Draft({ draft }: { readonly draft: ImportDraft }) {
  const declared = IMPORT_KINDS.find(({ kind }) => kind === draft.kind);
  const missing = missingIn(draft);
  const change = (part: Partial<ImportDraft>) =>
    useCollect.setState(({ files }) => ({
      files: files.map((each) => (each === draft ? { ...each, ...part } : each)),
    }));
  const drop = () => useCollect.setState(({ files }) => ({ files: files.filter((each) => each !== draft) }));
  return (
    <fieldset className="import-draft" aria-label={declared?.title ?? 'Files of an unknown kind'}>
      <div className="row wrap">
        <select
          className="input import-kind"
          aria-label="What these files are"
          value={declared ? draft.kind : ''}
          onChange={({ target }) =>
            useCollect.setState(({ files }) => ({ files: asKind(files, draft, target.value) }))
          }
        >
          {!declared && <option value="">Not recognised: choose…</option>}
          {IMPORT_KINDS.map(({ kind, title }) => (
            <option key={kind} value={kind}>
              {title}
            </option>
          ))}
        </select>
        {declared && declared.cluster !== 'none' && (
          <input
            className="input import-name"
            aria-label="Name of the cluster"
            placeholder="Name of the cluster"
            maxLength={253}
            spellCheck={false}
            value={draft.cluster}
            onChange={(event) => change({ cluster: event.target.value })}
          />
        )}
        {(draft.kind === 'github' || declared?.repository === 'optional') && (
          <input
            className="input import-name"
            aria-label="Repository they are about"
            placeholder="OWNER/NAME, where they do not say"
            maxLength={201}
            spellCheck={false}
            value={draft.repository}
            onChange={(event) => change({ repository: event.target.value })}
          />
        )}
        <button
          type="button"
          className="button"
          disabled={missing !== null}
          onClick={() => {
            planSource(importSource(draft));
            drop();
          }}
        >
          <Plus size={14} aria-hidden /> Put on the list
        </button>
        <button type="button" className="button quiet icon" aria-label="Drop these files" onClick={drop}>
          <X size={14} aria-hidden />
        </button>
      </div>
      {missing !== null && <p className="small warn-text">{missing}</p>}
      <ul className="mono small">
        {draft.paths.slice(0, SHOWN).map((path) => (
          <li key={path}>
            <Name text={path} length={100} />
          </li>
        ))}
      </ul>
      {draft.paths.length > SHOWN && (
        <p className="muted small">and {(draft.paths.length - SHOWN).toLocaleString('en')} more</p>
      )}
    </fieldset>
  );
}
