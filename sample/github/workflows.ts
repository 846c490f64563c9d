const expression = (text: string) => `\${{ ${text} }}`;

/** Whoever pushes to any branch of `order-service` runs this, and it becomes the role `github-release`. */
export const RELEASE = `name: release
on:
  push:
  workflow_dispatch:

permissions:
  id-token: write
  contents: read

jobs:
  release:
    runs-on: ubuntu-latest
    environment: release
    steps:
      - uses: actions/checkout@v4
      - uses: aws-actions/configure-aws-credentials@v4
        with:
          role-to-assume: arn:aws:iam::111122223333:role/github-release
          aws-region: eu-central-1
      - run: ./scripts/release.sh
        env:
          REGISTRY_PASSWORD: ${expression('secrets.REGISTRY_PASSWORD')}
`;

export const ORDER_TESTS = `name: tests
on:
  pull_request:

permissions:
  contents: read

jobs:
  test:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - run: npm ci
        env:
          NPM_TOKEN: ${expression('secrets.NPM_TOKEN')}
      - run: npm test
`;

/** Only \`main\`, and only after review: the role \`github-web-deploy\` trusts this environment alone. */
export const WEB_DEPLOY = `name: deploy
on:
  push:
    branches: [main]

permissions:
  id-token: write
  contents: read

jobs:
  deploy:
    runs-on: ubuntu-latest
    environment: production
    steps:
      - uses: actions/checkout@11bd71901bbe5b1630ceea73d27597364c9af683
      - uses: aws-actions/configure-aws-credentials@e3dd6a429d7300a6a4c196c26e071d42e0343502
        with:
          role-to-assume: arn:aws:iam::111122223333:role/github-web-deploy
          aws-region: ${expression('vars.AWS_REGION')}
      - run: ./deploy.sh
        env:
          CDN_KEY: ${expression('secrets.CDN_KEY')}
`;

export const INFRA_PLAN = `name: plan
on:
  pull_request:
  push:
    branches: [main]

permissions:
  contents: read
  pull-requests: write

jobs:
  plan:
    runs-on: [self-hosted, infra]
    steps:
      - uses: actions/checkout@v4
      - run: terraform plan
        env:
          TF_TOKEN: ${expression('secrets.TF_TOKEN')}
`;

/** Runs what a pull request from anywhere brings, with the secrets of the repository. */
export const HANDBOOK_PREVIEW = `name: preview
on:
  pull_request_target:

permissions:
  contents: read
  pull-requests: write

jobs:
  preview:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
        with:
          ref: ${expression('github.event.pull_request.head.sha')}
      - run: npm ci && npm run build
        env:
          PREVIEW_TOKEN: ${expression('secrets.PREVIEW_TOKEN')}
      - run: echo "Preview of ${expression('github.event.pull_request.title')}"
`;
