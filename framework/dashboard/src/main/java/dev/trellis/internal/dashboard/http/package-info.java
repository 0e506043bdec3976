/**
 * An HTTP server on the loopback interface. Each request passes {@link dev.trellis.internal.dashboard.http.RequestGuard} before
 * a page is computed, and each response has the headers of {@link dev.trellis.internal.dashboard.http.SecurityHeaders}.
 *
 * <p>A page of another site that is open in the same browser can send requests to this server, with its own name resolved to
 * 127.0.0.1 (DNS rebinding) or with a form (cross-site request forgery). The guard therefore accepts only the names of the
 * loopback interface as host, and accepts a POST only from a page of this server.
 */
@NullMarked
package dev.trellis.internal.dashboard.http;

import org.jspecify.annotations.NullMarked;
