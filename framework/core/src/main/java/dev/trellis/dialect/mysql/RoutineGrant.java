package dev.trellis.dialect.mysql;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The privileges of an account for a function or procedure, which MySQL forgets when the routine is dropped.
 *
 * @param user the quoted account
 * @param privileges the privileges as {@code mysql.procs_priv} has them
 */
record RoutineGrant(String user, List<String> privileges) {
    private static final String GRANT_OPTION = "GRANT";

    /**
     * Reads a row of {@link MysqlCatalog#routineGrants}.
     *
     * @param row the quoted account, a line end, and the privileges with commas
     */
    static RoutineGrant of(String row) {
        int end = row.lastIndexOf('\n');
        return new RoutineGrant(
                row.substring(0, end),
                Arrays.stream(row.substring(end + 1).toUpperCase(Locale.ROOT).split(","))
                        .filter(privilege -> !privilege.isEmpty())
                        .toList());
    }

    /** Returns the statement that grants the privileges for a routine: {@code FUNCTION `f`}. */
    String sql(String routine) {
        String granted = privileges.stream()
                .filter(privilege -> !privilege.equals(GRANT_OPTION))
                .collect(Collectors.joining(", "));
        return "GRANT " + (granted.isEmpty() ? "USAGE" : granted) + " ON " + routine + " TO " + user
                + (privileges.contains(GRANT_OPTION) ? " WITH GRANT OPTION" : "");
    }
}
