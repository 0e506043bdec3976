package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.ShellReset;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The lines of an offline script that undo what SQL has done to the session of the shell: pragmas get the value of a new
 * shell, temporary objects are dropped, databases are detached. SQLite has no dynamic SQL, so the text of the statements
 * shows every such change.
 */
final class SqliteShellReset {
    private static final String NAME = "(\"(?:[^\"]|\"\")+\"|`[^`]+`|\\[[^\\]]+\\]|\\w+)";
    private static final Pattern PRAGMA = Pattern.compile("(?i)pragma\\s+(?:" + NAME + "\\s*\\.\\s*)?(\\w+)");
    private static final Pattern TEMPORARY = Pattern.compile(
            "(?i)create\\s+(?:temp|temporary)\\s+(table|view|trigger)\\s+(?:if\\s+not\\s+exists\\s+)?" + NAME);
    private static final Pattern TEMPORARY_BY_SCHEMA =
            Pattern.compile("(?i)create\\s+(table|view|trigger)\\s+(?:if\\s+not\\s+exists\\s+)?temp\\s*\\.\\s*" + NAME);
    private static final Pattern ATTACHED = Pattern.compile("(?is)attach\\b.*\\bas\\s+" + NAME + "\\s*");

    private SqliteShellReset() {}

    static ShellReset of(List<String> statements) {
        Set<String> inside = new LinkedHashSet<>();
        Set<String> outside = new LinkedHashSet<>();
        for (String sql : statements) {
            Matcher pragma = PRAGMA.matcher(sql);
            Matcher attached = ATTACHED.matcher(sql);
            if (pragma.lookingAt()) {
                addPragma(pragma.group(2).toLowerCase(Locale.ROOT), inside, outside);
            } else if (attached.matches()) {
                outside.add("DETACH DATABASE " + attached.group(1) + ";");
            }
            for (Pattern pattern : List.of(TEMPORARY, TEMPORARY_BY_SCHEMA)) {
                Matcher temporary = pattern.matcher(sql);
                if (temporary.lookingAt()) {
                    inside.add("DROP " + temporary.group(1).toUpperCase(Locale.ROOT) + " IF EXISTS temp."
                            + temporary.group(2) + ";");
                }
            }
        }
        List<String> ordered = new ArrayList<>(inside);
        // A view or trigger is dropped before the table that the view or trigger uses.
        ordered.sort((one, other) -> Boolean.compare(one.startsWith("DROP TABLE"), other.startsWith("DROP TABLE")));
        return new ShellReset(ordered, List.copyOf(outside));
    }

    private static void addPragma(String name, Set<String> inside, Set<String> outside) {
        if (name.equals(SqliteSessionReset.LIKE)) {
            inside.add("PRAGMA " + name + " = 0;");
        } else if (SqliteSessionReset.ANY_TIME.containsKey(name)) {
            inside.add("PRAGMA " + name + " = " + SqliteSessionReset.ANY_TIME.get(name) + ";");
        } else if (SqliteSessionReset.OUTSIDE_TRANSACTION.containsKey(name)) {
            outside.add("PRAGMA " + name + " = " + SqliteSessionReset.OUTSIDE_TRANSACTION.get(name) + ";");
        }
    }
}
