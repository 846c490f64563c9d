import type { Entity } from '../../schema/records.ts';

/** A step without its number: order is that of the list. */
export interface Step {
  readonly title: string;
  readonly why: string;
  readonly command: string | null;
  readonly entity: string | null;
  /** Whether it ends something that the attacker holds: a credential, a session, a power of what it authenticates as. */
  readonly revokes: boolean;
}

export interface ContainmentContext {
  /** Ids of the entities that the credential reaches, those on the paths first. */
  readonly reached: readonly string[];
}

export type Owner = Pick<Entity, 'id' | 'kind' | 'name' | 'attributes'>;

export function step(
  title: string,
  why: string,
  command: string | null = null,
  entity: string | null = null,
): Step {
  return { title, why, command, entity, revokes: false };
}

/** A step that ends something that the attacker holds. */
export function revoking(...parts: Parameters<typeof step>): Step {
  return { ...step(...parts), revokes: true };
}
