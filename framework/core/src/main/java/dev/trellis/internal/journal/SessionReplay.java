package dev.trellis.internal.journal;

import dev.trellis.internal.sql.SessionEffect;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlFragment;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlToken;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.SqlSyntax;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The effects on an ended session that the remaining statements of an interrupted revision need. Statements that only change
 * the session, such as {@code SET time_zone = '+00:00'}, are repeated in the new session. Effects that cannot be repeated (a
 * temporary table, a variable computed from rows) are lost; if a remaining statement refers to such an effect, the revision
 * must not resume.
 *
 * @param repeated the statements to repeat, in their order
 * @param lost the statement whose effect is lost; null if no remaining statement refers to such an effect
 */
public record SessionReplay(List<String> repeated, @Nullable String lost) {
    /** Functions whose result depends on an earlier INSERT in the same session. */
    private static final Set<String> OF_LAST_INSERT = Set.of(
            "last_insert_id",
            "identity",
            "scope_identity",
            "lastval",
            "currval",
            "last_insert_rowid",
            "row_count",
            "found_rows");

    public SessionReplay {
        repeated = List.copyOf(repeated);
    }

    /**
     * Compares the statements of a revision that have been run with the remaining statements.
     *
     * @param start the progress at which the revision resumes
     * @param operations the operations of the present script
     * @param dialect the dialect's name, by which SQL texts are selected
     */
    public static SessionReplay of(
            JournalProgress start, List<LocatedOperation> operations, String dialect, SqlSyntax syntax) {
        List<String> remaining = new ArrayList<>();
        start.statements().stream().skip(start.statementsDone()).forEach(statement -> remaining.add(statement.sql()));
        add(operations, start.end(), operations.size(), dialect, syntax, remaining);
        boolean isComplete = remaining.isEmpty() && start.end() >= operations.size();
        if (isComplete) {
            return new SessionReplay(List.of(), null);
        }
        List<String> done = new ArrayList<>();
        add(operations, 0, Math.min(start.operationsBeforeGroup(), operations.size()), dialect, syntax, done);
        start.statements().stream().limit(start.statementsDone()).forEach(statement -> done.add(statement.sql()));
        return of(done, remaining, syntax);
    }

    private static void add(
            List<LocatedOperation> operations, int from, int to, String dialect, SqlSyntax syntax, List<String> sql) {
        for (int i = from; i < to; i++) {
            add(operations.get(i).operation(), dialect, syntax, sql);
        }
    }

    private static void add(Operation operation, String dialect, SqlSyntax syntax, List<String> sql) {
        if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(inner -> add(inner, dialect, syntax, sql));
        } else if (operation instanceof RunJava run) {
            // A Java step counts as the call of a procedure, because it may have had any effect on the session.
            sql.add("call " + run.step());
        } else if (operation instanceof ExecuteSql execute) {
            String text = execute.sql().in(dialect);
            try {
                sql.addAll(text == null ? List.of() : SqlSplitter.statements(text, syntax));
            } catch (SqlException e) {
                sql.add(text);
            }
        }
    }

    private static SessionReplay of(List<String> done, List<String> remaining, SqlSyntax syntax) {
        List<String> repeated = new ArrayList<>();
        Map<String, String> lost = new HashMap<>();
        Set<String> known = new HashSet<>();
        String unknown = null;
        String inserted = null;
        for (String statement : done) {
            SessionEffect effect = SessionEffect.of(statement, syntax);
            if (effect.isRepeatable()) {
                repeated.add(statement);
                known.addAll(effect.names());
                effect.names().forEach(lost::remove);
            } else {
                effect.names().forEach(name -> lost.put(name, statement));
                known.removeAll(effect.names());
            }
            effect.ended().forEach(lost::remove);
            unknown = effect.isUnknown() ? statement : unknown;
            inserted = effect.isInsert() || effect.isUnknown() ? statement : inserted;
        }
        if (lost.containsKey(SessionEffect.SETTINGS)) {
            return new SessionReplay(repeated, lost.get(SessionEffect.SETTINGS));
        }
        for (String statement : remaining) {
            SessionEffect effect = SessionEffect.of(statement, syntax);
            for (String name : references(statement, syntax)) {
                boolean isVariable = name.startsWith("@");
                boolean isAssigned = isVariable && effect.names().contains(name) && !reads(statement, name, syntax);
                if (isAssigned) {
                    continue;
                }
                if (lost.containsKey(name)) {
                    return new SessionReplay(repeated, lost.get(name));
                }
                if (isVariable && unknown != null && !known.contains(name)) {
                    return new SessionReplay(repeated, unknown);
                }
                if (OF_LAST_INSERT.contains(name) && inserted != null) {
                    return new SessionReplay(repeated, inserted);
                }
            }
            effect.names().forEach(lost::remove);
            known.addAll(effect.names());
            inserted = effect.isInsert() ? null : inserted;
        }
        return new SessionReplay(repeated, null);
    }

    /** Returns the names that a statement mentions, in lower case; variables of the user with their {@code @}. */
    private static List<String> references(String statement, SqlSyntax syntax) {
        List<String> names = new ArrayList<>();
        List<SqlToken> tokens = SqlFragment.tokens(statement, syntax);
        for (int i = 0; i < tokens.size(); i++) {
            SqlToken token = tokens.get(i);
            if (token.kind() == SqlToken.Kind.WORD || token.kind() == SqlToken.Kind.NAME) {
                boolean isVariable = i > 0
                        && tokens.get(i - 1).is("@")
                        && !(i > 1 && tokens.get(i - 2).is("@"));
                names.add((isVariable ? "@" : "") + token.value().toLowerCase(Locale.ROOT));
            }
        }
        return names;
    }

    /** Returns whether a statement that assigns a variable also reads it. */
    private static boolean reads(String statement, String variable, SqlSyntax syntax) {
        return references(statement, syntax).stream().filter(variable::equals).count() > 1;
    }
}
