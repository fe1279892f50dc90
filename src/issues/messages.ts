/**
 * Every sentence the planner says about a plan: what is wrong, by how much, and the way out. Titles name the thing, details
 * the amount, remedies the change. The facts each code brings are listed in `facts.ts`.
 */
import { NOT_STATED, readersOf } from './fact-readers.ts';
import type { Issue } from './issue.ts';
import { moreRoom, ofWhichDay, servedWith } from './load-words.ts';

export interface Message {
  readonly title: string;
  readonly detail: string;
  readonly remedy?: string;
}

/** The message of an issue. A fact that was left out reads "not stated". */
export const messageOf = (issue: Issue): Message => {
  const { name, power, size, time, share, plain, count, has } = readersOf(issue);
  switch (issue.code) {
    case 'position-occupied':
      return say(
        `${name('position')} is taken`,
        `${name('standing')} stands there.`,
        'Choose a free position or move that rack.',
      );
    case 'position-unknown':
      return say(
        `${name('site')} has no ${name('position')}`,
        `The site has ${plain('positions')} positions.`,
        'Add positions to the site.',
      );
    case 'position-power': {
      const kind = issue.facts['liquidWatts'] === 0 ? ' of air' : '';
      const who = issue.facts['count'] === 1 ? 'it feeds' : `${plain('count')} of them feed`;
      const feeds = `${who} ${power('provisionedWatts')} at peak, ${name('position')} takes ${power('feedWatts')}${kind}`;
      return say(cannotStand(issue), `${power('overWatts')} over this position: ${feeds}.`);
    }
    case 'position-liquid': {
      const sheds = `${name('system')} sheds ${share('liquidShare')} of its heat into liquid`;
      return issue.facts['limitWatts'] === 0
        ? say(
            cannotStand(issue),
            `No liquid loop at ${name('position')}: ${sheds}, ${power('heatWatts')}.`,
            'Choose a position with a liquid loop.',
          )
        : say(
            cannotStand(issue),
            `${power('overWatts')} over the liquid loop: ${power('heatWatts')} on ${power('limitWatts')}.`,
          );
    }
    case 'position-air':
      return say(
        cannotStand(issue),
        `${power('overWatts')} over the air at ${name('position')}: ${power('heatWatts')} of heat stay in the room, it takes ${power('limitWatts')}.`,
      );
    case 'position-cooling-unknown':
      return say(
        `Cooling of ${name('system')} is not stated`,
        `${power('provisionedWatts')} at peak; ${name('position')} takes ${power('airWatts')} of air. What air cannot take is counted as liquid.`,
        'Enter its liquid share under assumptions.',
      );
    case 'position-height':
      return has('wholeRack')
        ? say(
            cannotStand(issue),
            `${name('system')} fills a position; ${plain('count')} would stand there.`,
            'Choose a free position.',
          )
        : say(
            cannotStand(issue),
            `${plain('overU', 'U')} too high: ${plain('count')} of them take ${plain('heightU', 'U')}, a rack has ${plain('usableU', 'U')} to use.`,
          );
    case 'position-weight': {
      const frame =
        issue.facts['emptyRackKg'] === 0 ? '' : `, an empty rack of ${plain('emptyRackKg', 'kg')} (estimate) included`;
      return say(
        cannotStand(issue),
        `${plain('overKg', 'kg')} over the floor: ${plain('weightKg', 'kg')}${frame}, on ${plain('limitKg', 'kg')}.`,
      );
    }
    case 'site-power':
      return say(
        cannotStand(issue),
        `${power('overWatts')} over the cap of ${name('site')}: ${power('provisionedWatts')} of peak IT power at PUE ${plain('pue')} is ${power('meterWatts')} at the meter, the cap is ${power('capWatts')}.`,
        'Raise the power cap or remove a rack.',
      );
    case 'weight-unknown':
      return say(
        `Weight of ${name('system')} is not stated`,
        `The floor takes ${plain('limitKg', 'kg')} here; it was not checked.`,
        'Ask the vendor.',
      );
    case 'height-unknown':
      return say(
        `Height of ${name('system')} is not stated`,
        `A rack has ${plain('usableU', 'U')} to use; it was not checked.`,
        'Ask the vendor.',
      );
    case 'unknown-reference':
      return say(
        `Unknown ${name('kind')} ${name('id')}`,
        `The catalogue has no ${name('kind')} ${name('id')}.`,
        'Choose another, or open the plan with the catalogue it was made with.',
      );
    case 'unknown-override':
      return say(
        'An override fits no figure',
        `The catalogue has no figure ${name('path')}; the override is not used.`,
        'Remove the override.',
      );
    case 'override-out-of-range':
      return say(
        'An override is out of range',
        `${name('path')} must be ${name('range')}; ${name('value')} is not used, the figure of the catalogue is.`,
        'Enter a value in that range, or remove the override.',
      );
    case 'deployment-empty':
      return say(`${name('deployment')} has no racks`, 'Nothing serves its workloads.', 'Place a rack in this pool.');
    case 'workload-unassigned':
      return say(`${name('workload')} is in no pool`, 'Nothing serves it.', 'Drop it on a pool.');
    case 'deployment-model-mismatch':
      return say(
        `${name('deployment')} has two models`,
        `A pool serves one model; this one has ${name('model')} and ${name('otherModel')}.`,
        'Move one workload to another pool.',
      );
    case 'residency':
      return say(
        `${name('workload')} may not run at ${name('site')}`,
        'Racks of its pool stand there; they do not count for it.',
        'Allow the site or move the racks.',
      );
    case 'no-accelerator':
      return say(
        `${name('system')} has no accelerator`,
        `It serves no tokens in ${name('deployment')}.`,
        'Take it out of the pool.',
      );
    case 'no-performance-data':
      return say(
        `No answer on ${name('system')}`,
        `The catalogue lacks ${has('missing') ? name('missing') : 'figures the model needs'}.`,
        'Enter the missing figure under assumptions.',
      );
    case 'model-does-not-generate':
      return say(
        `${name('model')} writes no text`,
        `Its task is ${name('task')}; serving it is not modelled.`,
        'Choose a model that generates.',
      );
    case 'model-does-not-fit':
      return say(
        `${name('model')} does not fit ${name('system')}`,
        `Short of ${size('shortBytes')} per accelerator: it needs ${size('neededBytes')}, there is room for ${size('roomBytes')}.`,
        'Use more accelerators per instance or smaller weights.',
      );
    case 'context-too-long':
      return say(
        `${name('workload')} is longer than ${name('model')} reads`,
        `${count('tokens')} tokens; the model reads ${count('limitTokens')}.`,
        'Shorten the inputs or choose a model with a longer context.',
      );
    case 'layout-invalid':
      return say(
        `${name('deployment')} cannot be cut as ${name('layout')}`,
        sentence(name('reason')),
        'Choose another layout, or automatic.',
      );
    case 'serving-refused':
      return say(
        `${name('deployment')} cannot serve with ${name('what')}`,
        sentence(name('reason')),
        'Change the serving of the deployment, or the roles of its racks.',
      );
    case 'sla-out-of-reach':
      return say(
        `${name('workload')} cannot meet ${name('target')}`,
        `${time('seconds')} on an idle pool; the limit is ${time('limitSeconds')}.`,
        'Choose a faster rack, a smaller model, or a looser target.',
      );
    case 'overloaded':
      return say(
        `${name('deployment')} is overloaded`,
        `${servedWith(issue)}, in ${hours(issue)}${ofWhichDay(issue)}. The queue grows.`,
        moreRoom(issue),
      );
    case 'backlogged':
      return say(
        `${name('deployment')} is backlogged`,
        `A target is missed in ${hours(issue)}${ofWhichDay(issue)}; the queue does not grow.`,
        moreRoom(issue),
      );
    case 'offline-late':
      return say(
        `${name('workload')} does not finish`,
        `${share('doneShare')} is done within ${time('deadlineSeconds')}.`,
        'Add racks, move the deadline, or start earlier.',
      );
    case 'layout-provisional':
      return say(`Layout of ${name('deployment')} is being searched`, 'The answer uses the layout found before.');
    case 'format-runs-wider':
      return say(
        `${name('system')} has no native ${name('format')}`,
        `It computes in ${name('runsAs')}; memory is saved, arithmetic is not.`,
      );
    case 'role-not-used':
      return say(
        `${name('system')} does nothing for ${name('deployment')}`,
        `Its role, ${name('role')}, has no place in the way this deployment serves.`,
        'Give it another role, or change the way of serving.',
      );
    case 'no-vector-store-rack':
      return say(
        `No rack holds the vectors of ${name('workload')}`,
        `Their index takes ${size('neededBytes')}; on the sites of its deployment no CPU rack stands whose memory and cores are known. Lookups are not counted in its time to first token.`,
        'Place a CPU rack with the role cpu-tools.',
      );
    case 'vector-store-short':
      return say(
        `The vectors of ${name('workload')} do not fit on the CPU racks`,
        `The stores of its deployment take ${plain('factor')} times what the racks have. This one needs ${size('neededBytes')} of ${size('givenBytes')} usable memory and ${plain('neededCores')} of ${plain('givenCores')} cores.`,
        'Add CPU racks, or take fewer copies, fewer bytes per component or another index.',
      );
    case 'kv-tier-unknown':
      return say(
        `${capital(name('tier'))} keeps no KV of ${name('deployment')}`,
        `Not published: ${name('missing')}.`,
        'Enter the figure as an assumption, or leave the tier out.',
      );
    case 'no-price':
      return say(
        `No ${name('price')} of ${name('system')} is published`,
        'Cost of this plan is withheld.',
        'Enter one on the rack, or acquire it in another way.',
      );
    case 'spot-interrupted':
      return say(
        `${name('system')} on spot can be taken away`,
        `About ${share('interruptedShare')} of the hours, by our estimate; its capacity is counted as if it were there in all.`,
        'Rent more than needed, or reserve what must not fail.',
      );
    case 'no-power':
      return say(
        `Power of ${name('system')} is not stated`,
        'Feed and heat were not checked; energy is withheld.',
        'Enter its power under assumptions.',
      );
    case 'site-power-exceeded':
      return say(
        `${name('site')} draws more than its cap`,
        `${power('overWatts')} over: ${power('meterWatts')} at the meter, the cap is ${power('capWatts')}.`,
        'Raise the power cap or remove a rack.',
      );
    case 'power-limits-hours':
      return say(
        `Power holds ${name('deployment')} back`,
        `In ${count('hours')} h of the day its sites have less power than its racks could use.`,
        'Raise the power cap, ask for less demand response, or limit the power of the racks.',
      );
    case 'power-limit-idle':
      return say(
        `The power limit of ${name('system')} is below idle`,
        `At ${share('limitShare')} of board power nothing is left to work with.`,
        'Raise the power limit.',
      );
    case 'tariff-empty':
      return say(
        `The tariff of ${name('site')} is zero in every hour`,
        'It says nothing about the hours; power costs the same all day.',
        'Give at least one hour a price, or take the tariff away.',
      );
    case 'status-projection':
      return say(`${name('system')} is not shipping`, `Its status is ${name('status')}; its figures are projections.`);
    default:
      return assertNever(issue.code);
  }
};

const say = (title: string, detail: string, remedy?: string): Message =>
  remedy === undefined ? { title, detail } : { title, detail, remedy };

const cannotStand = ({ facts }: Issue): string =>
  `${facts['system'] ?? NOT_STATED} cannot stand at ${facts['position'] ?? NOT_STATED}`;

const hours = ({ facts }: Issue): string => {
  const count = facts['hours'];
  if (typeof count !== 'number') return 'some hours';
  return count === 1 ? 'one hour of the day' : `${count} hours of the day`;
};

const capital = (words: string): string => `${words.charAt(0).toUpperCase()}${words.slice(1)}`;

const sentence = (words: string): string => `${capital(words)}${words.endsWith('.') ? '' : '.'}`;

const assertNever = (code: never): never => {
  throw new Error(`messageOf: ${String(code)}`);
};
