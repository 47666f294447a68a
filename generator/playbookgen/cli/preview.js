// Reloads the page after a build; on an error keeps it and shows what is wrong above it.
(() => {
  "use strict";
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_playbookgen/preview.css";
  document.head.append(style);

  const banner = document.createElement("pre");
  banner.id = "playbookgen-problem";
  banner.setAttribute("role", "status");
  banner.hidden = true;
  document.body.prepend(banner);

  let known = null;
  const organisation = location.pathname.split("/")[1];
  const concerning = (wrong) =>
    Object.entries(wrong)
      .filter(([name]) => !name || !organisation || name === organisation)
      .map(([, text]) => text)
      .join("\n\n");
  // Whether the pages of this address were built later than `number`; of what nobody knows, that is taken to be so.
  const isNewer = (editions, number) => {
    const folders = Object.keys(editions).filter((folder) => location.pathname.startsWith(`/${folder}`));
    const own = folders.sort((one, other) => other.length - one.length)[0];
    return !own || editions[own] > number;
  };
  const show = (text) => {
    banner.textContent = text;
    banner.hidden = !text;
  };
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  const listen = async () => {
    for (;;) {
      try {
        const answer = await fetch(`/_playbookgen/news?after=${known ?? 0}`, { cache: "no-store" });
        const { number, wrong: all, editions } = await answer.json();
        const wrong = concerning(all);
        if (known !== null && number !== known && !wrong && isNewer(editions, known)) {
          location.reload();
          return;
        }
        known = number;
        show(wrong);
      } catch {
        await pause(1000);
      }
    }
  };
  listen();
})();
