import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from '@playwright/test';
import { launchTrustpath, type Trustpath } from './launch.ts';

let trustpath: Trustpath;
test.beforeAll(async () => {
  trustpath = await launchTrustpath();
});
test.afterAll(async () => {
  await trustpath?.close();
});

test('opens one window with its title and without a page error', async () => {
  expect(await trustpath.window.title()).toContain('Trustpath');
  expect(trustpath.app.windows()).toHaveLength(1);
  expect(trustpath.window.url()).toBe('app://trustpath/index.html');
  await expect
    .poll(() => trustpath.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible()))
    .toBe(true);
  expect(trustpath.pageErrors()).toEqual([]);
});

test('gives the page no Node and only the named functions', async () => {
  const found = await trustpath.window.evaluate(() => {
    const global = window as unknown as Record<string, unknown>;
    return {
      reachable: ['require', 'process', 'module', 'Buffer', 'ipcRenderer'].filter((name) => name in global),
      bridge: Object.entries(window.trustpath)
        .filter(([, value]) => typeof value !== 'function')
        .map(([name]) => name),
    };
  });
  expect(found).toEqual({ reachable: [], bridge: ['platform'] });
});

test('sandboxes the page', async () => {
  const preferences = await trustpath.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag } =
      contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webSecurity, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  });
});

test('sends the content security policy as a header', async () => {
  const policy = await trustpath.app.evaluate(async ({ net }) => {
    const response = await net.fetch('app://trustpath/index.html');
    return response.headers.get('content-security-policy');
  });
  expect(policy).toContain("default-src 'none'");
  expect(policy).toContain("script-src 'self'");
  expect(policy).not.toContain('unsafe');
});

test('runs no script and takes no style that is not its own', async () => {
  const outcome = await trustpath.window.evaluate(async () => {
    const marks = window as unknown as Record<string, unknown>;
    const refused: string[] = [];
    document.addEventListener('securitypolicyviolation', (event) => refused.push(event.effectiveDirective));
    const script = Object.assign(document.createElement('script'), {
      textContent: 'window.inlineRan = true',
    });
    const foreign = Object.assign(document.createElement('style'), { textContent: 'body { opacity: 0.5 }' });
    const cytoscape = Object.assign(document.createElement('style'), {
      textContent: '.__________cytoscape_container { position: relative; }',
    });
    const holder = document.createElement('div');
    holder.innerHTML = '<img src="x:" onerror="window.handlerRan = true">';
    document.head.append(script, foreign, cytoscape);
    document.body.append(holder);
    const data = await new Promise((resolve) => {
      const image = new Image();
      image.onload = () => resolve('shown');
      image.onerror = () => resolve('refused');
      image.src = 'data:image/gif;base64,R0lGODlhAQABAAAAACH5BAEKAAEALAAAAAABAAEAAAICTAEAOw==';
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const result = {
      ran: ['inlineRan', 'handlerRan'].filter((name) => name in marks),
      styles: [foreign, cytoscape].map((style) => style.sheet?.cssRules.length ?? 0),
      data,
      refused: [...new Set(refused)].sort(),
    };
    for (const added of [script, foreign, cytoscape, holder]) added.remove();
    return result;
  });
  expect(outcome).toEqual({
    ran: [],
    styles: [0, 1],
    data: 'refused',
    refused: ['img-src', 'script-src-attr', 'script-src-elem', 'style-src-elem'],
  });
});

test('serves nothing outside its own folder', async () => {
  const statuses = await trustpath.app.evaluate(async ({ net }) => {
    const ask = async (url: string) => (await net.fetch(url).catch(() => ({ status: 0 }))).status;
    return Promise.all(
      [
        'app://trustpath/../main.cjs',
        'app://trustpath/%2e%2e/main.cjs',
        'app://trustpath/..%2fmain.cjs',
        'app://trustpath/..%5cmain.cjs',
        'app://trustpath//etc/passwd',
        'app://trustpath/',
        'app://other/index.html',
      ].map(ask),
    );
  });
  expect(statuses).not.toContain(200);
});

test('reaches no network from the page', async () => {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('access-control-allow-origin', '*').end('reached');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const outcomes = await trustpath.window.evaluate(async (loopback) => {
    const attempt = (start: () => Promise<unknown>) =>
      start().then(
        () => 'reached',
        () => 'blocked',
      );
    const image = (src: string) => () =>
      new Promise((resolve, reject) => Object.assign(new Image(), { onload: resolve, onerror: reject, src }));
    return Promise.all([
      attempt(() => fetch(loopback)),
      attempt(() => fetch('https://example.com/')),
      attempt(image(`${loopback}/image.png`)),
      attempt(
        () =>
          new Promise((resolve, reject) => {
            const socket = new WebSocket(loopback.replace('http', 'ws'));
            socket.onopen = resolve;
            socket.onerror = reject;
          }),
      ),
    ]);
  }, `http://127.0.0.1:${port}`);
  // The main process's own session is as closed as the page.
  const fromMain = await trustpath.app.evaluate(
    ({ net }, url) =>
      net.fetch(url).then(
        () => 'reached',
        () => 'blocked',
      ),
    `http://127.0.0.1:${port}/main`,
  );
  server.close();
  expect([...outcomes, fromMain]).toEqual(['blocked', 'blocked', 'blocked', 'blocked', 'blocked']);
  expect(asked).toEqual([]);
});

test('opens no other window and goes nowhere else', async () => {
  const opened = await trustpath.window.evaluate(() => window.open('https://example.com/') === null);
  expect(opened).toBe(true);
  await trustpath.window.evaluate(() => {
    window.location.href = 'https://example.com/';
  });
  await trustpath.window.evaluate(() => {
    const link = Object.assign(document.createElement('a'), {
      href: 'https://example.com/',
      target: '_blank',
    });
    document.body.append(link);
    link.click();
    link.remove();
  });
  await trustpath.window.waitForTimeout(300);
  expect(trustpath.app.windows()).toHaveLength(1);
  expect(trustpath.window.url()).toBe('app://trustpath/index.html');
});

test('denies every permission', async () => {
  const states = await trustpath.window.evaluate(async () => {
    const names = [
      'geolocation',
      'notifications',
      'camera',
      'microphone',
      'clipboard-read',
    ] as PermissionName[];
    return Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
  });
  expect(states).not.toContain('granted');
});

test('answers the shell requests and refuses what does not fit', async () => {
  const answers = await trustpath.window.evaluate(async () => {
    const { trustpath } = window;
    return {
      info: await trustpath.appInfo(),
      theme: await trustpath.theme(),
      recent: await trustpath.recentFiles(),
      badName: await trustpath.chooseSavePath('csv', '../escape.csv'),
      badReveal: await trustpath.revealFile('/nowhere/at/all'),
    };
  });
  expect(answers.info.ok && answers.info.value.engine).toBeTruthy();
  expect(answers.theme).toMatchObject({ ok: true });
  expect(answers.recent).toEqual({ ok: true, value: { files: [] } });
  expect(answers.badName).toMatchObject({ ok: false, error: { code: 'usage' } });
  expect(answers.badReveal).toMatchObject({ ok: false, error: { code: 'input-unreadable' } });
});
