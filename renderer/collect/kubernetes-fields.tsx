import { plural } from '../entity/kind.ts';
import { fillKubernetes, useCollect } from './collect-store.ts';

/** Which clusters are collected, and with which kubeconfig. */
export function KubernetesFields() {
  const { kubernetes: form, contexts } = useCollect();
  const toggle = (name: string, on: boolean) =>
    fillKubernetes({ contexts: on ? [...form.contexts, name] : form.contexts.filter((one) => one !== name) });
  return (
    <>
      <fieldset className="field context-choice">
        <legend>Contexts</legend>
        {(contexts ?? []).map(({ context, cluster, server, current }) => (
          <label key={context} className="row">
            <input
              type="checkbox"
              checked={form.contexts.includes(context)}
              onChange={(event) => toggle(context, event.target.checked)}
            />
            <span className="grow clip">
              {context}
              {cluster !== context && <span className="muted"> ({cluster})</span>}
            </span>
            <span className="mono small muted clip">{server}</span>
            {current && <span className="small muted">current</span>}
          </label>
        ))}
        <span className="hint">
          {contexts === null
            ? 'Looking for contexts…'
            : `${plural(contexts.length, 'context')} found in the kubeconfig. Without a choice, the current one is collected; each becomes a source.`}
        </span>
      </fieldset>
      <details className="more">
        <summary>Another kubeconfig, name, keys of secrets</summary>
        <div className="form-grid">
          <label className="field">
            Kubeconfig
            <input
              className="input mono"
              value={form.kubeconfig}
              placeholder="the one kubectl uses"
              spellCheck={false}
              onChange={(event) => fillKubernetes({ kubeconfig: event.target.value })}
            />
          </label>
          <label className="field">
            Name of the cluster
            <input
              className="input"
              value={form.cluster}
              placeholder="as the kubeconfig calls it"
              spellCheck={false}
              onChange={(event) => fillKubernetes({ cluster: event.target.value })}
            />
          </label>
          <label className="row">
            <input
              type="checkbox"
              checked={form.secretKeys}
              onChange={(event) => fillKubernetes({ secretKeys: event.target.checked })}
            />
            Read the names of the keys of secrets. Values come along and are dropped at once.
          </label>
        </div>
      </details>
    </>
  );
}
