import { isJsonObject, type Json } from '../../schema/json.ts';
import { resolvePointer } from '../../schema/json-pointer.ts';
import type { EvidenceRef, Relation } from '../../schema/records.ts';
import type { Change } from '../../schema/scenario.ts';
import type { Estates } from '../estates.ts';
import { subjectId } from './changes/kubernetes-access.ts';
import { type NamedPlace, namedPlaces } from './named-places.ts';

/** A change of the configuration at a place that proofs point at. */
export interface PlaceChange {
  readonly change: Change;
  readonly title: string;
  /** What it costs by its kind, before use and breadth are looked at: 1 is one statement of one policy. */
  readonly effort: number;
}

/** What a relation says of its ends: of equal places, those of its own ends are meant. */
type Ends = Pick<Relation, 'from' | 'to'>;

/**
 * The change that takes away what stands at a place, by the name that people call it by; null where nothing can: the
 * place says that something exists, denies something, or belongs to AWS or to the cluster. `document` is the observation.
 */
export function placeChange(
  document: Json,
  ref: EvidenceRef,
  ends: Ends,
  estates: Estates,
): PlaceChange | null {
  const places = namedPlaces(estates);
  const own = nearest(places.at(ref), ends);
  if (own) return ofPlace(own, ref, ends);
  const statement = /^(.*)\/Statement(?:\/(\d+))?$/.exec(ref.pointer);
  if (!statement) return null;
  const policy = nearest(places.at({ ...ref, pointer: statement[1] ?? '' }), ends);
  const value = resolvePointer(document, ref.pointer);
  if (!isJsonObject(value) || value.Effect !== 'Allow') return null;
  const sid = typeof value.Sid === 'string' && value.Sid !== '' ? ` ${value.Sid}` : '';
  if (policy?.kind === 'version')
    return {
      change: { change: 'remove-at', at: { observation: ref.observation, pointer: ref.pointer } },
      title: `Remove statement${sid} from ${policy.title}`,
      effort: 1,
    };
  if (policy?.kind !== 'policy') return null;
  return {
    change: {
      change: 'remove-statement',
      of: policy.of,
      policy: policy.policy,
      statement: Number(statement[2] ?? 0),
    },
    title: `Remove statement${sid} from ${policy.title}`,
    effort: 1,
  };
}

/** Whether the change at a place depends on whose relation is asked about. */
export function dependsOnEnds(ref: EvidenceRef, estates: Estates): boolean {
  const places = namedPlaces(estates);
  const above = ref.pointer.replace(/\/Statement(?:\/\d+)?$/, '');
  return [ref, { ...ref, pointer: above }].some((each) => {
    const found = places.at(each);
    return found.length > 1 || found[0]?.kind === 'binding';
  });
}

function nearest(places: readonly NamedPlace[], { from, to }: Ends): NamedPlace | undefined {
  if (places.length < 2) return places[0];
  return (
    places.find(
      (each) =>
        ('of' in each && (each.of === to || each.of === from)) ||
        ('id' in each && (each.id === to || each.id === from)),
    ) ?? places[0]
  );
}

function ofPlace(place: NamedPlace, ref: EvidenceRef, ends: Ends): PlaceChange | null {
  switch (place.kind) {
    case 'policy':
    case 'version':
      return null;
    case 'attachment':
      return {
        change: { change: 'detach-policy', principal: place.principal, policy: place.policy },
        title: `Detach ${place.policy} from ${last(place.principal)}`,
        effort: 1.5,
      };
    case 'membership':
      return {
        change: { change: 'remove-from-group', user: place.user, group: place.group },
        title: `Take ${last(place.user)} out of group ${place.group}`,
        effort: 1.5,
      };
    case 'binding':
      return bindingChange(place, ends);
    case 'rule':
      return {
        change: { change: 'remove-rule', role: place.role, rule: place.rule },
        title: `Remove rule ${place.rule} from ${place.name}`,
        effort: 1,
      };
    case 'credential':
      return {
        change: { change: 'delete-credential', credential: place.id },
        title: `Delete ${place.title}`,
        effort: 1,
      };
    case 'secret':
      return {
        change: { change: 'delete-secret', secret: place.id },
        title: `Delete ${place.title}`,
        effort: 2,
      };
    case 'other':
      return {
        change: { change: 'remove-at', at: { observation: ref.observation, pointer: ref.pointer } },
        title: place.title,
        effort: 1.5,
      };
  }
}

/** Of a binding with several subjects only the one that the relation begins at has to go. */
function bindingChange(
  { cluster, fact }: Extract<NamedPlace, { kind: 'binding' }>,
  { from }: Ends,
): PlaceChange {
  const subjects = fact.subjects.map((each) => subjectId(cluster, each));
  if (new Set(subjects).size > 1 && subjects.includes(from))
    return {
      change: { change: 'remove-subject', binding: fact.id, subject: from },
      title: `Take ${last(from)} out of ${fact.kind} ${fact.name}`,
      effort: 1,
    };
  return {
    change: { change: 'delete-binding', binding: fact.id },
    title: `Delete ${fact.kind} ${fact.name}`,
    effort: 1.5,
  };
}

function last(id: string): string {
  return id.slice(id.lastIndexOf('/') + 1);
}
