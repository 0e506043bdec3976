package dev.trellis.report;

import java.util.Locale;

/** The effect of an update on another party, from the least to the most severe. */
public enum Impact {
    /** The scripts of the party run as before, and its tables keep their structure. */
    HARMLESS,
    /** The effect depends on facts that scripts do not show: rows, application code, raw SQL or Java steps. */
    ATTENTION,
    /** A script, a foreign key, a view or another object of the party stops working, or the update is refused. */
    BREAKING;

    /** Returns the word for output, {@code breaking}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
