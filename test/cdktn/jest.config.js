/** The Azure tests on the successor of CDKTF: what the seam imports comes from here, the rest from the project. */
const { join } = require('node:path');
const project = require('../../jest.config');

const here = (path) => join(__dirname, 'node_modules', path);
module.exports = {
  ...project,
  rootDir: '../..',
  testPathIgnorePatterns: ['/node_modules/'],
  testMatch: ['<rootDir>/test/{constructs,stacks}/azure/**/*.test.ts', '<rootDir>/test/cdktn/**/*.test.ts'],
  moduleNameMapper: {
    '^cdktf$': here('cdktn'),
    '^cdktf/(.*)$': here('cdktn/$1'),
    '^@cdktf/provider-azurerm/(.*)$': here('@cdktn/provider-azurerm/$1'),
  },
};
