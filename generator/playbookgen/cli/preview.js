// Reloads the page when it has come to be another one; on an error keeps it and shows what is wrong above it.
(() => {
  "use strict";
  const shown = Number(document.currentScript.dataset.number);
  const style = document.createElement("link");
  style.rel = "stylesheet";
  style.href = "/_playbookgen/preview.css";
  document.head.append(style);

  const banner = document.createElement("pre");
  banner.id = "playbookgen-problem";
  banner.setAttribute("role", "status");
  banner.hidden = true;
  document.body.prepend(banner);

  const page = encodeURIComponent(location.pathname);
  const organisation = location.pathname.split("/")[1];
  const concerning = (wrong) =>
    Object.entries(wrong)
      .filter(([name]) => !name || !organisation || name === organisation)
      .map(([, text]) => text)
      .join("\n\n");
  const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

  const listen = async () => {
    let known = "";
    for (;;) {
      try {
        const answer = await fetch(`/_playbookgen/news?after=${known}&page=${page}`, { cache: "no-store" });
        const news = await answer.json();
        const wrong = concerning(news.wrong);
        // A smaller number than the page's own comes from another preview, begun since.
        if ((news.changed > shown || news.number < shown) && !wrong) {
          location.reload();
          return;
        }
        known = news.number;
        banner.textContent = wrong;
        banner.hidden = !wrong;
      } catch {
        await pause(1000);
      }
    }
  };
  listen();
})();
