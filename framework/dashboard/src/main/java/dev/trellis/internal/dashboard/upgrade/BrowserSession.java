package dev.trellis.internal.dashboard.upgrade;

import org.jspecify.annotations.Nullable;

/** The session of the browser that may start upgrades. */
public final class BrowserSession {
    private final String cookie = RandomText.create();
    private final String formToken = RandomText.create();

    BrowserSession() {}

    /** Returns the value of the cookie that identifies the browser. */
    public String cookie() {
        return cookie;
    }

    /** Returns the token that every form of the session contains, which a page of another site cannot read. */
    public String formToken() {
        return formToken;
    }

    /** Returns whether a cookie identifies this session. */
    boolean isIdentifiedBy(@Nullable String value) {
        return RandomText.equal(cookie, value);
    }

    /** Returns whether a form contains the token of this session. */
    public boolean accepts(@Nullable String token) {
        return RandomText.equal(formToken, token);
    }
}
