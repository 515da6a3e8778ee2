/** Unit tests run the TypeScript through swc; CDK's built-in validation (2.5 s a process) has a job of its own. */
process.env.CDK_VALIDATION = 'false';
module.exports = {
  testMatch: ['<rootDir>/test/**/*.test.ts'],
  transform: {
    '^.+\\.ts$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'commonjs' } },
    ],
  },
  setupFiles: ['<rootDir>/test/support/no-stack-trace.ts'],
  // The successor's lane has a configuration of its own: npm run test:cdktn.
  testPathIgnorePatterns: ['/node_modules/', '<rootDir>/test/cdktn/'],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/out/', '<rootDir>/test/golden/'],
};
