/** What the first page says about the work to be done here. */
export const START_POINTS = [
  {
    title: 'Place racks on a floor',
    text: 'Drag real systems onto positions with real limits of power, heat and weight. What cannot stand there says by how much.',
  },
  {
    title: 'Say what they serve, and how fast',
    text: 'A model, a workflow, a demand curve and percentile targets. The serving layout is searched for you, or fixed by you.',
  },
  {
    title: 'Read what it gives',
    text: 'Tokens, tail latency, kilowatts, carbon and cost change with every rack, and name the wall that binds.',
  },
  {
    title: 'Share the plan',
    text: 'One link holds all of it. Every figure goes into a CSV with its unit and its trust.',
  },
] as const;
