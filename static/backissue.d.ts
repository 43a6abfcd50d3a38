/** Fixed restrictions: `kind:a,b year:2021`, or `{ kind: ["a", "b"], year: 2021 }`. */
export type Filters = string | Record<string, string | number | (string | number)[]>;

export interface SearchOptions {
  /** Only entries that fit. */
  filters?: Filters;
  /** `relevance` unless said otherwise. */
  sort?: "relevance" | "newest" | "oldest";
  /** Results to skip. */
  offset?: number;
  /** Results wanted: 10 unless said otherwise, 1,000 at most. */
  limit?: number;
  /** Count facets and months as well; `true` unless said otherwise. */
  facets?: boolean;
  /** Gives the search up. */
  signal?: AbortSignal;
}

/** A matched range, in Unicode scalar values. */
export interface Mark {
  start: number;
  end: number;
}

/** One place in one issue where an entry stood. */
export interface Appearance {
  issue: number | null;
  /** `YYYY-MM-DD`. */
  date: string;
  /** Root-relative address of the issue's page. */
  page: string;
  anchor: string | null;
  section: string;
  labels: string[];
  place: string | null;
  region: string | null;
}

export interface Hit {
  id: number;
  /** Relevance in hundredths; 0 where nothing was scored. */
  score: number;
  title: string;
  title_marks: Mark[];
  url: string | null;
  links: string[];
  domain: string | null;
  kind: string;
  group: string;
  labels: string[];
  github: { repo: string; number: number; what: "issue" | "pull" | "rfc" } | null;
  event: {
    start: string;
    end: string | null;
    place: string | null;
    city: string | null;
    region: string | null;
    countries: string[];
    mode: string;
    organiser: string | null;
  } | null;
  quote: { text: string; who: string | null; source: string | null } | null;
  crate: { name: string; url: string | null } | null;
  job: { title: string; company: string | null; place: string | null } | null;
  team: string | null;
  also_under: string[];
  /** Newest first. */
  appearances: Appearance[];
  snippet: string;
  snippet_marks: Mark[];
}

/** What `backissue search --json` prints. All text is plain text. */
export interface Answer {
  total: number;
  /** Microseconds; 0 from a worker. */
  took_us: number;
  results: Hit[];
  facets: { field: string; values: { value: string; label: string; count: number; chosen: boolean }[]; distinct: number }[];
  histogram: { year: number; month: number; count: number }[];
  notes: (
    | { corrected: { from: string; to: string } }
    | { relaxed: { words: string[] } }
    | { ignored: { text: string; why: string } }
    | { "unknown-field": { field: string } }
  )[];
  partial: boolean;
  facets_pending: boolean;
}

export type ErrorCode = "offline" | "network" | "damaged" | "version" | "internal" | "closed";

export interface Index {
  search(query: string, options?: SearchOptions): Promise<Answer>;
  /** Ends the index's worker. */
  close(): void;
}

/** Opens an index; without an address, the one that lies beside this script. */
export function open(url?: string): Promise<Index>;

/** `<back-issue-search>`. */
export interface BackIssueSearch extends HTMLElement {
  index: string;
  placeholder: string;
  theme: "auto" | "light" | "dark" | "";
  filters: string;
  limit: string;
  shortcut: string;
  look: "field" | "button" | "dialog" | "";
  open(): Promise<unknown>;
  close(): void;
  search(query: string): Promise<void>;
}

declare global {
  interface HTMLElementTagNameMap {
    "back-issue-search": BackIssueSearch;
  }
  interface HTMLElementEventMap {
    "backissue:search": CustomEvent<{ query: string; total: number }>;
    "backissue:select": CustomEvent<{ url: string; title: string; kind: string; main: boolean }>;
    "backissue:error": CustomEvent<{ message: string; directive?: string; code?: ErrorCode }>;
  }
}
