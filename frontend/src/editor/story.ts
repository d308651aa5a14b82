// A story as the editor and the server exchange it.

export const VERSIONS = ["headline", "thirty", "ninety", "full"] as const;
export type Version = (typeof VERSIONS)[number];

export interface StoryContent {
  title: string;
  headline: string;
  thirty: string;
  ninety: string;
  full: string;
  competencies: string[];
  prompt: string;
}

/** A story as the server has it. */
export interface ServerStory {
  revision: number;
  savedAt: string;
  content: StoryContent;
}

/** The content in what the server or the browser's storage gave; a missing field counts as empty. */
export function contentOf(given: unknown): StoryContent {
  const fields = (given ?? {}) as Record<string, unknown>;
  // The editor's lines end in \n only: a text that differs in nothing else is not another text.
  const text = (name: string): string => String(fields[name] ?? "").replace(/\r\n?/g, "\n");
  const competencies = Array.isArray(fields["competencies"]) ? fields["competencies"].map(String) : [];
  return {
    title: text("title"),
    headline: text("headline"),
    thirty: text("thirty"),
    ninety: text("ninety"),
    full: text("full"),
    competencies,
    prompt: text("prompt"),
  };
}

export function serverStory(given: unknown): ServerStory {
  const fields = (given ?? {}) as Record<string, unknown>;
  return {
    revision: Number(fields["revision"]),
    savedAt: String(fields["saved_at"] ?? ""),
    content: contentOf(given),
  };
}

export function sameContent(a: StoryContent, b: StoryContent): boolean {
  return JSON.stringify(contentOf(a)) === JSON.stringify(contentOf(b));
}
