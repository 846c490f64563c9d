import { prefixedFamily } from './prefixed-tokens.ts';

export const vault = prefixedFamily('HashiCorp Vault tokens', [
  {
    type: 'vault-service-token',
    label: 'Vault service token',
    pattern: /(?<![\w.-])hvs\.(?:[\w-]{90,120}|[\w-]{24})(?![\w-])/g,
    told: () => [['kind', 'service: listed and revocable by its accessor']],
  },
  {
    type: 'vault-batch-token',
    label: 'Vault batch token',
    pattern: /(?<![\w.-])hvb\.[\w-]{90,400}(?![\w-])/g,
    told: () => [['kind', 'batch: not listed and not revocable on its own; ends by itself']],
  },
]);
