// Who may import whom, as an allow-list: what is not named here is an error. Rooms are folders of src/main, src/renderer
// and src/shared; core modules and packages are allowed per room, too.

const from = (path, ...to) => to.map((target) => ({ from: { path }, to: { path: target } }));
const core = { dependencyTypes: ['core'] };
const npm = (...names) => ({ path: `node_modules/(${names.join('|')})/` });
const allow = (path, ...targets) => targets.map((to) => ({ from: { path }, to }));

const SHARED = '^src/shared/';
const room = (name) => `^src/main/${name}/`;
const window = (name) => `^src/renderer/${name}/`;
const STYLES = '^src/renderer/styles/';

module.exports = {
  forbidden: [
    { name: 'no-cycles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'unresolvable',
      severity: 'error',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  allowedSeverity: 'error',
  allowed: [
    ...from('^src/shared/base/', '^src/shared/base/'),
    ...from('^src/shared/model/', '^src/shared/(base|model)/'),
    ...from('^src/shared/api/', SHARED),
    ...allow('^src/shared/api/', npm('zod')),

    ...['instrument', 'engine', 'session', 'recorder', 'replay', 'app', 'hosts', 'cli'].flatMap(
      (name) => from(room(name), room(name), SHARED),
    ),
    ...['engine', 'session', 'recorder', 'replay', 'app', 'hosts', 'cli'].flatMap((name) =>
      allow(room(name), core),
    ),
    ...allow(room('session'), npm('better-sqlite3', '@types/better-sqlite3', 'zod')),
    ...from(room('recorder'), room('engine'), room('session')),
    ...from(room('replay'), room('engine'), room('session')),
    ...from(room('app'), room('(instrument|engine|session|recorder|replay)')),
    ...allow(room('app/project'), npm('@lezer/python', '@lezer/common')),
    ...from(room('(hosts|cli)'), room('app')),
    ...allow(room('hosts/browser'), npm('ws', '@types/ws', 'zod')),
    ...allow(room('hosts/electron'), npm('electron')),
    ...allow(room('cli'), npm('commander')),
    ...from('^src/main/index.ts$', room('hosts/electron'), SHARED),
    ...allow('^src/main/index.ts$', core, npm('electron')),

    ...from('^src/preload/', '^src/shared/api/'),
    ...allow('^src/preload/', npm('electron')),

    ...from('^src/renderer/', SHARED),
    ...allow('^src/renderer/', {
      path: 'node_modules/(?!electron/)',
      dependencyTypes: ['npm', 'npm-dev'],
    }),
    ...from('^src/renderer/main.tsx$', '^src/renderer/'),
    ...from(window('views'), window('views'), window('timeline'), window('state'), STYLES),
    ...from(window('timeline'), window('timeline'), window('state'), STYLES),
    ...from(window('state'), window('state'), window('api')),
    ...from(window('api'), window('api')),
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    doNotFollow: { path: 'node_modules' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'require', 'node', 'default', 'types'],
      extensions: ['.ts', '.tsx', '.d.ts', '.js', '.mjs', '.css'],
    },
  },
};
