import './theme/tokens.css';
import './theme/base.css';
import './entity/entity.css';

import { createRoot } from 'react-dom/client';
import { runCommand } from './commands/command-state.ts';
import { App } from './frame/app.tsx';
import { startKeyboard } from './frame/keyboard.ts';
import { startNativeMenu } from './frame/native-menu.ts';
import { engineIsReady, engineWasLost, showFailure, useSession } from './frame/session-store.ts';
import { prepareDrawing } from './investigate/paths-tab.tsx';
import { connectEngine, fromShell, shell } from './shell.ts';
import { takeFiles } from './start/take-files.ts';
import { startTheme } from './theme/theme-store.ts';

function takePending(): void {
  fromShell(shell().pendingFiles())
    .then(({ paths }) => takeFiles(paths), showFailure)
    .finally(() => useSession.setState({ starting: false }));
}

startTheme().catch(showFailure);
connectEngine({ lost: engineWasLost, ready: () => void engineIsReady() });
startKeyboard();
startNativeMenu();
shell().onCommand(runCommand);
shell().onFilesPending(takePending);
takePending();

const root = document.getElementById('root');
if (root) createRoot(root).render(<App />);
prepareDrawing();
