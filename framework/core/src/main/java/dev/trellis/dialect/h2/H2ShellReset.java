package dev.trellis.dialect.h2;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The lines of an offline script that undo what SQL has set in the session of the shell, except the current schema. */
final class H2ShellReset {
    /** A user variable. A match within a string does no harm. */
    private static final Pattern VARIABLE = Pattern.compile("@(?:\"(?:[^\"]|\"\")+\"|[A-Za-z_]\\w*)");

    private static final List<String> SETTINGS = List.of(
            "EXECUTE IMMEDIATE 'SET SCHEMA_SEARCH_PATH \"' || REPLACE(SCHEMA(), '\"', '\"\"') || '\"';",
            "SET TIME ZONE LOCAL;",
            "SET LOCK_TIMEOUT 2000;",
            "SET QUERY_TIMEOUT 0;",
            "SET VARIABLE_BINARY FALSE;",
            "SET TRUNCATE_LARGE_LENGTH FALSE;",
            "SET OLD_INFORMATION_SCHEMA FALSE;",
            "SET REFERENTIAL_INTEGRITY TRUE;",
            "SET SESSION CHARACTERISTICS AS TRANSACTION ISOLATION LEVEL READ COMMITTED;",
            "EXECUTE IMMEDIATE COALESCE((SELECT 'DROP TABLE ' || LISTAGG('\"' || REPLACE(SUBSTRING(STATE_KEY FROM 7), '\"',"
                    + " '\"\"') || '\"', ', ') FROM INFORMATION_SCHEMA.SESSION_STATE WHERE STATE_KEY LIKE 'TABLE %'),"
                    + " 'SET QUERY_TIMEOUT 0');");

    private H2ShellReset() {}

    static List<String> lines(List<String> statements) {
        List<String> lines = new ArrayList<>(SETTINGS);
        Set<String> variables = new LinkedHashSet<>();
        for (String sql : statements) {
            Matcher variable = VARIABLE.matcher(sql);
            while (variable.find()) {
                variables.add(variable.group());
            }
        }
        variables.forEach(name -> lines.add("SET " + name + " NULL;"));
        return lines;
    }
}
