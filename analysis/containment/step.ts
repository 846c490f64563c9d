import type { Entity } from '../../schema/records.ts';

/** A step without its number: order is that of the list. */
export interface Step {
  readonly title: string;
  readonly why: string;
  readonly command: string | null;
  readonly entity: string | null;
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
  return { title, why, command, entity };
}
