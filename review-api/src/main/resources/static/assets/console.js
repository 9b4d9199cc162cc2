/* What the pages do beyond links and forms: times in the viewer's zone, charts, keys, theme. No build, no globals. */
(() => {
  "use strict";
  const $ = (selector, root = document) => root.querySelector(selector);
  const $$ = (selector, root = document) => Array.from(root.querySelectorAll(selector));
  const skew = Number(document.body.dataset.now || Date.now()) - Date.now();
  const now = () => Date.now() + skew;
  const NBSP = "\u00a0";

  // ---- times -------------------------------------------------------------------------------------------------
  const stampFormat = new Intl.DateTimeFormat(undefined, { dateStyle: "medium", timeStyle: "long" });
  const pad = (n) => String(n).padStart(2, "0");
  const age = (millis) => {
    const s = Math.max(0, Math.floor(millis / 1000));
    if (s < 60) return s + NBSP + "s";
    if (s < 3600) return Math.floor(s / 60) + NBSP + "min";
    if (s < 172800) return Math.floor(s / 3600) + NBSP + "h";
    return Math.floor(s / 86400) + NBSP + "d";
  };
  const sameDay = (date) => date.toDateString() === new Date(now()).toDateString();
  const day = (date) => sameDay(date) ? "" : new Intl.DateTimeFormat(undefined, { day: "numeric", month: "short" }).format(date) + " ";
  const words = {
    age: (at) => age(now() - at),
    ago: (at) => age(now() - at) + " ago",
    due: (at) => at > now() ? "in " + age(at - now()) : "overdue by " + age(now() - at),
    clock: (at) => { const d = new Date(at); return day(d) + pad(d.getHours()) + ":" + pad(d.getMinutes()) + ":" + pad(d.getSeconds()); },
    minute: (at) => { const d = new Date(at); return pad(d.getHours()) + ":" + pad(d.getMinutes()); },
    stamp: (at) => stampFormat.format(new Date(at)),
  };
  const tellTimes = (root = document, all = true) => {
    for (const element of $$("[data-at]", root)) {
      const as = element.dataset.as;
      if (!all && (as === "clock" || as === "minute" || as === "stamp")) continue;
      const at = Number(element.dataset.at);
      const text = (words[as] || words.stamp)(at);
      if (element.textContent !== text) element.textContent = text;
      if (all && element.localName === "time") element.title = words.stamp(at);
    }
  };
  // The sentence about a blind platform names a clock time; the server cannot know the viewer's zone.
  const sayState = () => {
    const text = $("#top .top-text");
    const live = $("#live");
    if (text && live && live.textContent !== text.dataset.sentence) live.textContent = text.dataset.sentence;
  };

  // ---- theme -------------------------------------------------------------------------------------------------
  const root = document.documentElement;
  const dark = () => root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
  const toggleTheme = () => {
    root.dataset.theme = dark() ? "light" : "dark";
    document.cookie = "theme=" + root.dataset.theme + ";path=/;max-age=31536000;samesite=lax";
    drawCharts();
  };

  // ---- charts ------------------------------------------------------------------------------------------------
  let chartData = null;
  let plots = [];
  const css = (name) => getComputedStyle(root).getPropertyValue(name).trim();
  const three = (v) => {
    if (v === 0) return "0";
    const size = Math.abs(v);
    if (size < 0.001) return v.toExponential(1);
    const decimals = size >= 99.95 ? 0 : size >= 9.995 ? 1 : size >= 0.9995 ? 2 : 3;
    const text = v.toFixed(decimals);
    return (decimals ? text.replace(/\.?0+$/, "") : text).replace("-", "−");
  };
  const bytes = (v) => {
    const steps = ["B", "KiB", "MiB", "GiB", "TiB"];
    let i = 0;
    while (Math.abs(v) >= 1023.5 && i < steps.length - 1) { v /= 1024; i++; }
    return three(v) + NBSP + steps[i];
  };
  const seconds = (v) => {
    const size = Math.abs(v);
    if (size === 0) return "0";
    if (size < 1e-3) return three(v * 1e6) + NBSP + "µs";
    if (size < 0.9995) return three(v * 1e3) + NBSP + "ms";
    if (size < 120) return three(v) + NBSP + "s";
    return three(v / 60) + NBSP + "min";
  };
  const quantity = (v, unit) => {
    if (v === null || v === undefined) return "–";
    switch (unit) {
      case "s": return seconds(v);
      case "ms": return seconds(v / 1e3);
      case "By": return bytes(v);
      case "1": case "s/s": return Math.abs(v) <= 1.5 ? three(v * 100) + NBSP + "%" : three(v);
      default: return three(v) + (unit && unit.endsWith("/s") ? "/s" : "");
    }
  };
  const onsetPlugin = (data) => ({
    hooks: {
      drawAxes: [(u) => {
        const line = (millis, colour, dash) => {
          if (millis === null || millis < data.fromMillis || millis > data.toMillis) return;
          const x = Math.round(u.valToPos(millis / 1000, "x", true));
          u.ctx.save();
          u.ctx.strokeStyle = colour;
          u.ctx.lineWidth = 1.5 * devicePixelRatio;
          u.ctx.setLineDash(dash.map((d) => d * devicePixelRatio));
          u.ctx.beginPath();
          u.ctx.moveTo(x, u.bbox.top);
          u.ctx.lineTo(x, u.bbox.top + u.bbox.height);
          u.ctx.stroke();
          u.ctx.restore();
        };
        line(data.onsetMillis, css("--odd"), [4, 3]);
        line(data.closedMillis, css("--line-strong"), [2, 4]);
      }],
    },
  });
  const tipPlugin = (chart) => {
    let tip;
    return {
      hooks: {
        init: [(u) => { tip = document.createElement("div"); tip.className = "tip"; tip.hidden = true; u.over.appendChild(tip); }],
        setCursor: [(u) => {
          const i = u.cursor.idx;
          if (i === null || i === undefined || u.cursor.left < 0) { tip.hidden = true; return; }
          const [low, high, , seen] = [u.data[1][i], u.data[2][i], 0, u.data[4][i]];
          tip.hidden = false;
          tip.textContent = words.clock(u.data[0][i] * 1000) + "  " + quantity(seen, chart.unit)
            + (low === null || high === null ? "" : ", expected " + quantity(low, chart.unit) + " to " + quantity(high, chart.unit));
          const half = u.over.clientWidth / 2;
          tip.style.top = "2px";
          tip.style.left = u.cursor.left < half ? u.cursor.left + 8 + "px" : "";
          tip.style.right = u.cursor.left < half ? "" : u.over.clientWidth - u.cursor.left + 8 + "px";
        }],
      },
    };
  };
  // A pause in a series is a gap in its line, not a bridge.
  const withGaps = (chart) => {
    const out = [[], [], [], [], []];
    const t = chart.timeMillis;
    const steps = t.slice(1).map((each, i) => each - t[i]).sort((a, b) => a - b);
    const most = 3.5 * (steps.length ? steps[Math.floor(steps.length / 2)] : 10000);
    t.forEach((each, i) => {
      if (i && each - t[i - 1] > most) { out[0].push((t[i - 1] + 1) / 1000); for (let k = 1; k < 5; k++) out[k].push(null); }
      out[0].push(each / 1000);
      out[1].push(chart.lower[i]); out[2].push(chart.upper[i]); out[3].push(chart.expected[i]); out[4].push(chart.value[i]);
    });
    return out;
  };
  const element = (name, className, ...content) => {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...content);
    return made;
  };
  // Caption and points come from the same answer: which series are shown changes with the first cause.
  const figure = (chart) => {
    const last = chart.timeMillis.length - 1;
    const said = last < 0 ? "no points are kept of this time"
      : "last " + quantity(chart.value[last], chart.unit) + ", expected " + quantity(chart.lower[last], chart.unit) + " to " + quantity(chart.upper[last], chart.unit);
    const caption = element("figcaption", "",
      element("span", chart.cause ? "chip chip-cause" : "chip", chart.cause ? "cause" : "victim"), " ",
      element("b", "", chart.entity), " " + chart.title + " ", element("span", "muted chart-words", said));
    const plot = element("div", "plot");
    plot.dataset.chart = chart.key;
    return element("figure", "chart", caption, plot);
  };
  const drawCharts = () => {
    if (!chartData || !window.uPlot) return;
    plots.forEach((plot) => plot.destroy());
    plots = [];
    const holder = $("[data-charts]");
    if (!holder) return;
    holder.replaceChildren(...chartData.charts.map(figure));
    holder.closest("section").hidden = !chartData.charts.length;
    const sync = window.uPlot.sync("incident");
    const spots = $$("[data-chart]");
    spots.forEach((spot, place) => {
      const chart = chartData.charts.find((each) => each.key === spot.dataset.chart);
      if (!chart || !chart.timeMillis.length) return;
      const last = place === spots.length - 1;
      spot.classList.toggle("plot-last", last);
      const muted = css("--muted");
      const grid = { stroke: css("--grid"), width: 1 };
      const font = "11px system-ui, sans-serif";
      plots.push(new window.uPlot({
        width: spot.clientWidth,
        height: last ? 132 : 112,
        padding: [8, 4, last ? 0 : 4, 0],
        cursor: { sync: { key: sync.key }, y: false, points: { size: 6 }, drag: { x: false, y: false } },
        legend: { show: false },
        scales: {
          x: { min: chartData.fromMillis / 1000, max: chartData.toMillis / 1000, range: [chartData.fromMillis / 1000, chartData.toMillis / 1000] },
          y: { range: (u, min, max) => {
            if (min === null) return [0, 1];
            const room = (max - min) * 0.08 || Math.abs(max) * 0.1 || 1;
            return [min >= 0 ? Math.max(0, min - room) : min - room, max + room];
          } },
        },
        axes: [
          { show: last, stroke: muted, font, size: 24, gap: 4, grid, ticks: { show: false }, values: (u, ticks) => ticks.map((each) => words.minute(each * 1000)), space: 72 },
          { stroke: muted, font, size: 64, gap: 6, grid, ticks: { show: false }, space: 28, values: (u, ticks) => ticks.map((each) => quantity(each, chart.unit)) },
        ],
        bands: [{ series: [2, 1], fill: css("--band") }],
        series: [
          {},
          { stroke: "transparent", width: 0, points: { show: false } },
          { stroke: "transparent", width: 0, points: { show: false } },
          { stroke: css("--accent"), width: 1, dash: [3, 3], points: { show: false } },
          { stroke: css("--text"), width: 1.5, points: { show: false } },
        ],
        plugins: [onsetPlugin(chartData), tipPlugin(chart)],
      }, withGaps(chart), spot));
    });
  };
  let fetching = false;
  const fetchCharts = async () => {
    const holder = $("[data-charts]");
    if (!holder || fetching) return;
    fetching = true;
    try {
      const answer = await fetch(holder.dataset.charts, { headers: { Accept: "application/json" } });
      if (answer.ok) { chartData = await answer.json(); drawCharts(); holder.dataset.drawn = "true"; }
    } finally { fetching = false; }
  };

  // ---- answers -----------------------------------------------------------------------------------------------
  const openForm = (id) => {
    for (const form of $$(".answer-form")) form.hidden = form.id !== id;
    for (const button of $$("[data-open]")) button.setAttribute("aria-expanded", String(button.dataset.open === id));
    const form = id && document.getElementById(id);
    if (form) { const first = $("[data-first]", form); if (first) first.focus(); form.scrollIntoView({ block: "nearest" }); }
  };
  const countDown = () => {
    const undo = $(".undo");
    if (!undo) return;
    const left = Math.ceil((Number(undo.dataset.until) - now()) / 1000);
    if (left <= 0) { undo.remove(); return; }
    const text = $("[data-left]", undo);
    if (text) text.textContent = left + NBSP + "s";
  };

  // Who holds a key, or still types for the page before, answers what nobody has read.
  const READ_FIRST_MILLIS = 700;
  const ANSWER_KEYS = "armu";
  let reading = 0;
  const listenToAnswers = () => {
    delete document.body.dataset.answers;
    clearTimeout(reading);
    reading = setTimeout(() => { document.body.dataset.answers = "ready"; }, READ_FIRST_MILLIS);
  };

  // ---- keys --------------------------------------------------------------------------------------------------
  const keysOn = () => localStorage.getItem("keys") !== "off";
  let going = false;
  const move = (step) => {
    const items = $$("[data-item]").filter((each) => each.offsetParent !== null);
    if (!items.length) return;
    const inReviews = !!$(".rrows");
    let at = items.indexOf(document.activeElement);
    if (at < 0) at = items.findIndex((each) => each.getAttribute("aria-current") === "true");
    const next = items[Math.max(0, Math.min(items.length - 1, at < 0 ? (step > 0 ? 0 : items.length - 1) : at + step))];
    next.focus();
    if (inReviews && next.getAttribute("aria-current") !== "true") next.click();
  };
  const press = (id) => { const button = document.getElementById(id); if (button) button.click(); };
  const onKey = (event) => {
    if (event.repeat) return;
    const typing = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "Escape") {
      if ($(".answer-form:not([hidden])")) { openForm(""); const back = $("#answers [data-open]"); if (back) back.focus(); }
      return;
    }
    if (typing || event.ctrlKey || event.metaKey || event.altKey || !keysOn() || $("dialog[open]")) return;
    if (going) {
      going = false;
      const to = { o: "/", r: "/reviews", i: "/incidents", n: "/unscored" }[event.key];
      if (to) { event.preventDefault(); location.assign(to); }
      return;
    }
    if (ANSWER_KEYS.includes(event.key) && document.body.dataset.answers !== "ready") return;
    const act = {
      j: () => move(1), k: () => move(-1),
      a: () => press("approve"),
      r: () => $("#form-reject") && openForm("form-reject"),
      m: () => $("#form-modify") && openForm("form-modify"),
      u: () => press("undo"),
      g: () => { going = true; setTimeout(() => { going = false; }, 1500); },
      "?": () => { const help = $("#help"); if (help) help.showModal(); },
    }[event.key];
    if (act) { event.preventDefault(); act(); }
  };

  // ---- begin -------------------------------------------------------------------------------------------------
  const start = () => {
    tellTimes();
    sayState();
    fetchCharts();
    countDown();
    setInterval(() => { if (!document.hidden) { tellTimes(document, false); countDown(); } }, 1000);
    document.addEventListener("keydown", onKey);
    document.addEventListener("click", (event) => {
      const target = event.target.closest("[data-theme-toggle], [data-help], [data-open], [data-close]");
      if (!target) return;
      if (target.matches("[data-theme-toggle]")) toggleTheme();
      else if (target.matches("[data-help]")) $("#help").showModal();
      else if (target.matches("[data-open]")) openForm(target.dataset.open);
      else openForm("");
    });
    const keys = $("#keys-on");
    if (keys) {
      keys.checked = keysOn();
      keys.addEventListener("change", () => localStorage.setItem("keys", keys.checked ? "on" : "off"));
    }
    // An answer is sent once, however often the key is pressed.
    document.addEventListener("submit", (event) => {
      if (event.target.dataset.sent) { event.preventDefault(); return; }
      if (event.target.method !== "dialog") event.target.dataset.sent = "true";
    });
    listenToAnswers();
    window.addEventListener("pageshow", () => { $$("form[data-sent]").forEach((form) => delete form.dataset.sent); listenToAnswers(); });
    // What somebody has opened, or closed, stays so when its section is swapped.
    let opened = new Map();
    document.body.addEventListener("htmx:beforeSwap", () => { opened = new Map($$("details[id]").map((each) => [each.id, each.open])); });
    document.body.addEventListener("htmx:oobAfterSwap", (event) => {
      opened.forEach((open, id) => { const found = document.getElementById(id); if (found) found.open = open; });
      if (event.target) tellTimes(event.target.parentElement || document);
    });
    document.body.addEventListener("htmx:afterSettle", () => { tellTimes(); sayState(); });
    document.body.addEventListener("htmx:sseMessage", (event) => {
      if (event.detail && event.detail.type === "change") fetchCharts();
    });
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawCharts);
    let width = innerWidth;
    window.addEventListener("resize", () => { if (innerWidth !== width) { width = innerWidth; drawCharts(); } });
  };
  if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", start); else start();
})();
