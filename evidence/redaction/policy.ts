import { z } from 'zod';

/** What can be replaced, or left, as a whole. */
export const CATEGORIES = {
  accounts: 'Account ids, access key ids and unique ids',
  names: 'Names of roles, users, workloads, resources and everything else',
  hosts: 'Host names',
  tags: 'Tags, labels and annotations',
  text: 'Descriptions, scripts and messages',
  emails: 'E-mail addresses',
  ips: 'Network addresses',
  paths: 'Paths of files',
  repositories: 'Names of organizations and repositories',
  registries: 'Image registries',
} as const;
export type Category = keyof typeof CATEGORIES;
export const CATEGORY_NAMES = Object.keys(CATEGORIES) as [Category, ...Category[]];

const words = z.array(z.string().min(1).max(256)).max(10_000).default([]);

/** Which names give way to pseudonyms. What is in no file is replaced. */
export const redactionPolicy = z.strictObject({
  replace: z.array(z.enum(CATEGORY_NAMES)).default([...CATEGORY_NAMES]),
  /** Words that stay readable. */
  keep: words,
  /** Words that are replaced although they are public, or stand in what is left. */
  hide: words,
});
export type RedactionPolicy = z.output<typeof redactionPolicy>;
export const REPLACE_ALL: RedactionPolicy = redactionPolicy.parse({});
