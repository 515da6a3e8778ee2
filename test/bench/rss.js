// Preloaded into a measured process: says its own peak memory, in MiB, when it ends.
process.on('exit', () => {
  if (process.env.BENCH_REPORT)
    require('node:fs').writeFileSync(
      process.env.BENCH_REPORT,
      JSON.stringify({ rss: process.resourceUsage().maxRSS / 1024 }),
    );
});
