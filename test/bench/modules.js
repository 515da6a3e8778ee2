// Preloaded once: writes the list of modules a synthesis loads, for the floor to load.
process.on('exit', () => {
  const files = Object.keys(require.cache).filter(
    (file) => !file.includes('/test/bench/') && !file.endsWith('/bin/sovereign.js'),
  );
  require('node:fs').writeFileSync(process.env.BENCH_MODULES, JSON.stringify(files));
});
