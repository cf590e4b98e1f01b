package dev.trefoil.lab.report;

import dev.trefoil.lab.chart.Palette;

/** How the report looks, in light and in dark surroundings and on paper. */
final class Style {

    private static final String PAGE = """
            :root{color-scheme:light dark;--ground:#f6f7f9;--card:#fff;--ink:#1c2230;--muted:#535d6e;--line:#e4e7ec;
              --pass:#00734f;--pass-soft:#dff3ea;--fail:#b3261e;--fail-soft:#fbe3e1;--watch:#495366;--watch-soft:#e9ecf1;
              --accent:#0072b2}
            @media (prefers-color-scheme:dark){:root{--ground:#0f1217;--card:#171b22;--ink:#e7eaf0;--muted:#a9b2c1;
              --line:#2b313c;--pass:#4fd6a4;--pass-soft:#12372b;--fail:#ff8a80;--fail-soft:#44201d;--watch:#b4bdcc;
              --watch-soft:#272d38;--accent:#56b4e9}}
            *{box-sizing:border-box}
            body{margin:0;background:var(--ground);color:var(--ink);
              font:16px/1.6 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
            main{max-width:900px;margin:0 auto;padding:48px 20px 80px}
            h1{font-size:2.1rem;line-height:1.2;margin:0 0 .4em;letter-spacing:-.01em}
            h2{font-size:1.45rem;line-height:1.3;margin:0 0 .5em}
            p{margin:0 0 1em}
            a{color:var(--accent);text-decoration-thickness:1px;text-underline-offset:3px}
            .lead{font-size:1.08rem;color:var(--muted);max-width:68ch}
            .hero{display:flex;gap:32px;align-items:center;flex-wrap:wrap}
            .hero>div{flex:1 1 380px}.hero>svg{flex:0 1 300px;max-width:300px}
            .card{background:var(--card);border:1px solid var(--line);border-radius:14px;padding:26px 28px;margin:26px 0;
              overflow-x:auto}
            .tally{display:flex;gap:14px;flex-wrap:wrap;margin:26px 0 0;padding:0;list-style:none}
            .tally li{flex:1 1 130px;background:var(--card);border:1px solid var(--line);border-radius:14px;
              padding:14px 18px}
            .tally b{display:block;font-size:1.7rem;line-height:1.2;font-variant-numeric:tabular-nums}
            .tally span{color:var(--muted);font-size:.88rem}
            .tally .pass b{color:var(--pass)}.tally .fail b{color:var(--fail)}
            table{border-collapse:collapse;width:100%;font-size:.88rem;line-height:1.4}
            th{text-align:left;font-weight:600;color:var(--muted);padding:6px 12px 6px 0;
              border-bottom:1px solid var(--line);vertical-align:bottom}
            td{padding:6px 12px 6px 0;border-bottom:1px solid var(--line);vertical-align:middle}
            tr:last-child td{border-bottom:0}
            .number{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
            .quiet{color:var(--muted)}
            .pill{display:inline-block;border-radius:99px;padding:1px 10px;font-size:.76rem;font-weight:700;
              letter-spacing:.04em}
            .pill.pass{color:var(--pass);background:var(--pass-soft)}
            .pill.better{color:var(--accent);background:var(--watch-soft)}
            .pill.fail{color:var(--fail);background:var(--fail-soft)}
            .pill.watch{color:var(--watch);background:var(--watch-soft)}
            .bar{display:block;min-width:120px}.bar .rail{stroke:var(--line);stroke-width:2}.bar .range{fill:var(--pass-soft)}
            .bar .mark.pass{fill:var(--pass)}.bar .mark.fail{fill:var(--fail)}.bar .mark.better{fill:var(--accent)}.bar .mark.watch{fill:var(--watch)}
            figure{margin:22px 0 26px}
            figure svg{display:block;width:100%;height:auto}
            figcaption{color:var(--muted);font-size:.9rem;margin-top:8px;max-width:72ch}
            details{margin-top:14px}
            summary{cursor:pointer;color:var(--accent);font-size:.92rem}
            .conditions{margin:12px 0 0;padding-left:1.2em;color:var(--muted);font-size:.88rem}
            .remark{border-left:3px solid var(--accent);padding-left:14px}
            .lookup .round{fill:none;stroke:var(--line);stroke-width:2}.lookup .node{fill:var(--muted)}
            .lookup .finger{fill:none;stroke:var(--muted);stroke-width:1;opacity:.35}
            .lookup .hop{fill:none;stroke:var(--accent);stroke-width:2.5;stroke-linecap:round}
            .lookup .stop{fill:var(--accent)}.lookup .key{fill:#d55e00}.lookup .root{fill:none;stroke:#d55e00;stroke-width:2.5}
            .lookup text{fill:var(--muted);font:12px system-ui,sans-serif}
            code{font:.9em ui-monospace,SFMono-Regular,Menlo,monospace;background:var(--watch-soft);padding:1px 6px;
              border-radius:6px}
            footer{color:var(--muted);font-size:.86rem}
            @media print{body{background:#fff}.card{break-inside:avoid;border:0;padding:0}}
            """;

    private Style() {}

    static String css() {
        return PAGE + Palette.css();
    }
}
