// Boots the window: theme, event stream, first render. No logic lives here.

import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { present } from '../shared/base/assert.ts';
import { startTheme } from './state/theme-store.ts';
import './styles/tokens.css';
import './styles/base.css';
import './styles/kit.css';
import './styles/layout.css';
import './styles/code.css';
import './styles/output.css';
import './styles/inspector.css';
import './styles/holders.css';
import './styles/lessons.css';
import './styles/project.css';
import './styles/sessions.css';
import { App } from './views/app.tsx';

startTheme();
createRoot(present(document.getElementById('root'), 'root element')).render(
  <StrictMode>
    <App />
  </StrictMode>,
);
