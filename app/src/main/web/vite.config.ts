import { defineConfig } from 'vitest/config';

// The report is one file, so script, style and fonts are built to be put into it whole.
export default defineConfig({
  build: {
    outDir: '../../../target/web/org/treuga/app/page',
    emptyOutDir: true,
    target: 'es2022',
    reportCompressedSize: false,
    assetsInlineLimit: 1 << 20,
    lib: {
      entry: 'src/report.ts',
      name: 'treugaReport',
      formats: ['iife'],
      fileName: () => 'report.js',
      cssFileName: 'report',
    },
  },
  test: { environment: 'happy-dom', include: ['test/**/*.test.ts'] },
});
