/** What the person is doing right now: selection, thing in hand, open tab, theme. Never saved with the scenario. */
import { create } from 'zustand';

export type Selection =
  | { readonly kind: 'site'; readonly siteId: string }
  | { readonly kind: 'rack'; readonly siteId: string; readonly position: number }
  | { readonly kind: 'deployment'; readonly deploymentId: string }
  | { readonly kind: 'workload'; readonly workloadId: string }
  | { readonly kind: 'system'; readonly systemId: string };

export type DockTab =
  | 'demand'
  | 'latency'
  | 'frontier'
  | 'walls'
  | 'steps'
  | 'memory'
  | 'ladder'
  | 'cost'
  | 'energy'
  | 'money'
  | 'years'
  | 'sensitivity'
  | 'table';
export type Theme = 'system' | 'light' | 'dark';

/** A system from the palette, or a rack already standing, over a position or over none. */
export interface InHand {
  readonly systemId: string;
  readonly from: { readonly siteId: string; readonly position: number } | null;
  readonly over: { readonly siteId: string; readonly position: number } | null;
}

export interface SessionState {
  readonly selection: Selection | null;
  readonly inHand: InHand | null;
  /** What fills the page: the plan or the first page, how well the model predicts measured runs, or published claims. */
  readonly view: 'plan' | 'validation' | 'claims';
  readonly dockTab: DockTab;
  readonly dockExpanded: boolean;
  readonly theme: Theme;
  /** Hour the estate is drawn at; null is each deployment's own peak. */
  readonly shownHourUtc: number | null;
  readonly message: { readonly tone: 'note' | 'refusal'; readonly text: string } | null;
  select(selection: Selection | null): void;
  hold(inHand: InHand | null): void;
  show(view: SessionState['view']): void;
  openTab(tab: DockTab): void;
  expandDock(expanded: boolean): void;
  setTheme(theme: Theme): void;
  showHour(hourUtc: number | null): void;
  /** Says something next to the title and to screen readers; null takes it away. */
  say(message: SessionState['message']): void;
}

export const useSessionStore = create<SessionState>()((set) => ({
  selection: null,
  inHand: null,
  view: 'plan',
  dockTab: 'demand',
  dockExpanded: false,
  theme: 'system',
  shownHourUtc: null,
  message: null,
  select: (selection) => set({ selection }),
  hold: (inHand) => set({ inHand }),
  show: (view) => set({ view }),
  openTab: (dockTab) => set({ dockTab }),
  expandDock: (dockExpanded) => set({ dockExpanded }),
  setTheme: (theme) => set({ theme }),
  showHour: (shownHourUtc) => set({ shownHourUtc }),
  say: (message) => set({ message }),
}));
