/**
 * Line icons on a 16 grid: 1.3 px, round ends, the colour of the text beside them.
 * They never stand alone without a word or a label, so they are hidden from assistive technology.
 */
const PATHS = {
  search: 'M7 2.5a4.5 4.5 0 1 1 0 9a4.5 4.5 0 0 1 0-9M10.3 10.3L13.5 13.5',
  plus: 'M8 3v10M3 8h10',
  minus: 'M3 8h10',
  close: 'M3.8 3.8l8.4 8.4M12.2 3.8l-8.4 8.4',
  check: 'M3 8.5l3.4 3.4L13 4.8',
  down: 'M4 6.2l4 4l4-4',
  right: 'M6.2 4l4 4l-4 4',
  undo: 'M5.5 3L2.5 6l3 3M2.5 6h6.8a3.6 3.6 0 0 1 0 7.2H6',
  redo: 'M10.5 3l3 3l-3 3M13.5 6H6.7a3.6 3.6 0 0 0 0 7.2H10',
  reset: 'M3.2 8a4.8 4.8 0 1 0 1.6-3.6M3 2.6v2.6h2.6',
  pin: 'M6 2h4M6.6 2v4.2L4.6 9h6.8L9.4 6.2V2M8 9v5',
  liquid: 'M8 2.2C6 5 4.6 7 4.6 9.4a3.4 3.4 0 0 0 6.8 0C11.4 7 10 5 8 2.2',
  air: 'M8 8m-1.1 0a1.1 1.1 0 1 0 2.2 0a1.1 1.1 0 1 0-2.2 0M8 6.9C8.8 4.6 8.2 2.6 6.4 2.6c-1.5 0-1.9 1.9.6 4.6M9 8.5c2.4-.4 4.3.6 4 2.4c-.3 1.4-2.3 1.2-4-1.4M7.1 8.6c-1.5 1.9-3.6 2.4-4.6.9c-.9-1.3.8-2.4 4-1.5',
  trash: 'M3 4.5h10M6.2 4.5v-2h3.6v2M4.4 4.5l.6 9h6l.6-9M6.8 7v4.2M9.2 7v4.2',
  table: 'M2.5 3h11v10h-11zM2.5 6.4h11M2.5 9.7h11M6.4 3v10',
  columns: 'M2.5 3h11v10h-11zM6.2 3v10M9.8 3v10',
  menu: 'M2.8 4.5h10.4M2.8 8h10.4M2.8 11.5h10.4',
  expand: 'M3 6V3h3M10 3h3v3M13 10v3h-3M6 13H3v-3',
  collapse: 'M6 3v3H3M13 6h-3V3M10 13v-3h3M3 10h3v3',
  link: 'M6.6 9.4l2.8-2.8M7.4 4.8l1.4-1.4a2.7 2.7 0 0 1 3.8 3.8l-1.4 1.4M8.6 11.2l-1.4 1.4a2.7 2.7 0 0 1-3.8-3.8l1.4-1.4',
  share:
    'M4.2 8m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M11.8 3.8m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M11.8 12.2m-1.6 0a1.6 1.6 0 1 0 3.2 0a1.6 1.6 0 1 0-3.2 0M5.6 7.2l4.8-2.6M5.6 8.8l4.8 2.6',
  download: 'M8 2.5v7.5M4.8 7L8 10.2L11.2 7M3 13.5h10',
  file: 'M4 2h5.2L12 4.8V14H4zM9 2v3h3',
  copy: 'M5.5 5.5h8v8h-8zM3.5 10.5h-1v-8h8v1',
  help: 'M5.8 6.1a2.2 2.2 0 1 1 3.3 1.9c-.8.5-1.1.9-1.1 1.8M8 12.3v.2',
  theme: 'M8 2.6a5.4 5.4 0 1 1 0 10.8a5.4 5.4 0 0 1 0-10.8M8 2.6v10.8',
  edit: 'M3 13l.7-2.9l7-7l2.2 2.2l-7 7zM9.3 4.5l2.2 2.2',
  move: 'M8 2.5v11M2.5 8h11M6.3 4.2L8 2.5l1.7 1.7M6.3 11.8L8 13.5l1.7-1.7M4.2 6.3L2.5 8l1.7 1.7M11.8 6.3L13.5 8l-1.7 1.7',
} as const;

export type IconName = keyof typeof PATHS;

export const Icon = ({ name, size = 16 }: { readonly name: IconName; readonly size?: number }) => (
  <svg
    className="icon"
    width={size}
    height={size}
    viewBox="0 0 16 16"
    fill="none"
    stroke="currentColor"
    strokeWidth={1.3}
    strokeLinecap="round"
    strokeLinejoin="round"
    aria-hidden="true"
    focusable="false"
  >
    <path d={PATHS[name]} />
  </svg>
);
