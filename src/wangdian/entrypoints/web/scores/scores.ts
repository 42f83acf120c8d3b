// Draws the trend of a score over the server's small line: the limit thin, its breaches shaded, the last value named.
import { LineChart } from "echarts/charts";
import { GridComponent, MarkAreaComponent, MarkLineComponent, TooltipComponent } from "echarts/components";
import { init, use } from "echarts/core";
import { CanvasRenderer } from "echarts/renderers";

use([LineChart, GridComponent, TooltipComponent, MarkLineComponent, MarkAreaComponent, CanvasRenderer]);

interface Trend {
  days: string[];
  scores: (number | null)[];
  limit: number;
  last: string;
}

const colour = (name: string): string => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// Stretches of days below the limit, as pairs of first and last day.
function breaches({ days, scores, limit }: Trend): [string, string][] {
  const found: [string, string][] = [];
  let begun = -1;
  scores.forEach((score, day) => {
    const below = score !== null && score < limit;
    if (below && begun < 0) begun = day;
    if (begun >= 0 && (!below || day === scores.length - 1)) {
      found.push([days[begun], days[below ? day : Math.max(begun, day - 1)]]);
      begun = -1;
    }
  });
  return found;
}

function option(trend: Trend): Record<string, unknown> {
  const [ink, soft, line, wash] = ["--ink", "--soft", "--edge", "--red-wash"].map(colour);
  const known = trend.scores.filter((score): score is number => score !== null);
  const low = Math.floor(Math.min(...known, trend.limit) / 5) * 5;
  return {
    animation: false,
    grid: { left: 34, right: 52, top: 8, bottom: 22 },
    textStyle: { fontFamily: colour("--sans"), color: soft },
    tooltip: { trigger: "axis", renderMode: "richText", backgroundColor: colour("--raised"), borderColor: line, textStyle: { color: ink } },
    xAxis: {
      type: "category", data: trend.days, boundaryGap: false, axisTick: { show: false }, axisLine: { lineStyle: { color: colour("--line") } },
      axisLabel: { color: soft, formatter: (day: string) => day.slice(5), hideOverlap: true, showMinLabel: true },
    },
    yAxis: { type: "value", min: low, max: 100, interval: (100 - low) / 2, axisLabel: { color: soft }, splitLine: { lineStyle: { color: colour("--faint") } } },
    series: [{
      type: "line", data: trend.scores, symbol: "none", lineStyle: { color: ink, width: 1.5 }, itemStyle: { color: ink },
      endLabel: { show: true, color: ink, fontWeight: 600, formatter: () => trend.last },
      markLine: { silent: true, symbol: "none", label: { show: false }, lineStyle: { color: line, type: "dashed", width: 1 }, data: [{ yAxis: trend.limit }] },
      markArea: { silent: true, itemStyle: { color: wash }, data: breaches(trend).map(([from, to]) => [{ xAxis: from }, { xAxis: to }]) },
    }],
  };
}

for (const figure of document.querySelectorAll<HTMLElement>("[data-chart]")) {
  const source = document.getElementById(figure.dataset.chart ?? "");
  const place = figure.querySelector<HTMLElement>(".canvas");
  if (!source || !place) continue;
  const trend = JSON.parse(source.textContent ?? "{}") as Trend;
  place.replaceChildren();
  const chart = init(place);
  const draw = (): void => chart.setOption(option(trend), true);
  draw();
  new ResizeObserver(() => chart.resize()).observe(place);
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  new MutationObserver(draw).observe(document.documentElement, { attributeFilter: ["data-theme"] });
}
