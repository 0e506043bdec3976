package dev.trellis.hibernate;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the conditions of the checks in a CREATE TABLE statement that Hibernate has written. */
final class CreateTableChecks {
    /** A string or quoted name, a word or another character. */
    private static final Pattern TOKEN = Pattern.compile(
            "'(?:[^']|'')*'|\"(?:[^\"]|\"\")*\"|`[^`]*`|\\w+|[^\\s]", Pattern.DOTALL | Pattern.UNICODE_CHARACTER_CLASS);

    private CreateTableChecks() {}

    /** Returns the conditions of the checks of the columns and of the table, without their outer parentheses. */
    static List<String> of(String createTable) {
        List<String> checks = new ArrayList<>();
        Matcher token = TOKEN.matcher(createTable);
        String previous = "";
        int depth = 0;
        int start = -1;
        while (token.find()) {
            String text = token.group();
            if (text.equals("(")) {
                depth++;
                if (depth == 2 && previous.equalsIgnoreCase("check")) {
                    start = token.end();
                }
            } else if (text.equals(")")) {
                if (depth == 2 && start >= 0) {
                    checks.add(createTable.substring(start, token.start()).strip());
                    start = -1;
                }
                depth--;
            }
            previous = text;
        }
        return checks;
    }

    /**
     * Returns the parts of a condition of the form {@code (a) and (b)}, which Hibernate writes for several checks of one
     * column; the condition itself if it has another form.
     */
    static List<String> conjuncts(String condition) {
        List<String> parts = new ArrayList<>();
        Matcher token = TOKEN.matcher(condition);
        int depth = 0;
        int start = 0;
        boolean expectsPart = true;
        while (token.find()) {
            String text = token.group();
            if (text.equals("(")) {
                if (depth == 0) {
                    if (!expectsPart) {
                        return List.of(condition);
                    }
                    start = token.end();
                }
                depth++;
            } else if (text.equals(")")) {
                depth--;
                if (depth == 0) {
                    parts.add(condition.substring(start, token.start()).strip());
                    expectsPart = false;
                }
            } else if (depth == 0) {
                if (expectsPart || !text.equalsIgnoreCase("and")) {
                    return List.of(condition);
                }
                expectsPart = true;
            }
        }
        return parts.isEmpty() || expectsPart ? List.of(condition) : parts;
    }
}
