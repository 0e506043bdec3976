package dev.trellis.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.trellis.dashboard.RawHttp.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The requests that a page of another site, or another program, could send. */
@SuppressWarnings("NullAway.Init")
class SecurityTest {
    private static final String FORM = "Content-Type: application/x-www-form-urlencoded";

    @TempDir
    Path folder;

    private Dashboard dashboard;
    private RawHttp http;

    @BeforeEach
    void start() {
        dashboard = new DashboardProject(folder)
                .configure("database: {url: \"jdbc:sqlite:main.db\"}")
                .start(Permission.UPGRADE);
        http = new RawHttp(dashboard);
    }

    @AfterEach
    void stop() {
        dashboard.close();
    }

    private URI token() {
        URI address = dashboard.upgradeAddress();
        assertNotNull(address);
        return address;
    }

    @Test
    void only_names_of_the_loopback_interface_with_the_own_port_are_hosts() {
        int port = dashboard.address().getPort();
        for (String host : List.of("127.0.0.1:" + port, "localhost:" + port, "[::1]:" + port)) {
            assertEquals(
                    200,
                    http.send("GET", "/style.css", List.of("Host: " + host), "").status(),
                    host);
        }
        for (String host : List.of(
                "evil.example:" + port,
                "127.0.0.1",
                "localhost:" + (port + 1),
                "127.0.0.1.evil.example:" + port,
                "127.0.0.1:" + port + ".evil.example",
                "")) {
            Reply reply = http.send("GET", "/", List.of("Host: " + host), "");
            assertEquals(403, reply.status(), host);
            assertFalse(reply.body().contains("main.db"), host);
        }
        List<String> two = List.of("Host: 127.0.0.1:" + port, "Host: evil.example");
        assertEquals(403, http.send("GET", "/", two, "").status());
        assertEquals(403, http.send("GET", "/", List.of(), "").status());
        assertEquals(
                400,
                http.send("GET", "http://evil.example/", List.of("Host: " + http.host()), "")
                        .status());
    }

    @Test
    void the_server_listens_on_the_loopback_interface_only() throws IOException {
        int port = dashboard.address().getPort();
        for (NetworkInterface network : Collections.list(NetworkInterface.getNetworkInterfaces())) {
            for (InetAddress address : Collections.list(network.getInetAddresses())) {
                if (!address.isLoopbackAddress()) {
                    assertThrows(IOException.class, () -> {
                        try (Socket socket = new Socket()) {
                            socket.connect(new InetSocketAddress(address, port), 2000);
                        }
                    });
                }
            }
        }
    }

