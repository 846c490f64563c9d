import { CloudDownload, FileUp, FlaskConical, FolderOpen, KeyRound, X } from 'lucide-react';
import { useEffect } from 'react';
import { chooseImports } from '../collect/import-card.tsx';
import { collectSample } from '../collect/jobs.ts';
import { Name } from '../entity/name.tsx';
import { Time } from '../entity/time.tsx';
import { go } from '../frame/navigation-store.ts';
import { fileName, useSession } from '../frame/session-store.ts';
import { chooseSnapshot } from './choose-snapshot.ts';
import { forgetRecent, readRecent, useStart } from './start-store.ts';
import { takeFiles } from './take-files.ts';
import './start.css';

/** What to do next: open, collect, ask; and the files opened before. */
export function StartView() {
  const recent = useStart((state) => state.recent);
  const opening = useSession((state) => state.opening);
  useEffect(() => {
    void readRecent();
  }, []);
  return (
    <div className="view">
      <div className="view-inner start">
        <header>
          <h1>Start</h1>
          <p className="muted">
            Open a snapshot, or make one. Files can also be dropped anywhere on this window.
          </p>
        </header>
        <div className="start-actions">
          <Action
            icon={<FolderOpen size={18} aria-hidden />}
            title="Open a snapshot"
            says="A .trustpath file, from here or from someone else. It is checked before it is read."
            onClick={() => void chooseSnapshot()}
          />
          <Action
            icon={<CloudDownload size={18} aria-hidden />}
            title="Collect"
            says="Read AWS accounts, Kubernetes clusters and GitHub organizations with your own read-only credentials."
            onClick={() => go('collect')}
          />
          <Action
            icon={<FileUp size={18} aria-hidden />}
            title="Import files"
            says="AWS dumps, Kubernetes manifests, GitHub exports, CloudTrail logs: told apart by what is in them."
            onClick={() => {
              go('collect');
              void chooseImports('import-files');
            }}
          />
          <Action
            icon={<KeyRound size={18} aria-hidden />}
            title="Recognise a credential"
            says="See what a key or token is, offline. It is not kept."
            onClick={() => go('investigate')}
          />
          <Action
            icon={<FlaskConical size={18} aria-hidden />}
            title="Create the sample estate"
            says="A fictional company's account, collected over loopback, with a leaked key to trace."
            onClick={() => void collectSample()}
          />
        </div>
        <section className="stack">
          <h2>Recent files</h2>
          {opening !== null && (
            <p className="muted" role="status">
              Opening <Name text={fileName(opening)} /> and checking it…
            </p>
          )}
          {recent !== null && recent.length === 0 && <p className="muted">No file has been opened yet.</p>}
          {recent !== null && recent.length > 0 && (
            <ul className="recent">
              {recent.map((file) => (
                <li key={file.path} className="recent-item">
                  <button
                    type="button"
                    className="recent-open"
                    disabled={!file.exists}
                    onClick={() => void takeFiles([file.path])}
                  >
                    <strong>
                      <Name text={fileName(file.path)} length={60} />
                    </strong>
                    <span className="muted small">
                      <Name text={file.path} length={88} />
                    </span>
                  </button>
                  <span className="muted small">
                    {file.exists ? <Time utc={file.openedAt} /> : 'no longer there'}
                  </span>
                  <button
                    type="button"
                    className="button quiet icon"
                    aria-label={`Remove ${fileName(file.path)} from this list`}
                    title="Remove from this list"
                    onClick={() => void forgetRecent(file.path)}
                  >
                    <X size={14} aria-hidden />
                  </button>
                </li>
              ))}
            </ul>
          )}
        </section>
      </div>
    </div>
  );
}

function Action(props: {
  readonly icon: React.ReactNode;
  readonly title: string;
  readonly says: string;
  readonly onClick: () => void;
}) {
  return (
    <button type="button" className="start-action" onClick={props.onClick}>
      <span className="start-icon">{props.icon}</span>
      <span>
        <strong>{props.title}</strong>
        <span className="muted small start-says">{props.says}</span>
      </span>
    </button>
  );
}
