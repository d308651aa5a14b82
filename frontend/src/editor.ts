// Pages with a story editor: <div id="editor" data-story="…" data-revision="…"> and the story as JSON beside it.
import { LocalCopy } from "./editor/local_copy";
import { serverStory } from "./editor/story";
import { Workbench } from "./editor/workbench";
import { addKeys } from "./keys";

async function start(): Promise<void> {
  const root = document.getElementById("editor");
  const data = document.getElementById("story-data");
  if (!root || !data) return;
  addKeys("In the editor", [
    { keys: "Alt+1–4", what: "Headline, 30\u202fs, 90\u202fs, full" },
    { keys: "F8 Shift+F8", what: "Next, previous finding" },
    { keys: "Alt+Enter", what: "Answer the finding that is open or under the cursor" },
    { keys: "Ctrl+Enter", what: "Put the answer into the text" },
    { keys: "F9", what: "Say what this sentence does for the story" },
    { keys: "Ctrl+S", what: "Save now (it saves by itself)" },
    { keys: "Escape Tab", what: "Close the finding; Tab then leaves the text" },
  ]);
  const given: unknown = JSON.parse(data.textContent ?? "{}");
  const loaded = serverStory({ revision: root.dataset["revision"], ...(given as object) });
  const copy = await LocalCopy.open(root.dataset["story"] ?? "");
  const unsaved = await copy.find(); // before anything can be typed over it
  const workbench = new Workbench(root, copy, loaded);
  workbench.restore(loaded, unsaved);
  root.dataset["ready"] = "";
}

void start();