    @Test
    void every_response_has_the_security_headers() {
        for (Reply reply : List.of(
                http.get("/"),
                http.get("/site/index.html"),
                http.get("/style.css"),
                http.get("/nosuch"),
                http.send("GET", "/", List.of("Host: evil"), ""),
                http.send("PUT", "/", List.of("Host: " + http.host()), ""),
                http.post("/login", "token=x"))) {
            String policy = reply.header("Content-Security-Policy");
            assertTrue(policy.startsWith("default-src 'none'; script-src 'self';"), policy);
            assertFalse(policy.contains("unsafe"), policy);
            assertTrue(policy.contains("frame-ancestors 'none'"), policy);
            assertEquals("nosniff", reply.header("X-Content-Type-Options"));
            assertEquals("same-origin", reply.header("Referrer-Policy"));
            assertEquals("no-store", reply.header("Cache-Control"));
            assertEquals("DENY", reply.header("X-Frame-Options"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PUT", "DELETE", "OPTIONS", "TRACE", "PATCH", "CONNECT", "PROPFIND"})
    void other_methods_are_refused(String method) {
        Reply reply = http.send(method, "/", List.of("Host: " + http.host()), "");
        assertEquals(405, reply.status());
        assertEquals("GET, HEAD, POST", reply.header("Allow"));
    }

    @Test
    void head_returns_the_headers_without_a_body() {
        Reply reply = http.send("HEAD", "/style.css", List.of("Host: " + http.host()), "");
        assertEquals(200, reply.status());
        assertEquals("", reply.body());
        assertEquals(String.valueOf(http.get("/style.css").body().length()), reply.header("Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/site/../../../../../../etc/passwd",
                "/site/..%2f..%2f..%2f..%2fetc/passwd",
                "/site/%2e%2e/%2e%2e/etc/passwd",
                "/site//etc/passwd",
                "/site/....//etc/passwd",
                "/site/.trellis-site",
                "/site/tables/../index.html",
                "/site/index.html%00.css",
                "/site/a\\b.html",
                "/live/../live/database/log",
                "/live/database/pending/",
                "/live/nosuch/pending",
                "/live/database/nosuch",
                "/index.html",
                "/trellis.yaml"
            })
    void other_paths_lead_nowhere(String path) {
        assertTrue(List.of(400, 404).contains(http.get(path).status()), path);
    }

    @Test
    void a_form_of_another_site_is_refused() {
        String host = "Host: " + http.host();
        String own = "Origin: http://" + http.host();
        for (List<String> headers : List.of(
                List.of(host, FORM),
                List.of(host, FORM, "Origin: http://evil.example"),
                List.of(host, FORM, "Origin: null"),
                List.of(host, FORM, "Origin: https://" + http.host()),
                List.of(host, FORM, own, "Sec-Fetch-Site: cross-site"),
                List.of(host, FORM, own, "Sec-Fetch-Site: same-site"),
                List.of(host, FORM, own, "Origin: http://evil.example"),
                List.of("Host: localhost:" + dashboard.address().getPort(), FORM, own))) {
            String secret = token().getRawQuery();
            assertEquals(403, http.send("POST", "/login", headers, secret).status(), headers.toString());
        }
        assertEquals(
                415,
                http.send("POST", "/login", List.of(host, own, "Content-Type: text/plain"), "token=x")
                        .status());
        assertEquals(303, http.post("/login", token().getRawQuery()).status(), "the token is not used yet");
    }

    @Test
    void a_page_of_another_site_may_link_and_not_embed() {
        String host = "Host: " + http.host();
        List<String> link = List.of(host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: navigate");
        List<String> embedded = List.of(host, "Sec-Fetch-Site: cross-site", "Sec-Fetch-Mode: no-cors");
        assertEquals(200, http.send("GET", "/", link, "").status());
        assertEquals(403, http.send("GET", "/live.js", embedded, "").status());
    }

    @Test
    void a_long_body_is_refused() {
        assertEquals(413, http.post("/login", "token=" + "x".repeat(9000)).status());
        String chunked = "POST /login HTTP/1.1\r\nHost: " + http.host() + "\r\nOrigin: http://" + http.host() + "\r\n"
                + FORM + "\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
                + ("1000\r\n" + "y".repeat(4096) + "\r\n").repeat(3) + "0\r\n\r\n";
        assertEquals(413, http.exchange(chunked).status());
        assertEquals(414, http.get("/search.html?q=" + "z".repeat(3000)).status());
    }

    @Test
    void the_token_admits_one_browser_once() {
        String path = token().getRawPath() + "?" + token().getRawQuery();
        assertEquals(403, http.get("/login?token=wrong").status());
        assertEquals(
                200,
                http.send("HEAD", path, List.of("Host: " + http.host()), "").status());
        List<String> prefetch = List.of("Host: " + http.host(), "Sec-Purpose: prefetch");
        assertEquals(200, http.send("GET", path, prefetch, "").status());
        Reply first = http.get(path);
        assertEquals(303, first.status());
        assertTrue(first.header("Set-Cookie").endsWith("; Path=/; HttpOnly; SameSite=Strict"));
        Reply second = http.get(path);
        assertEquals(403, second.status());
        assertEquals("", second.header("Set-Cookie"));
        assertTrue(second.body().contains("has been used"));
        assertFalse(http.get("/live/database/pending").body().contains("/live/database/upgrade"));
        http.keepCookie(first);
        assertTrue(http.get("/live/database/pending").body().contains("/live/database/upgrade"));
    }

    @Test
    void an_upgrade_needs_the_session_and_its_token() {
        String upgrade = "/live/database/upgrade";
        assertEquals(403, http.post(upgrade, "session=x&form=f&plan=p").status());
        http.keepCookie(http.get(token()));
        assertEquals(403, http.post(upgrade, "session=x&form=f&plan=p").status());
        assertEquals(403, http.post(upgrade + "?session=x", "form=f&plan=p").status());
        assertEquals(404, http.get(upgrade).status());
        assertTrue(http.get("/live/database/log").body().contains("1 revision<"));
    }

    @Test
    void a_dashboard_that_only_reads_accepts_no_form() {
        try (Dashboard reading = new DashboardProject(folder)
                .configure("database: {url: \"jdbc:sqlite:main.db\"}")
                .start(Permission.READ)) {
            RawHttp other = new RawHttp(reading);
            assertEquals(null, reading.upgradeAddress());
            assertEquals(404, other.get("/login").status());
            assertEquals(403, other.post("/login", token().getRawQuery()).status());
            assertEquals(
                    403, other.post("/live/database/upgrade", "form=f&plan=p").status());
        }
    }

    @Test
    void many_requests_at_once_are_answered_by_few_threads() throws Exception {
        ExecutorService clients = Executors.newFixedThreadPool(60);
        try {
            List<Future<Reply>> replies = new ArrayList<>();
            for (int i = 0; i < 120; i++) {
                replies.add(clients.submit(() -> http.get("/style.css")));
            }
            for (Future<Reply> reply : replies) {
                assertEquals(200, reply.get().status());
            }
            // Threads of dashboards that other tests have closed may still be ending; each dashboard counts its own
            // from 1.
            List<String> further = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.matches("trellis-serve-(9|\\d{2,})"))
                    .toList();
            assertEquals(List.of(), further);
        } finally {
            clients.shutdown();
        }
    }
}
