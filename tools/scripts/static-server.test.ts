/** The server of `npm start`: what it serves, with which headers, and what it must never serve. */
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CONTENT_SECURITY_POLICY, serve } from '../../scripts/lib/static-server.mjs';

let folder = '';
let port = 0;
let close = (): void => {};

/** Sends the path as it is; fetch() would tidy up `..` before sending. */
const ask = (path: string, method = 'GET'): Promise<{ response: IncomingMessage; body: string }> =>
  new Promise((resolve, reject) => {
    request({ host: '127.0.0.1', port, path, method }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (body += chunk));
      response.on('end', () => resolve({ response, body }));
    })
      .on('error', reject)
      .end();
  });

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'rackwright-server-'));
  const dist = join(folder, 'dist');
  mkdirSync(join(dist, 'assets'), { recursive: true });
  writeFileSync(join(folder, 'secret.txt'), 'secret');
  writeFileSync(join(dist, 'index.html'), '<!doctype html>planner');
  writeFileSync(join(dist, '.built-from'), 'hash');
  writeFileSync(join(dist, 'assets', 'a-1.js'), 'export {};');
  symlinkSync(join(folder, 'secret.txt'), join(dist, 'link.txt'));
  const served = await serve(dist, 0);
  port = served.port;
  close = () => served.server.close();
});

afterAll(() => {
  close();
  rmSync(folder, { recursive: true });
});

test('serves the page with the policy, whatever the query', async () => {
  const { response, body } = await ask('/?example=frontier-moe-nvl72');
  expect(response.statusCode).toBe(200);
  expect(body).toContain('planner');
  expect(response.headers['content-type']).toBe('text/html; charset=utf-8');
  expect(response.headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/'unsafe-eval'|script-src[^;]*'unsafe-inline'/);
  expect(response.headers['x-content-type-options']).toBe('nosniff');
});

test('serves scripts as scripts and lets them be cached', async () => {
  const { response } = await ask('/assets/a-1.js');
  expect(response.headers['content-type']).toBe('text/javascript; charset=utf-8');
  expect(response.headers['cache-control']).toContain('immutable');
});

test.each([
  '/../secret.txt',
  '/assets/../../secret.txt',
  '/%2e%2e/secret.txt',
  '/..%2fsecret.txt',
  '/%2e%2e%2fsecret.txt',
  '/..%5csecret.txt',
  '//etc/passwd',
  '/link.txt',
  '/.built-from',
  '/assets/',
  '/assets',
  '/index.html%00.js',
  '/%E0%A4%A',
  '/missing.js',
])('does not serve %s', async (path) => {
  const { response, body } = await ask(path);
  expect(response.statusCode).toBe(404);
  expect(body).toBe('Not found.\n');
});

test('only reads', async () => {
  expect((await ask('/', 'POST')).response.statusCode).toBe(405);
  const head = await ask('/', 'HEAD');
  expect(head.response.statusCode).toBe(200);
  expect(head.body).toBe('');
});
