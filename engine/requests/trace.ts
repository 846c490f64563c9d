import { containmentFor } from '../../analysis/containment.ts';
import { explainUnrecognised, recognise } from '../../analysis/credentials/recognise.ts';
import { INCLUDE_ALL } from '../../analysis/graph/graph.ts';
import { reach } from '../../analysis/graph/reach.ts';
import type { Output, ParsedInput, Recognition } from '../../schema/contract.ts';
import { TrustpathError } from '../../schema/errors.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { ownerInCluster, whyNotInCluster } from '../owner-in-cluster.ts';
import { ownerOf } from '../owner-of.ts';
import { ownerOnGithub } from '../owner-on-github.ts';
import type { RequestContext } from '../request-context.ts';
import { resolveEntity } from '../resolve-entity.ts';
import type { Session } from '../sessions.ts';
import { surelyReached } from '../surely-reached.ts';
import { unknownsFor } from '../unknowns.ts';
import { activityFor, sessionBehind } from './activity.ts';
import { entityRecord } from './entities.ts';
import { findPaths } from './path.ts';
import { groupReached } from './reach.ts';

type TraceAnswer = Output<'trace'>;

export function recogniseCredential(
  input: ParsedInput<'credential.recognise'>,
): Output<'credential.recognise'> {
  return { recognised: recognise(input.text) };
}

/**
 * Whose a credential is and what it reaches. The text is read once, here; only what `recognise` lets through goes on.
 */
export async function traceRequest(
  input: ParsedInput<'trace'>,
  context: RequestContext,
): Promise<TraceAnswer> {
  const session = context.sessions.get(input.handle);
  session.requireSealed();
  const { recognition, start: named } = identify(session.reader, input.text);
  const behind =
    named === null && recognition.identifier !== null ? sessionBehind(session, recognition.identifier) : null;
  const start = named ?? behind?.start ?? null;
  if (!start) {
    return {
      recognition,
      owner: null,
      start: null,
      reach: { total: 0, byKind: [], byTier: [] },
      paths: [],
      activity: null,
      containment: containmentFor(recognition, null, { reached: [] }),
      unknowns: unknownsFor(session, null, null),
      notes: [whyNotInCluster(session.reader, recognition) ?? notInSnapshot(session.reader, recognition)],
    };
  }
  const owner = ownerOf(session, start);
  const paths = await findPaths(session, { from: start.index, to: null, k: input.k, signal: context.signal });
  const reached = summariseReach(session, start.index, context.signal);
  return {
    recognition,
    owner: entityRecord(session, owner),
    start: start.id,
    reach: reached,
    paths,
    activity: activityFor(session, start),
    containment: containmentFor(recognition, owner, {
      reached: surelyReached(paths),
    }),
    unknowns: unknownsFor(session, start.id, null),
    notes: [...(behind ? [behind.note] : []), ...notesOn(start, reached.total)],
  };
}

/** An exact entity id or name is an entity; otherwise a credential; otherwise whatever entity the fragment names. */
function identify(
  reader: SnapshotReader,
  text: string,
): { readonly recognition: Recognition; readonly start: EntityRow | null } {
  const entity = reader.entityById(text.trim());
  const [credential] = recognise(text);
  if (credential) {
    const start =
      ownerInCluster(reader, credential) ??
      ownerOnGithub(reader, credential) ??
      entityNamed(reader, credential);
    return { recognition: credential, start: start ?? entity };
  }
  if (entity) return { recognition: recognisedEntity(entity), start: entity };
  let found: EntityRow;
  try {
    found = resolveEntity(reader, text);
  } catch (error) {
    if (!(error instanceof TrustpathError) || error.code === 'entity-ambiguous') throw error;
    // The text may hold a secret that no pattern knows: it is described, never repeated.
    throw new TrustpathError('credential-not-recognised', explainUnrecognised(text));
  }
  return { recognition: recognisedEntity(found), start: found };
}

/** The entity that a credential's public identifier names: its id, or the unique id that IAM gave a principal. */
function entityNamed(reader: SnapshotReader, { identifier, type }: Recognition): EntityRow | null {
  if (identifier === null) return null;
  const named = reader.entityById(identifier);
  if (named || type !== 'aws-principal-id') return named;
  for (const kind of ['aws-role', 'aws-user', 'aws-group', 'aws-policy'] as const) {
    for (const row of reader.entities({ kind })) if (row.attributes.uniqueId === identifier) return row;
  }
  return null;
}

export function recognisedEntity(row: EntityRow): Recognition {
  return {
    type: 'entity',
    label: ENTITY_KINDS[row.kind].label,
    identifier: row.id,
    fingerprint: null,
    facts: [],
  };
}

function summariseReach(session: Session, start: number, signal: AbortSignal): TraceAnswer['reach'] {
  const reached = reach(session.graph(), start, { include: INCLUDE_ALL, signal });
  const groups = groupReached(session, reached.index);
  const byKind = new Map<TraceAnswer['reach']['byKind'][number]['kind'], number>();
  const byTier = new Map<number | null, number>();
  for (const group of groups) {
    byKind.set(group.kind, (byKind.get(group.kind) ?? 0) + group.count);
    byTier.set(group.tier, (byTier.get(group.tier) ?? 0) + group.count);
  }
  return {
    total: reached.index.length,
    byKind: [...byKind]
      .map(([kind, count]) => ({ kind, count }))
      .sort((a, b) => b.count - a.count || (a.kind < b.kind ? -1 : 1)),
    byTier: [...byTier].map(([tier, count]) => ({ tier, count })),
  };
}

function notesOn(start: EntityRow, total: number): string[] {
  const notes: string[] = [];
  const status = start.attributes.status;
  if (start.kind === 'aws-access-key' && status === 'Inactive') {
    notes.push('The key is inactive: it authenticates nobody until somebody activates it again.');
  }
  if (total === 0)
    notes.push('Nothing is reached from here with what was collected; see the coverage for what was not.');
  return notes;
}

function notInSnapshot(reader: SnapshotReader, recognition: Recognition): string {
  if (recognition.identifier === null) {
    return `This is a ${recognition.label}. Nothing in it can be matched with this snapshot.`;
  }
  const account = recognition.facts.find((fact) => fact.label === 'account')?.value;
  const known =
    account !== undefined && reader.entityById(`arn:aws:iam::${account}:root`)?.collected === true;
  const where =
    account === undefined || !/^\d{12}$/.test(account)
      ? ''
      : known
        ? ` It belongs to account ${account}, which is in this snapshot, but not with this ${recognition.type === 'aws-principal-id' ? 'id: what had it was deleted, or was not collected' : 'key: see the coverage of iam:ListAccessKeys'}.`
        : ` It belongs to account ${account}, which was not collected.`;
  return `${recognition.identifier} is not in this snapshot.${where}`;
}
