/** `npm test`: everything that is checked, in one command on a fresh machine. The last line counts the tests. */
import { parseArgs } from 'node:util';
import { ensureInstalled } from './lib/install.mjs';
import { commandOf } from './lib/paths.mjs';
import { passThrough } from './lib/run.mjs';
import { STAGES } from './lib/stages.mjs';

const USAGE = `npm test [-- --no-browser]
  --no-browser      everything but the browser tests (npm run check)
  --golden-update   rewrite the golden answers (npm run golden:update), then review the difference`;

/** Outcome of a stage; a crash of the stage itself is a failure with its message. */
const outcomeOf = async (stage) => {
  try {
    return await stage.run();
  } catch (error) {
    return { passed: 0, failed: 1, skipped: 0, output: `${error.message}\n` };
  }
};

const runStage = async (stage, failed) => {
  process.stdout.write(`${stage.name.padEnd(8)} `);
  if (failed.has(stage.needs)) {
    process.stdout.write(`not run: ${stage.needs} failed\n`);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const began = performance.now();
  const outcome = await outcomeOf(stage);
  const seconds = ((performance.now() - began) / 1000).toFixed(1);
  const skipped = outcome.skipped > 0 ? `, ${outcome.skipped} skipped` : '';
  process.stdout.write(
    `${outcome.failed > 0 ? 'FAILED' : 'ok'}  ${seconds} s  (${outcome.passed} passed, ${outcome.failed} failed${skipped})\n`,
  );
  if (outcome.failed > 0) process.stdout.write(`\n${outcome.output}\nTo mend ${stage.name}: ${stage.mend}\n\n`);
  return outcome;
};

const main = async () => {
  const { values } = parseArgs({
    options: {
      'no-browser': { type: 'boolean' },
      'golden-update': { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  await ensureInstalled();
  if (values['golden-update']) {
    process.exitCode = await passThrough(
      [commandOf('vitest'), 'run', 'src/evaluate/golden', 'src/validation/systems'],
      {
        env: { TZ: 'UTC', UPDATE_GOLDEN: '1' },
      },
    );
    return;
  }
  const failed = new Set();
  let passedTests = 0;
  let failedTests = 0;
  for (const stage of STAGES) {
    if (stage.inBrowser && values['no-browser']) {
      console.log(`${stage.name.padEnd(8)} left out (--no-browser)`);
      continue;
    }
    const outcome = await runStage(stage, failed);
    if (outcome.failed > 0) failed.add(stage.name);
    passedTests += outcome.passed;
    failedTests += outcome.failed;
  }
  console.log(failed.size > 0 ? `\nFailed: ${[...failed].join(', ')}` : '\nEverything passed.');
  console.log(`${passedTests} passed, ${failedTests} failed`);
  process.exitCode = failedTests > 0 ? 1 : 0;
};

main().catch((error) => {
  console.error(error.message);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
});
