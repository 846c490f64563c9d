import type { OwnerSource } from '../scene.ts';
import { byCodeOwners } from './by-code-owners.ts';
import { byGrant } from './by-grant.ts';
import { byHolder } from './by-holder.ts';
import { byNamespace } from './by-namespace.ts';
import { byTag } from './by-tag.ts';
import { byTerraform } from './by-terraform.ts';
import { byUserOfIt } from './by-user-of-it.ts';

/** Every source of ownership evidence, strongest first. What the case says goes before all of them. */
export const OWNER_SOURCES: readonly OwnerSource[] = [
  byTag,
  byGrant,
  byCodeOwners,
  byHolder,
  byNamespace,
  byTerraform,
  byUserOfIt,
];
