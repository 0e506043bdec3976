package dev.trellis.dialect.h2;

import java.util.Set;
import java.util.regex.Pattern;

/**
 * Finds names that need no quotes: names in lower case that are not keywords. H2 converts the letter case of a name without
 * quotes when it stores the name, and in the same way when it reads the SQL of an application.
 */
final class H2Keywords {
    private static final Pattern REGULAR = Pattern.compile("[a-z_][a-z0-9_]*");

    /** The keywords from the page "Keywords" of H2's documentation, and those of its compatibility modes. */
    private static final Set<String> ALL =
            Set.of(("_rowid_ all and any array as asymmetric authorization between both case"
                            + " cast check constraint cross current_catalog current_date current_path current_role current_schema"
                            + " current_time current_timestamp current_user datetime day default distinct else end except exists"
                            + " false fetch for foreign from full group groups having hour if ilike in inner intersect interval"
                            + " into is join key leading left like limit localtime localtimestamp minus minute month natural not"
                            + " null offset on or order over partition primary qualify range regexp right row rownum rows second"
                            + " select session_user set some symmetric sysdate system_user systimestamp table to today top"
                            + " trailing true uescape union unique unknown user using value values when where window with year")
                    .split(" "));

    private H2Keywords() {}

    static boolean needsQuotes(String name) {
        return !REGULAR.matcher(name).matches() || ALL.contains(name);
    }
}
