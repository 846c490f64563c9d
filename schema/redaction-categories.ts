/** What can give way to pseudonyms, or be left, as a whole. Apart from the policy's shape, which the window does not load. */
export const CATEGORIES = {
  accounts: 'Account ids, access key ids and unique ids',
  names: 'Names of roles, users, workloads, resources and everything else',
  hosts: 'Host names',
  tags: 'Tags, labels and annotations',
  text: 'Descriptions, scripts and messages',
  emails: 'E-mail addresses',
  ips: 'Network addresses',
  paths: 'Paths of files',
  repositories: 'Organizations and repositories',
  registries: 'Image registries',
} as const;
export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as [Category, ...Category[]];
