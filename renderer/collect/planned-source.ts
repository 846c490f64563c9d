import type { Channel, Input } from '../../schema/contract.ts';

/** The requests that bring a source into a snapshot. */
export type CollectChannel = Extract<
  Channel,
  | 'collect.aws'
  | 'collect.kubernetes'
  | 'collect.github'
  | 'import.aws'
  | 'import.kubernetes'
  | 'import.github'
  | 'import.cloudtrail'
  | 'import.kubernetes-audit'
  | 'import.claims'
>;

/** One source that is to be collected or imported: what it is called in the list, and what will be asked. */
export type PlannedSource = {
  readonly [C in CollectChannel]: {
    readonly label: string;
    readonly channel: C;
    readonly input: Omit<Input<C>, 'out' | 'add' | 'resume'>;
  };
}[CollectChannel];

/** How the request of a source is made where others are already in the file, or where it was cut off. */
export function requestOf(
  { channel, input }: PlannedSource,
  out: string,
  how: 'new' | 'add' | 'resume',
): { readonly channel: CollectChannel; readonly input: Input<CollectChannel> } {
  const place = { out, ...(how === 'add' && { add: true }), ...(how === 'resume' && { resume: true }) };
  return { channel, input: { ...input, ...place } as Input<CollectChannel> };
}

/** Whether two entries of the list would read the same: asked twice, it is read once. */
export function isSame(one: PlannedSource, other: PlannedSource): boolean {
  return one.channel === other.channel && JSON.stringify(one.input) === JSON.stringify(other.input);
}
