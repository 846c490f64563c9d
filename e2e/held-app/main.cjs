// Runs the built application, but lets it take Electron as ready only when `startHeld()` has been called. A test that
// attaches to the application while its window is on the way to its first page can miss that it arrived, and would wait
// for it without end; one that is attached before there is a window cannot.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const ready = app.whenReady();
const told = new Promise((resolve) => {
  globalThis.startHeld = resolve;
});
app.whenReady = () => Promise.all([ready, told]).then(() => {});

const root = path.resolve(__dirname, '../..');
const { name, version, main } = JSON.parse(fs.readFileSync(path.join(root, 'package.json'), 'utf8'));
app.setName(name);
app.setVersion(version);
app.setAppPath(root);
require(path.join(root, main));
