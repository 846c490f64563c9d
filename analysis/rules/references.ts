const IAM_ACTIONS =
  'https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html';

/** Where to read more about an escalation technique: the public catalogue, where it has the id, and the actions themselves. */
export function referencesOf(id: string): readonly string[] {
  return /^(iam|sts)-\d{3}$/.test(id)
    ? [`https://pathfinding.cloud/paths/${id}`, IAM_ACTIONS]
    : [IAM_ACTIONS];
}
