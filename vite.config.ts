import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/** One configuration for the planner, its workers and the unit tests. `base: './'` lets any static host serve it from any folder. */
export default defineConfig({
  root: 'app',
  publicDir: '../public',
  base: './',
  plugins: [react()],
  worker: { format: 'es' },
  build: { outDir: '../dist', emptyOutDir: true, target: 'es2023' },
  server: { host: '127.0.0.1' },
  preview: { host: '127.0.0.1' },
  test: {
    root: '.',
    include: ['src/**/*.test.ts', 'workers/**/*.test.ts', 'app/**/*.test.{ts,tsx}', 'tools/**/*.test.ts'],
    env: { TZ: 'UTC' },
  },
});
