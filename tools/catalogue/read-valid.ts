/** Checks an item file against its schema. */
import * as z from 'zod/mini';

/** An item of known shape, or a failure that names file and field. */
export function readFile<T extends z.ZodMiniType>(itemSchema: T, file: string, json: unknown): z.infer<T> {
  const parsed = z.safeParse(itemSchema, json);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new Error(`src/catalogue/${file}: ${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`);
}
