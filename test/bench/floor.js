// The floor: a process that loads the modules a synthesis loads and writes the bytes a synthesis writes, and no more.
const { cpSync, readFileSync } = require('node:fs');
const [modules, from, to] = process.argv.slice(2);
for (const file of JSON.parse(readFileSync(modules, 'utf8'))) require(file);
cpSync(from, to, { recursive: true });
