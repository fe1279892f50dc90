/** Starts child processes: arguments as arrays, never a shell string; the environment is inherited. */
import { spawn } from 'node:child_process';
import { ROOT } from './paths.mjs';

/**
 * Runs a command to its end and keeps what it printed.
 * @returns {Promise<{ code: number, output: string }>} code 127 when it could not be started, 1 when a signal ended it
 */
export const capture = (command, args, { env = {}, cwd = ROOT } = {}) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    const chunks = [];
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('error', (error) => resolve({ code: 127, output: `${command}: ${error.message}\n` }));
    child.on('close', (code) => resolve({ code: code ?? 1, output: Buffer.concat(chunks).toString('utf8') }));
  });

/** Ctrl-C reaches the child through the terminal; we wait for it to end. */
const ignore = () => {};

/** Runs a Node script with our own streams and returns its exit code. */
export const passThrough = (args, { env = {}, cwd = ROOT } = {}) =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, args, { cwd, env: { ...process.env, ...env }, stdio: 'inherit' });
    process.on('SIGINT', ignore);
    child.on('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(127);
    });
    child.on('close', (code) => {
      process.off('SIGINT', ignore);
      resolve(code ?? 1);
    });
  });

/** One line for the person at the keyboard; stderr, because stdout may be read by a program. */
export const say = (line) => process.stderr.write(`${line}\n`);
