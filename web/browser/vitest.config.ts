// The page in Debian's Chromium: against VOUCH_URL, or where that is not given against the built page on recorded answers.
import { configDefaults, defineConfig } from 'vitest/config';

const { VOUCH_URL, VOUCH_CALCULATED } = process.env;
const leftOut = [
  ...(VOUCH_CALCULATED ? [] : ['browser/calculated_apart.test.ts']),
  // The pictures are of the recorded answers: another server has other digests, and moments of its own.
  ...(VOUCH_URL ? ['browser/golden.test.ts'] : []),
];

export default defineConfig({
  test: {
    include: ['browser/**/*.test.ts'],
    exclude: [...configDefaults.exclude, ...leftOut],
    globalSetup: ['browser/server.ts'],
    fileParallelism: false,
    // Nothing is timed here: a machine that does much else besides takes long over a whole verification.
    testTimeout: 180_000,
    hookTimeout: 60_000,
  },
});
