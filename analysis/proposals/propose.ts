import type { Marks } from '../../schema/case/state.ts';
import { throwIfCancelled } from '../../schema/errors.ts';
import { ENTITY_KINDS } from '../../schema/kinds/entity-kinds.ts';
import { RELATION_KIND_NAMES, RELATION_KINDS } from '../../schema/kinds/relation-kinds.ts';
import type { EntityRow, SnapshotReader } from '../../schema/snapshot/types.ts';
import { relationEndsOf } from '../relation-ends.ts';
import { environmentByAccess } from './environment-by-access.ts';
import type { Proposal, ProposalRule, ProposalScene, Proposed } from './proposal.ts';
import { ENVIRONMENT_RULES, PROPOSAL_RULES } from './registry.ts';

/** Relations of one entity that are looked at. */
const MOST_RELATIONS = 300;
/** A list that nobody can read is no help. */
const MOST_PROPOSALS = 10_000;
const ALLOW = 0;

/** Whether a person said in the case that what is proposed of an entity is not so. */
export type IsDeclined = (entity: string, proposed: Proposed) => boolean;

interface Known {
  /** What a person marked already is not proposed, and counts when others are. */
  readonly marks: ReadonlyMap<string, Marks>;
  readonly tierOf: (entity: EntityRow) => 0 | 1 | 2 | null;
  readonly signal?: AbortSignal;
}

/**
 * Tiers and environments that names, tags, places and access suggest, in the order of the entities. Rules that agree are
 * reasons of one proposal; rules that differ make two, of which a person chooses. `total` counts what is over the limit too.
 */
export function propose(
  reader: SnapshotReader,
  { marks, tierOf, signal }: Known,
): { readonly total: number; readonly proposals: readonly Proposal[] } {
  const scene = sceneOf(reader, marks, tierOf);
  const proposals: Proposal[] = [];
  let total = 0;
  for (const entity of reader.entities()) {
    if (entity.index % 1_000 === 0 && signal) throwIfCancelled(signal);
    if (ENTITY_KINDS[entity.kind].colour === 'policy') continue;
    const marked = marks.get(entity.id);
    const found = guesses(entity, scene, PROPOSAL_RULES).filter(
      ({ mark }) =>
        marked?.[mark] === undefined && !(mark === 'tier' && marked?.['crown-jewel'] !== undefined),
    );
    total += found.length;
    proposals.push(...found.slice(0, MOST_PROPOSALS - proposals.length));
  }
  return { total, proposals };
}

/** The first that rules propose as the environment of an entity and nobody declined, with every reason; null where there is none. */
export function environmentProposer(
  reader: SnapshotReader,
  { marks, tierOf, isDeclined }: Known & { readonly isDeclined?: IsDeclined },
): (entity: EntityRow) => Proposal | null {
  const scene = sceneOf(reader, marks, tierOf);
  const rules = [...ENVIRONMENT_RULES, environmentByAccess];
  return (entity) =>
    guesses(entity, scene, rules).find((each) => isDeclined?.(entity.id, each) !== true) ?? null;
}

function guesses(
  entity: EntityRow,
  scene: ProposalScene,
  rules: readonly ProposalRule[],
): readonly Proposal[] {
  const found = new Map<string, Proposal>();
  for (const rule of rules) {
    const guess = rule.propose(entity, scene);
    if (!guess) continue;
    const { reason, ...proposed } = guess;
    const key = `${proposed.mark} ${proposed.value}`;
    const reasons = [...(found.get(key)?.reasons ?? []), { rule: rule.id, says: reason }];
    found.set(key, { ...proposed, entity, reasons });
  }
  return [...found.values()];
}

function sceneOf(reader: SnapshotReader, marks: Known['marks'], tierOf: Known['tierOf']): ProposalScene {
  const environments = new Map<number, string | null>();
  const entities = new Map<number, EntityRow>();
  const entityAt = (index: number): EntityRow => {
    const known = entities.get(index) ?? reader.entity(index);
    entities.set(index, known);
    return known;
  };
  const byId = new Map<string, EntityRow | null>();
  const ends = relationEndsOf(reader);
  const traversable = RELATION_KIND_NAMES.map((kind) => RELATION_KINDS[kind].traversable);
  const scene: ProposalScene = {
    tierOf,
    entityById(id) {
      const known = byId.get(id);
      if (known !== undefined) return known;
      const found = reader.entityById(id);
      byId.set(id, found);
      return found;
    },
    environmentOf(entity) {
      const known = environments.get(entity.index);
      if (known !== undefined) return known;
      const [guess] = ENVIRONMENT_RULES.flatMap((rule) => rule.propose(entity, scene) ?? []);
      const environment = marks.get(entity.id)?.environment ?? (guess ? String(guess.value) : null);
      environments.set(entity.index, environment);
      return environment;
    },
    allowed(entity) {
      const { relations } = reader.relationsFrom(entity.index, MOST_RELATIONS);
      return relations
        .filter((relation) => ends.verdict[relation] === ALLOW && traversable[ends.kind[relation]!])
        .map((relation) => ({
          kind: RELATION_KIND_NAMES[ends.kind[relation]!]!,
          to: entityAt(ends.to[relation]!),
        }));
    },
  };
  return scene;
}
