// Run by Electron: ends well when a window can be opened, sandbox included.

const { app, BrowserWindow } = require('electron');

async function openWindow() {
  await app.whenReady();
  const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
  await window.loadURL('data:text/html,started');
}

openWindow().then(
  () => app.exit(0),
  (error) => {
    console.error(error.message);
    app.exit(1);
  },
);
