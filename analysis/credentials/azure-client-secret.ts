import { prefixedFamily } from './prefixed-tokens.ts';

export const azureClientSecret = prefixedFamily('Azure client secrets', [
  {
    type: 'azure-client-secret',
    label: 'Azure (Microsoft Entra) application client secret',
    pattern: /(?<![\w~.-])[\w~.]{3}\dQ~[\w~.-]{31,34}(?![\w~-])/g,
  },
]);
