import type { OwnerSource } from '../scene.ts';

/**
 * Tags by which tools that write Terraform note where a resource comes from (Yor: `git_last_modified_by`, `git_modifiers`,
 * `git_org`, `git_repo`): whoever changed it last, else the repository.
 */
export const byTerraform: OwnerSource = {
  id: 'terraform',
  find(entity, scene) {
    const tags = new Map(scene.tagsOf(entity).map((tag) => [tag.name.toLowerCase(), tag]));
    const claims = [];
    const last = tags.get('git_last_modified_by');
    if (last?.value)
      claims.push({
        owner: last.value,
        says: `Its tag git_last_modified_by says that ${last.value} changed its Terraform last.`,
        ref: last.ref,
      });
    const only = tags.get('git_modifiers');
    if (!last && only?.value && !/[/,\s]/.test(only.value))
      claims.push({
        owner: only.value,
        says: `Its tag git_modifiers says that ${only.value} alone wrote its Terraform.`,
        ref: only.ref,
      });
    const [org, repository] = [tags.get('git_org'), tags.get('git_repo')];
    if (repository?.value) {
      const name = org?.value ? `${org.value}/${repository.value}` : repository.value;
      claims.push({
        owner: name,
        says: `Its tags say that its Terraform is in ${name}.`,
        ref: repository.ref,
      });
    }
    return claims;
  },
};
