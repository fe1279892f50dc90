/** How far demand is off its forecast: no published figure is of inference, so an estimate with its reasoning. */
import type { JsonObject } from './item-files.ts';

/** The item `forecast` of the cost topics. */
export const forecastItem = (): JsonObject => ({
  id: 'forecast',
  figures: {
    demand_over_forecast: {
      value: { low: 0.7, base: 1, high: 1.4 },
      unit: 'share',
      source:
        'Flyvbjerg, Skamris Holm, Buhl, Journal of the American Planning Association 71(2), 2005: actual traffic of half of 183 road projects was more than 20 % off its forecast, of a quarter more than 40 %, to both sides alike',
      confidence: 'estimate',
      note: 'low and high are the 10 and 90 % quantiles of actual / forecast demand of one workload, log-normal to either side of 1: half of the draws lie between 0.83 and 1.19, and 13 % are more than 40 % off: roads are forecast over more years. No record of forecasts of inference demand is published; services without a history are worse',
    },
  },
});
