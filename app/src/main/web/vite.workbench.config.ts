import { defineConfig } from 'vite';

// The workbench is served file by file, under names that do not change: the server tags them by content.
export default defineConfig({
  base: '/assets/',
  publicDir: 'public-workbench',
  build: {
    outDir: '../../../target/web/org/treuga/app/workbench',
    emptyOutDir: true,
    target: 'es2022',
    // Browsers that do not nest rules yet.
    cssTarget: 'chrome111',
    reportCompressedSize: false,
    assetsInlineLimit: 0,
    assetsDir: '',
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { workbench: 'src/workbench/workbench.ts' },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: '[name].js',
        assetFileNames: '[name][extname]',
      },
    },
  },
});
