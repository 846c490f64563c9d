// What `electron FOLDER` does in Electron's own distribution and the registry-hosted runtime lacks: reads the folder's
// package.json, takes its name and version, and loads its main file.
const { app } = require('electron');
const fs = require('node:fs');
const path = require('node:path');

const given = process.argv.slice(1).find((argument) => !argument.startsWith('-'));
if (given === undefined) {
  console.error('electron: give the folder of an application');
  process.exit(1);
}
const folder = path.resolve(given);
try {
  const manifest = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'));
  app.setName(manifest.productName ?? manifest.name);
  app.setVersion(manifest.version ?? '0.0.0');
  app.setAppPath(folder);
  if (!app.commandLine.hasSwitch('user-data-dir')) {
    app.setPath('userData', path.join(app.getPath('appData'), app.getName()));
  }
  require(path.join(folder, manifest.main ?? 'index.js'));
} catch (error) {
  console.error(`electron: ${folder} could not be started`, error);
  process.exit(1);
}
