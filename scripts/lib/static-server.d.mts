/** Types of static-server.mjs for its test. */
import type { Server } from 'node:http';

export const CONTENT_SECURITY_POLICY: string;
export function fileFor(root: string, url: string): Promise<string | null>;
export function serve(root: string, port: number): Promise<{ server: Server; port: number }>;
