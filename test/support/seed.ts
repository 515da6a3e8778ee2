/** Seed of every property test: the same inputs on every machine, so that what fails fails for everyone. */
export const SEED = Number(process.env['PROPERTY_SEED'] ?? 20261125);
