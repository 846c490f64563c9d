import { isJsonObject, type JsonObject } from '../../../schema/json.ts';
import type { Source } from '../../../schema/records.ts';
import type { ObservationSource } from '../../observations/observation-source.ts';
import { sourcesOf } from '../../observations/sources-of.ts';
import { activitySteps } from '../../observed/read-activity.ts';
import { atOnce, type Steps } from '../../steps.ts';
import { clusterId } from '../ids.ts';
import { clusterFacts } from './cluster-facts.ts';
import { Collected } from './collected.ts';
import type { KubernetesFacts } from './facts.ts';
import type { Item } from './item.ts';
import { groupOf, kindListed } from './kinds.ts';
import { readCollection } from './rbac-police.ts';
import { listAt, textAt } from './values.ts';
import { parseVersion } from './version.ts';

/**
 * Reads every observation of Kubernetes into facts, a cluster at a time. Interprets nothing but what a cluster would add
 * to manifests by itself, which is marked. Of an object that was seen twice the API server's answer counts before a
 * file, and the later before the earlier.
 */
export function readKubernetesFacts(source: ObservationSource): KubernetesFacts {
  return atOnce(kubernetesFactSteps(source));
}

/** The same, with a stop after each observation. */
export function* kubernetesFactSteps(source: ObservationSource): Steps<KubernetesFacts> {
  const observed = sourcesOf(source, 'kubernetes');
  // An audit log tells what was done, not what there is: a cluster that only has one was not looked at.
  const sources = observed.sources.filter(({ kind }) => kind !== 'kubernetes-audit-files');
  const { coverage } = observed;
  const bySource = new Map<string, Collected>();
  const byName = new Map<string, Collected>();
  for (const each of sources) {
    const name = clusterName(each);
    const known = byName.get(name) ?? new Collected(name);
    byName.set(name, known);
    bySource.set(each.id, known);
    known.sources.push(each);
  }
  for (const call of observed.calls()) {
    const into = bySource.get(call.source);
    if (!into) continue;
    const document = source.document(call.observation);
    if (!isJsonObject(document)) continue;
    into.ref ??= { observation: call.observation, pointer: '' };
    if (call.operation === 'get /version' || call.operation === 'declared version') {
      const text = textAt(document, 'gitVersion');
      const parsed = text === null ? null : parseVersion(text);
      const declared = call.operation === 'declared version';
      if (text !== null && parsed && (!declared || into.version === null || into.version.declared))
        into.version = {
          ...parsed,
          text,
          declared,
          ref: { observation: call.observation, pointer: '/gitVersion' },
        };
    } else if (call.operation === 'get /.well-known/openid-configuration') {
      const url = textAt(document, 'issuer');
      if (url !== null) into.issuer = { url, ref: { observation: call.observation, pointer: '/issuer' } };
    } else if (call.operation === 'read rbac-police collection') {
      readCollection(document, into, call.source, call.observation);
    } else {
      const listed = kindListed(call.operation);
      if (listed || call.operation === 'read manifest')
        for (const item of itemsOf(document, into.name, call.source, call.observation, listed))
          into.add(item, call.operation === 'read manifest');
    }
    yield;
  }
  const clusters = [...byName.values()]
    .map((each) => clusterFacts(each, clusterId(each.name), coverage))
    .sort((a, b) => (a.name < b.name ? -1 : 1));
  return { sources, coverage, clusters, activity: yield* activitySteps(source, 'audit') };
}

function clusterName(source: Source): string {
  return source.account ?? source.id.slice(source.id.indexOf(':') + 1);
}

function* itemsOf(
  document: JsonObject,
  cluster: string,
  source: string,
  observation: Item['observation'],
  listed: { readonly kind: string; readonly group: string } | null,
): Generator<Item> {
  for (const [index, value] of listAt(document, 'items').entries()) {
    if (!isJsonObject(value)) continue;
    const kind = textAt(value, 'kind') ?? listed?.kind;
    if (kind === undefined) continue;
    const version = textAt(value, 'apiVersion');
    const group = version === null ? (listed?.group ?? '') : groupOf(version);
    yield { cluster, source, observation, pointer: `/items/${index}`, kind, group, value };
  }
}
