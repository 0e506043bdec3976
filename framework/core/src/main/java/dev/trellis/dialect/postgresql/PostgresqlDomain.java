package dev.trellis.dialect.postgresql;

import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The parts of a {@code CREATE DOMAIN} statement.
 *
 * @param type the type with its collation
 * @param defaultValue null if there is none
 * @param checks the conditions with the word CHECK, by name; a condition without a name has the one that the server gives it
 */
record PostgresqlDomain(String type, @Nullable String defaultValue, boolean required, Map<String, String> checks) {

    /**
     * Reads a statement.
     *
     * @param name the domain's name, from which the server derives the names of conditions
     */
    static PostgresqlDomain of(String statement, String name) {
        List<SqlToken> tokens = PostgresqlExpressions.tokens(statement);
        int index = PostgresqlDefinitionText.afterName(tokens, "domain");
        if (index < tokens.size() && tokens.get(index).is("as")) {
            index++;
        }
        int end = endOfPart(tokens, index);
        String type = text(statement, tokens, index, end);
        String defaultValue = null;
        String constraint = null;
        boolean required = false;
        Map<String, String> checks = new LinkedHashMap<>();
        for (index = end; index < tokens.size(); index = end) {
            SqlToken token = tokens.get(index);
            end = endOfPart(tokens, index + 1);
            if (token.is("constraint")) {
                constraint = PostgresqlDefinitionText.name(tokens.get(Math.min(index + 1, tokens.size() - 1)));
                end = Math.min(index + 2, tokens.size());
            } else if (token.is("default")) {
                defaultValue = text(statement, tokens, index + 1, end);
            } else if (token.is("not")) {
                required = true;
                end = Math.min(index + 2, tokens.size());
            } else if (token.is("check")) {
                checks.put(
                        constraint == null ? freeName(name, checks) : constraint, text(statement, tokens, index, end));
                constraint = null;
            }
        }
        return new PostgresqlDomain(type, defaultValue, required, checks);
    }

    /** Returns the index of the next token outside parentheses that begins a part. */
    private static int endOfPart(List<SqlToken> tokens, int from) {
        int index = from;
        while (index < tokens.size() && !isPart(tokens, index)) {
            index = tokens.get(index).is("(") ? SqlFragment.closing(tokens, index) + 1 : index + 1;
        }
        return Math.min(index, tokens.size());
    }

    private static boolean isPart(List<SqlToken> tokens, int index) {
        SqlToken token = tokens.get(index);
        return token.is("constraint")
                || token.is("default")
                || token.is("check")
                || (token.is("not")
                        && index + 1 < tokens.size()
                        && tokens.get(index + 1).is("null"))
                || (token.is("null") && !tokens.get(index - 1).is("default"));
    }

    private static String text(String statement, List<SqlToken> tokens, int from, int to) {
        return from >= to
                ? ""
                : statement.substring(
                        tokens.get(from).start(), tokens.get(to - 1).end());
    }

    private static String freeName(String domain, Map<String, String> checks) {
        String name = domain + "_check";
        for (int i = 1; checks.containsKey(name); i++) {
            name = domain + "_check" + i;
        }
        return name;
    }

    /**
     * Returns the clauses of ALTER DOMAIN that turn a domain into this one; empty if its type differs, which the server cannot
     * change.
     */
    Optional<List<String>> changesFrom(PostgresqlDomain before) {
        if (!isSame(type, before.type)) {
            return Optional.empty();
        }
        List<String> changes = new ArrayList<>();
        if (!isSame(defaultValue, before.defaultValue)) {
            changes.add(defaultValue == null ? "DROP DEFAULT" : "SET DEFAULT " + defaultValue);
        }
        if (required != before.required) {
            changes.add(required ? "SET NOT NULL" : "DROP NOT NULL");
        }
        before.checks.forEach((name, check) -> {
            if (!isSame(check, checks.get(name))) {
                changes.add("DROP CONSTRAINT " + PostgresqlDefinitionText.identifier(name));
            }
        });
        checks.forEach((name, check) -> {
            if (!isSame(check, before.checks.get(name))) {
                changes.add("ADD CONSTRAINT " + PostgresqlDefinitionText.identifier(name) + " " + check);
            }
        });
        return Optional.of(changes);
    }

    private static boolean isSame(@Nullable String one, @Nullable String other) {
        if (one == null || other == null) {
            return Objects.equals(one, other);
        }
        return PostgresqlExpressions.normalised(one).equals(PostgresqlExpressions.normalised(other));
    }
}
