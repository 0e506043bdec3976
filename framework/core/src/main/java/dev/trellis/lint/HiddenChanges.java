package dev.trellis.lint;

import java.util.List;
import java.util.regex.Pattern;

/**
 * The changes that raw SQL and Java steps make before an operation. The schema that a rule receives does not show these
 * changes.
 *
 * @param sql the raw SQL of the scripts
 * @param java whether a step in Java runs, which may create and drop objects
 */
public record HiddenChanges(List<String> sql, boolean java) {

    /**
     * Returns whether one of the changes may have created, renamed or dropped an object: its name is a word in the SQL,
     * or a step in Java runs.
     */
    public boolean mayConcern(String name) {
        Pattern word = Pattern.compile("(?iu)(?<!\\w)" + Pattern.quote(name) + "(?!\\w)");
        return java || sql.stream().anyMatch(text -> word.matcher(text).find());
    }
}
