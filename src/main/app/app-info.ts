// Owns what the app says of itself: its version and the engines that are installed.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AppInfo } from '../../shared/api/app-results.ts';
import { ENGINES, enginePackageDir } from '../engine/catalogue.ts';
import type { EngineDefinition } from '../engine/engine-definition.ts';
import { projectRoot } from './places.ts';

export const appVersion = (): string => {
  const manifest = JSON.parse(readFileSync(path.join(projectRoot, 'package.json'), 'utf8')) as {
    version: string;
  };
  return manifest.version;
};

function isInstalled(engine: EngineDefinition): boolean {
  try {
    enginePackageDir(engine);
    return true;
  } catch {
    return false;
  }
}

export const readAppInfo = (): Pick<AppInfo, 'version' | 'engines'> => ({
  version: appVersion(),
  engines: ENGINES.map((engine) => ({
    id: engine.id,
    pythonVersion: engine.pythonVersion,
    available: isInstalled(engine),
  })),
});
