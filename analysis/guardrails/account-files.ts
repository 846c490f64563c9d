import { stringify } from 'yaml';
import { isJsonObject, type JsonObject } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { Change } from '../../schema/scenario.ts';
import { editsOf } from '../scenario/changes/registry.ts';
import type { GuardrailContext, GuardrailFile } from './guardrail.ts';

/** The accounts and bindings as they would be, and what each workload is to say. */
export function accountFiles(
  changes: readonly Change[],
  context: GuardrailContext,
): readonly GuardrailFile[] {
  const objects = changes.flatMap((change) => objectsOf(change, context));
  const says = changes.flatMap((change) => {
    if (change.change !== 'set-service-account') return [];
    const labels = Object.entries(change.labels ?? {}).map(([key, value]) => `, label ${key}: ${value}`);
    return [`${change.workload}: serviceAccountName: ${change.account}${labels.join('')}`];
  });
  return [
    ...(objects.length === 0
      ? []
      : [{ name: 'accounts.yaml', text: objects.map((each) => stringify(each)).join('---\n') }]),
    ...(says.length === 0 ? [] : [{ name: 'workloads.txt', text: `${says.join('\n')}\n` }]),
  ];
}

/** What a change adds to a cluster: new objects, and of a binding that exists one of its own for the new subject. */
function objectsOf(change: Change, { before }: GuardrailContext): readonly JsonObject[] {
  if (change.change !== 'create-service-account' && change.change !== 'add-binding') return [];
  const edits = editsOf(change, {
    estates: before.estates,
    document: before.calls.document,
    entity: () => null,
  });
  return edits.flatMap((edit) => {
    if (edit.op !== 'append' || !isJsonObject(edit.value)) return [];
    if (edit.pointer === '/items') return [edit.value];
    const binding = resolvePointer(
      before.calls.document(edit.observation),
      edit.pointer.replace(/\/subjects$/, ''),
    );
    if (!isJsonObject(binding) || !isJsonObject(binding.metadata)) return [];
    const { name, namespace } = binding.metadata;
    const own = {
      name: `${name}-${edit.value.name}`,
      ...(namespace === undefined ? {} : { namespace }),
    };
    return [
      {
        apiVersion: 'rbac.authorization.k8s.io/v1',
        // Lists do not say the kind of each; files may leave the namespace out.
        kind: binding.kind ?? (namespace === undefined ? 'ClusterRoleBinding' : 'RoleBinding'),
        metadata: own,
        roleRef: binding.roleRef ?? null,
        subjects: [edit.value],
      },
    ];
  });
}
