"use strict";
// Searches the index that search-index.js has loaded. Results are built as text nodes, so names cannot become markup.
(function () {
    const most = 100;
    const index = (window.trellisIndex || []).map(function (entry) {
        const columns = (entry[4] || []).map(function (column) {
            return Array.isArray(column) ? { name: column[0], anchor: column[1] } : { name: column, anchor: column };
        });
        return {
            kind: entry[0],
            name: entry[1],
            address: entry[2],
            branch: entry[3],
            columns: columns,
            lower: entry[1].toLowerCase(),
            words: columns.map(function (column) { return column.name.toLowerCase(); }),
        };
    });
    const field = document.getElementById("query");
    const status = document.getElementById("status");
    const results = document.getElementById("results");

    function score(entry, words) {
        let sum = 0;
        for (const word of words) {
            let best = 0;
            if (entry.lower === word) {
                best = 8;
            } else if (entry.lower.startsWith(word)) {
                best = 5;
            } else if (entry.lower.includes(word)) {
                best = 3;
            } else if (entry.words.includes(word)) {
                best = 2;
            } else if (entry.words.some(function (column) { return column.includes(word); })) {
                best = 1;
            } else if (entry.branch.toLowerCase().includes(word)) {
                best = 0.5;
            }
            if (best === 0) {
                return 0;
            }
            sum += best;
        }
        return sum;
    }

    function link(text, address) {
        const element = document.createElement("a");
        element.href = address;
        element.textContent = text;
        return element;
    }

    function item(entry, words) {
        const element = document.createElement("li");
        const kind = document.createElement("span");
        kind.className = "kind";
        kind.textContent = entry.kind;
        element.append(kind, " ", link(entry.name, entry.address));
        if (entry.kind !== "branch") {
            const branch = document.createElement("span");
            branch.className = "note";
            branch.textContent = entry.branch;
            element.append(" ", branch);
        }
        const columns = entry.columns.filter(function (column) {
            return words.some(function (word) { return column.name.toLowerCase().includes(word); });
        });
        for (const column of columns.slice(0, 5)) {
            element.append(" · ", link(column.name, entry.address + "#column-" + column.anchor));
        }
        return element;
    }

    function search() {
        const words = field.value.toLowerCase().split(/\s+/).filter(Boolean);
        results.textContent = "";
        if (words.length === 0) {
            status.textContent = "";
            return;
        }
        const found = [];
        for (const entry of index) {
            const value = score(entry, words);
            if (value > 0) {
                found.push({ entry: entry, score: value });
            }
        }
        found.sort(function (a, b) { return b.score - a.score; });
        for (const each of found.slice(0, most)) {
            results.append(item(each.entry, words));
        }
        status.textContent = found.length === 1 ? "1 result" : found.length > most
            ? found.length + " results, of which the best " + most + " are shown"
            : found.length + " results";
    }

    field.value = new URLSearchParams(window.location.search).get("q") || "";
    field.addEventListener("input", search);
    search();
})();
