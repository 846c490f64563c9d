import { type FileShape, textOf } from './file-shape.ts';

export const STS_FILES: readonly FileShape[] = [
  {
    operation: 'sts:GetCallerIdentity',
    matches: (document) =>
      /^\d{12}$/.test(textOf(document, 'Account') ?? '') &&
      textOf(document, 'Arn') !== null &&
      textOf(document, 'UserId') !== null,
    account: (document) => textOf(document, 'Account'),
  },
];
