/** One project per floor of the product, so that `npm test -- --selectProjects unit` is quick. */
const base = {
  rootDir: __dirname,
  testEnvironment: 'node',
  transform: {
    '^.+\\.(ts|tsx|js|mjs)$': [
      '@swc/jest',
      { jsc: { target: 'es2022', parser: { syntax: 'typescript', tsx: true } }, module: { type: 'commonjs' } },
    ],
  },
  // These packages ship only as ES modules.
  transformIgnorePatterns: [
    '/node_modules/(?!(jose|@marcbachmann|temporal-polyfill|temporal-utils|https-proxy-agent|agent-base|http-proxy-agent|proxy-agent-negotiate)/)',
  ],
  modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.tools/', '<rootDir>/.state/'],
};

module.exports = {
  projects: [
    { ...base, displayName: 'unit', testMatch: ['<rootDir>/{src,functions,cli,simulator,web}/**/*.test.ts'] },
    {
      ...base,
      displayName: 'product',
      testMatch: ['<rootDir>/test/**/*.test.ts'],
      testPathIgnorePatterns: ['<rootDir>/test/browser/', '<rootDir>/test/process/'],
    },
    { ...base, displayName: 'process', testMatch: ['<rootDir>/test/process/**/*.test.ts'] },
    { ...base, displayName: 'browser', testMatch: ['<rootDir>/test/browser/**/*.test.ts'] },
  ],
};
