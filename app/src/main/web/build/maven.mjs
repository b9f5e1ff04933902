// Called by Maven: fetches the packages when the lock file asks for it, then builds or tests.
// Does nothing when what it would make is newer than everything it is made from.
import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const web = dirname(dirname(fileURLToPath(import.meta.url)));
const out = join(web, '../../../target/web/org/treuga/app/page');
const made = [
  ...['report.js', 'report.css', 'land.bin', 'LICENSES.txt'].map((name) => join(out, name)),
  ...['workbench.js', 'workbench.css'].map((name) => join(out, '../workbench', name)),
];
const task = process.argv[2] ?? 'build';

const npm = (...args) =>
  execFileSync('npm', args, { cwd: web, stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' });
const changed = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

function newest(path) {
  if (!statSync(path).isDirectory()) return changed(path);
  return Math.max(0, ...readdirSync(path).map((name) => newest(join(path, name))));
}

const lock = join(web, 'package-lock.json');
const installed = join(web, 'node_modules/.package-lock.json');
const inputs = ['src', 'build', 'package.json', 'package-lock.json', 'tsconfig.json', 'vite.config.ts', 'vite.workbench.config.ts', 'public-workbench'];
const from = Math.max(...inputs.map((name) => newest(join(web, name))));

if (task === 'build' && made.every((path) => changed(path) > from)) process.exit(0);
if (changed(installed) < changed(lock)) {
  npm('ci', '--ignore-scripts', '--no-audit', '--no-fund');
  utimesSync(installed, new Date(), new Date());
}
npm('run', task, '--silent');
