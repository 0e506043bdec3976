"use strict";
// Loads the page again every few seconds and replaces the parts that have changed. The server has escaped all texts.
(function () {
    const live = document.querySelectorAll("[data-live]");
    if (live.length === 0) {
        return;
    }
    const seconds = Math.min(...Array.from(live, function (part) { return Number(part.dataset.live) || 5; }));
    const status = document.createElement("p");
    status.className = "stale";
    status.setAttribute("role", "status");
    document.getElementById("content").append(status);

    function focusable(part) {
        return Array.from(part.querySelectorAll("a[href], button, [tabindex]"));
    }

    // Keeps the focus, and the end of a log in view.
    function exchange(part, next) {
        const focused = focusable(part).indexOf(document.activeElement);
        const log = part.querySelector("[role=log]");
        const top = log === null || log.scrollTop + log.clientHeight >= log.scrollHeight - 4 ? Infinity : log.scrollTop;
        part.replaceWith(document.adoptNode(next));
        const nextLog = next.querySelector("[role=log]");
        if (nextLog !== null) {
            nextLog.scrollTop = Math.min(top, nextLog.scrollHeight);
        }
        if (focused >= 0 && focusable(next)[focused]) {
            focusable(next)[focused].focus({ preventScroll: true });
        }
    }

    function replace(page) {
        for (const part of document.querySelectorAll("[data-live]")) {
            const next = page.getElementById(part.id);
            if (next === null) {
                // The server now answers with another page, for example with the one that was being written.
                window.location.reload();
                return;
            }
            if (!part.isEqualNode(next)) {
                exchange(part, next);
            }
        }
        document.querySelector("footer").replaceWith(document.adoptNode(page.querySelector("footer")));
    }

    async function refresh() {
        if (!document.hidden) {
            try {
                const response = await fetch(window.location.href, { cache: "no-store", credentials: "same-origin" });
                replace(new DOMParser().parseFromString(await response.text(), "text/html"));
                status.textContent = "";
            } catch (error) {
                status.textContent = "The server does not answer. This is the last state that it has sent.";
            }
        }
        window.setTimeout(refresh, seconds * 1000);
    }

    window.setTimeout(refresh, seconds * 1000);
})();
