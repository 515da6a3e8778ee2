// npm run bench [-- --json] [--runs N]: whole processes, medians of several runs, as ratios to a floor in the same run.
const { spawnSync } = require('node:child_process');
const { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } = require('node:fs');
const { tmpdir } = require('node:os');
const { join, resolve } = require('node:path');

const root = resolve(__dirname, '../..');
const argument = (name, otherwise) =>
  process.argv.includes(name) ? process.argv[process.argv.indexOf(name) + 1] : otherwise;
const runs = Number(argument('--runs', '5'));
const work = mkdtempSync(join(tmpdir(), 'bench-'));
const cli = join(root, 'dist/bin/sovereign.js');

function time(args, env = {}) {
  const report = join(work, 'report.json');
  const started = process.hrtime.bigint();
  const child = spawnSync(process.execPath, ['-r', join(__dirname, 'rss.js'), ...args], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, BENCH_REPORT: report, ...env },
  });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  if (child.status > 1 || child.status === null) throw new Error(`${args.join(' ')}\n${child.stderr}`);
  return { seconds, rss: JSON.parse(readFileSync(report, 'utf8')).rss };
}

const median = (list) => [...list].sort((a, b) => a - b)[Math.floor(list.length / 2)];

function measure(make) {
  make(-1);
  const all = Array.from({ length: runs }, (_, run) => make(run));
  return { seconds: median(all.map(({ seconds }) => seconds)), rss: Math.max(...all.map(({ rss }) => rss)) };
}

const sizes = (folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => statSync(join(entry.parentPath ?? entry.path, entry.name)).size);

function resourcesOf(folder) {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  return files.reduce((sum, file) => {
    if (/\.template\.json$/.test(file))
      return sum + Object.keys(JSON.parse(readFileSync(join(folder, file), 'utf8')).Resources).length;
    if (/\.tf\.json$/.test(file))
      return (
        sum +
        Object.values(JSON.parse(readFileSync(join(folder, file), 'utf8')).resource ?? {}).reduce(
          (count, type) => count + Object.keys(type).length,
          0,
        )
      );
    return sum;
  }, 0);
}

const fresh = (name) => {
  const folder = join(work, name);
  rmSync(folder, { recursive: true, force: true });
  return folder;
};

const rows = [];
function add(name, make, folder) {
  const result = measure(make);
  const bytes = sizes(folder()).reduce((sum, size) => sum + size, 0);
  const resources = resourcesOf(folder());
  rows.push({
    name,
    seconds: result.seconds,
    rssMiB: result.rss,
    resources,
    resourcesPerSecond: resources / result.seconds,
    files: sizes(folder()).length,
    bytes,
  });
}

const out = () => join(work, 'one');
add('1 country, both clouds', () => time([cli, 'synth', 'IN', '--quiet', '--out', fresh('one')]), out);
const modules = join(work, 'modules.json');
spawnSync(
  process.execPath,
  ['-r', join(__dirname, 'modules.js'), cli, 'synth', 'IN', '--quiet', '--out', fresh('one')],
  { cwd: root, env: { ...process.env, BENCH_MODULES: modules } },
);
add(
  'floor of 1 country',
  () => time([join(__dirname, 'floor.js'), modules, out(), fresh('floor')]),
  () => join(work, 'floor'),
);
add(
  '2 countries (shipped)',
  () => time([cli, 'synth', '--quiet', '--out', fresh('two')]),
  () => join(work, 'two'),
);
for (const count of [24, 100])
  add(
    `${count} countries (from the catalogue)`,
    () => time([join(__dirname, 'worker.js'), String(count), fresh(`n${count}`)]),
    () => join(work, `n${count}`),
  );
add('check of 1 country', () => time([cli, 'check', out(), '--country', 'IN', '--quiet']), out);

const floor = rows.find(({ name }) => name.startsWith('floor')).seconds;
for (const row of rows) row.timesFloor = row.seconds / floor;
const perCountry = (count) => rows.find(({ name }) => name.startsWith(`${count} countr`)).seconds / count;
const growth = perCountry(100) / perCountry(24);
const result = {
  schemaVersion: 1,
  node: process.version,
  runs,
  floorSeconds: floor,
  rows,
  growth: { from: 24, to: 100, perCountryRatio: growth },
};

if (process.argv.includes('--json')) console.log(JSON.stringify(result, null, 2));
else {
  console.log(`median of ${runs} whole processes, Node ${process.version}`);
  for (const row of rows)
    console.log(
      `${row.name.padEnd(34)} ${row.seconds.toFixed(2).padStart(6)} s  ${row.timesFloor.toFixed(2).padStart(6)} × floor  ${row.rssMiB.toFixed(0).padStart(4)} MiB  ${String(row.resources).padStart(6)} resources  ${row.resourcesPerSecond.toFixed(0).padStart(5)}/s  ${(row.bytes / 1e6).toFixed(1)} MB`,
    );
  console.log(`a country among 100 costs ${growth.toFixed(2)} × a country among 24 (1 is linear)`);
}
rmSync(work, { recursive: true, force: true });
