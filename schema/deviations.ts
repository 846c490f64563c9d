/** What can be unlike before in the behaviour of an identity, declared once: window, command line and documents say it so. */
export const DEVIATION_KINDS = {
  'new-network': 'New network',
  'new-region': 'New region',
  'new-namespace': 'New namespace',
  'new-program': 'New program',
  'new-caller': 'New caller',
  'unexpected-audience': 'Unexpected audience',
  'new-sensitive-action': 'First sensitive action',
  'off-hours': 'Off hours',
  'after-sleep': 'After a long sleep',
} as const;

export type DeviationKind = keyof typeof DEVIATION_KINDS;
export const DEVIATION_KIND_NAMES = Object.keys(DEVIATION_KINDS) as [DeviationKind, ...DeviationKind[]];
