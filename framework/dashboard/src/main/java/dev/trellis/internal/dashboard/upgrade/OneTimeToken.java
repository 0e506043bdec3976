package dev.trellis.internal.dashboard.upgrade;

import org.jspecify.annotations.Nullable;

/** The token that admits one browser. */
public final class OneTimeToken {
    private final String text = RandomText.create();
    private @Nullable BrowserSession session;

    private OneTimeToken() {}

    /** Returns a new token. */
    public static OneTimeToken create() {
        return new OneTimeToken();
    }

    /** Returns the token. */
    public String text() {
        return text;
    }

    /** Returns whether a browser has used the token. */
    public synchronized boolean isUsed() {
        return session != null;
    }

    /** Begins the session of the browser that has the token; null if the token is wrong or used. */
    public synchronized @Nullable BrowserSession redeem(@Nullable String given) {
        if (!RandomText.equal(text, given) || session != null) {
            return null;
        }
        session = new BrowserSession();
        return session;
    }

    /** Returns the session that a cookie identifies; null if it identifies none. */
    public synchronized @Nullable BrowserSession session(@Nullable String cookie) {
        return session != null && session.isIdentifiedBy(cookie) ? session : null;
    }
}
