package dev.trellis.adopt.liquibase;

import dev.trellis.adopt.liquibase.ChangeSetConversion.NotConverted;
import dev.trellis.internal.sql.SqlException;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.sql.TransactionControl;
import dev.trellis.schema.TableName;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;

/** Converts the changes that are SQL. */
final class SqlChanges {
    private static final Set<String> ONLY_FOR_SPLITTING = Set.of("stripComments", "comment", "useStandardEndings");

    private final ChangeSetConversion out;
    private final ChangelogFiles files;
    private final ChangeFilter filter;

    SqlChanges(ChangeSetConversion out, ChangelogFiles files, ChangeFilter filter) {
        this.out = out;
        this.files = files;
        this.filter = filter;
    }

    /** Converts a change; returns false if it is of another kind. */
    boolean convert(ChangeNode change) {
        switch (change.name()) {
            case "sql" -> {
                String text = change.textOr("sql");
                add(change, text == null ? "" : text);
            }
            case "sqlFile" -> add(change, file(change, "path"));
            case "createProcedure" -> createProcedure(change);
            case "dropProcedure" -> {
                TableName procedure = out.table(change, "schemaName", "procedureName");
                out.addSql("drop procedure " + out.names().quote(procedure));
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    /** Returns the text of a file that a change names. */
    String file(ChangeNode change, String attribute) {
        ChangelogFile file = files.require(
                ChangeSetConversion.require(change, attribute),
                change.flag("relativeToChangelogFile", false) ? out.set().file() : null,
                change.location());
        return file.text(ValueConverter.encoding(change.get("encoding")));
    }

    private boolean runs(ChangeNode change) {
        String databases = change.get("dbms");
        if (filter.runsOn(databases)) {
            return true;
        }
        out.note(change, "the SQL is left out: it is for " + databases);
        return false;
    }

    private void add(ChangeNode change, String text) {
        change.ignore(ONLY_FOR_SPLITTING);
        boolean isSplit = change.flag("splitStatements", true);
        String delimiter = change.get("endDelimiter");
        if (!runs(change)) {
            return;
        }
        for (String statement : statements(text, isSplit, delimiter)) {
            String words = TransactionControl.in(statement, out.dialect().syntax());
            if (words != null) {
                out.gap(change, "'" + words + "' would end the transaction of the revision and is left out");
            } else {
                out.addSql(statement);
            }
        }
    }

    /**
     * Returns the statements of a text.
     *
     * @param delimiter the regular expression or text between two statements; null for those of the database
     */
    List<String> statements(String text, boolean isSplit, @Nullable String delimiter) {
        String sql = text.replace("\r\n", "\n");
        if (!isSplit) {
            return sql.isBlank() ? List.of() : List.of(withoutEnd(sql));
        }
        if (delimiter == null || delimiter.equals(";")) {
            return split(sql);
        }
        List<String> statements = new ArrayList<>();
        for (String part : delimiter(delimiter).split(sql)) {
            // A part that consists of comments only is no statement.
            if (!split(part).isEmpty()) {
                statements.add(withoutEnd(part));
            }
        }
        return statements;
    }

    private List<String> split(String sql) {
        try {
            return SqlSplitter.split(sql, out.dialect().syntax(), "", 1).stream()
                    .map(SqlStatement::text)
                    .toList();
        } catch (SqlException e) {
            throw new NotConverted(e.problem().message());
        }
    }

    private static Pattern delimiter(String written) {
        if (written.equals("/") || written.equalsIgnoreCase("go")) {
            return Pattern.compile("(?im)^\\s*" + Pattern.quote(written) + "\\s*$");
        }
        try {
            return Pattern.compile(
                    written.matches("[^\\\\\\[\\]|+*?]+") ? Pattern.quote(written) : written,
                    Pattern.CASE_INSENSITIVE | Pattern.MULTILINE);
        } catch (PatternSyntaxException e) {
            return Pattern.compile(Pattern.quote(written), Pattern.CASE_INSENSITIVE);
        }
    }

    /** Removes the semicolon after a statement, unless it ends a body. */
    private static String withoutEnd(String sql) {
        String stripped = sql.strip();
        boolean isBody =
                Pattern.compile("(?i)\\bend\\s*\\w*\\s*;$").matcher(stripped).find();
        return stripped.endsWith(";") && !isBody
                ? stripped.substring(0, stripped.length() - 1).strip()
                : stripped;
    }

    private void createProcedure(ChangeNode change) {
        change.ignore(Set.of("procedureName", "replaceIfExists", "comments", "schemaName"));
        String text = change.has("path") ? file(change, "path") : change.textOr("procedureText");
        if (text == null) {
            ChangeNode body = change.child("procedureBody");
            text = body == null ? null : body.text();
        }
        if (text == null || text.isBlank()) {
            throw new NotConverted("it has no text");
        }
        if (runs(change)) {
            out.addSql(withoutEnd(text));
        }
    }
}
