// Other windows of this browser with the same story: told what was saved, so that none edits an old text.
import { contentOf, type ServerStory } from "./story";

export class OtherWindows {
  private readonly channel: BroadcastChannel | undefined;

  constructor(story: string, heard: (saved: ServerStory) => void) {
    if (!("BroadcastChannel" in window)) return; // then the server's refusal has to do
    this.channel = new BroadcastChannel(`story:${story}`);
    this.channel.addEventListener("message", (event: MessageEvent<ServerStory>) => {
      const { revision, savedAt, content } = event.data;
      heard({ revision, savedAt, content: contentOf(content) });
    });
  }

  tell(saved: ServerStory): void {
    this.channel?.postMessage(saved);
  }
}
