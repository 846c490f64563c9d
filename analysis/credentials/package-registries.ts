import { checksumAfter, prefixedFamily } from './prefixed-tokens.ts';

/** The fixed start of a PyPI macaroon: version, and the location `pypi.org` or `test.pypi.org`. */
export const packageRegistries = prefixedFamily('Package registry tokens', [
  {
    type: 'npm-token',
    label: 'npm access token',
    pattern: /(?<!\w)npm_[0-9A-Za-z]{36}(?!\w)/g,
    told: checksumAfter('npm_'),
  },
  {
    type: 'pypi-token',
    label: 'PyPI upload token',
    pattern: /(?<![\w-])pypi-AgEIcHlwaS5vcmc[\w-]{50,1000}/g,
  },
  {
    type: 'test-pypi-token',
    label: 'TestPyPI upload token',
    pattern: /(?<![\w-])pypi-AgENdGVzdC5weXBpLm9yZw[\w-]{50,1000}/g,
  },
]);
