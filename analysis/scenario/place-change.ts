import { isJsonObject, type Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef, Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';

/** A change of the configuration at a place that proofs point at. */
export interface PlaceChange {
  readonly change: Change;
  readonly title: string;
  /** What it costs by its kind, before use and breadth are looked at: 1 is one statement of one policy. */
  readonly effort: number;
}

/**
 * The change that takes away what stands at a place; null where nothing can: the place says that something exists, or
 * belongs to AWS. `document` is the observation.
 */
export function placeChange(document: Json, ref: EvidenceRef, relation: Relation): PlaceChange | null {
  const value = resolvePointer(document, ref.pointer);
  const at = { observation: ref.observation, pointer: ref.pointer };
  if (isJsonObject(value) && value.Effect === 'Allow') {
    const owner = ownerOf(document, ref.pointer);
    // Managed policies of AWS are nobody's to edit; who has them attached can detach them.
    if (owner.awsManaged) return null;
    const sid = typeof value.Sid === 'string' && value.Sid !== '' ? ` ${value.Sid}` : '';
    return {
      change: { change: 'remove-at', at },
      title: `Remove statement${sid} from ${owner.name}`,
      effort: 1,
    };
  }
  if (relation.rule === 'aws-access-key')
    return {
      change: { change: 'delete-credential', credential: relation.from },
      title: `Delete access key ${relation.from}`,
      effort: 1,
    };
  if (relation.rule === 'aws-login-profile' && ref.pointer.endsWith('/LoginProfile'))
    return {
      change: { change: 'delete-credential', credential: relation.from },
      title: `Delete the console password ${relation.from}`,
      effort: 1,
    };
  if (/\/AttachedManagedPolicies\/\d+$/.test(ref.pointer) && isJsonObject(value))
    return {
      change: { change: 'remove-at', at },
      title: `Detach ${text(value.PolicyArn)} from ${ownerOf(document, ref.pointer).name}`,
      effort: 1.5,
    };
  if (/\/GroupList\/\d+$/.test(ref.pointer))
    return {
      change: { change: 'remove-at', at },
      title: `Take ${ownerOf(document, ref.pointer).name} out of group ${text(value)}`,
      effort: 1.5,
    };
  if (isJsonObject(value) && isJsonObject(value.roleRef))
    return {
      change: { change: 'remove-at', at },
      title: `Delete ${text(value.kind) || 'binding'} ${nameIn(value)}`,
      effort: 1.5,
    };
  if (/\/rules\/\d+$/.test(ref.pointer)) {
    const role = resolvePointer(document, ref.pointer.replace(/\/rules\/\d+$/, ''));
    return {
      change: { change: 'remove-at', at },
      title: `Remove rule ${ref.pointer.slice(ref.pointer.lastIndexOf('/') + 1)} from ${isJsonObject(role) ? nameIn(role) : 'a role'}`,
      effort: 1,
    };
  }
  return null;
}

const NAMES = ['PolicyName', 'RoleName', 'UserName', 'GroupName', 'Name', 'name'];

/** The nearest thing above a place that has a name, and whether it is a managed policy of AWS. */
function ownerOf(document: Json, pointer: string): { readonly name: string; readonly awsManaged: boolean } {
  const names: string[] = [];
  let awsManaged = false;
  for (let at = pointer; at !== ''; ) {
    at = at.slice(0, at.lastIndexOf('/'));
    const value = resolvePointer(document, at);
    if (!isJsonObject(value)) continue;
    if (typeof value.Arn === 'string' && /^arn:[^:]*:iam::aws:policy\//.test(value.Arn)) awsManaged = true;
    const name = NAMES.map((member) => value[member]).find((each) => typeof each === 'string');
    if (typeof name === 'string') names.push(name);
  }
  const trust = pointer.includes('/AssumeRolePolicyDocument/') ? 'the trust policy of ' : '';
  return { name: names.length === 0 ? 'a policy' : trust + names.join(' of '), awsManaged };
}

function nameIn(object: Json): string {
  const metadata = isJsonObject(object) ? object.metadata : undefined;
  return isJsonObject(metadata) ? text(metadata.name) : '';
}

function text(value: Json | undefined): string {
  return typeof value === 'string' ? value : '';
}
