package dev.trellis.dialect.sqlite;

import dev.trellis.dialect.sqlite.TableConstraint.Kind;
import dev.trellis.internal.sql.SqlToken;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/**
 * A parsed CREATE TABLE. SQLite stores this text as the table's definition, so a change that edits the text keeps everything
 * that Trellis does not model: an unnamed CHECK, STRICT, ON CONFLICT, a comment.
 *
 * @param name the name in the text, without quotes
 * @param head the text before the name
 * @param afterName the text from the end of the name up to and including the opening parenthesis
 * @param columns the column definitions, in their order
 * @param constraints the table constraints, which are not part of a column definition
 * @param tail the text from the closing parenthesis on, including the white space before it
 */
record ParsedTable(
        String name,
        String head,
        String afterName,
        List<ParsedColumn> columns,
        List<ConstraintText> constraints,
        String tail) {

    ParsedTable {
        columns = List.copyOf(columns);
        constraints = List.copyOf(constraints);
    }

    /** A table constraint and its text. */
    record ConstraintText(String text, TableConstraint clause) {}

    static ParsedTable of(String sql) {
        List<SqlToken> tokens = SqliteTokens.of(sql);
        int open = 0;
        while (!tokens.get(open).is("(")) {
            open++;
        }
        SqlToken name = tokens.get(open - 1);
        SqlToken first = tokens.get(open);
        List<ParsedColumn> columns = new ArrayList<>();
        List<ConstraintText> constraints = new ArrayList<>();
        int depth = 0;
        int from = first.end();
        int fromToken = open + 1;
        int index = open;
        boolean closed = false;
        while (!closed) {
            SqlToken token = tokens.get(index++);
            depth += token.depthChange();
            closed = depth == 0;
            if (closed || (depth == 1 && token.is(","))) {
                int end = closed ? tailStart(sql, tokens.get(index - 2), token) : token.start();
                element(sql.substring(from, end), tokens.subList(fromToken, index - 1), from, columns, constraints);
                from = closed ? end : token.end();
                fromToken = index;
            }
        }
        return new ParsedTable(
                name.value(),
                sql.substring(0, name.start()),
                sql.substring(name.end(), first.end()),
                columns,
                constraints,
                sql.substring(from));
    }

    /**
     * Returns the offset at which the tail starts. White space before the closing parenthesis belongs to the tail, and a
     * comment there to the last element.
     */
    private static int tailStart(String sql, SqlToken last, SqlToken closing) {
        return sql.substring(last.end(), closing.start()).isBlank() ? last.end() : closing.start();
    }

    private static void element(
            String text,
            List<SqlToken> tokens,
            int base,
            List<ParsedColumn> columns,
            List<ConstraintText> constraints) {
        if (tokens.isEmpty()) {
            return;
        }
        List<TableConstraint> clauses =
                startsConstraint(tokens) ? TableConstraint.read(new TokenCursor(tokens, base), null) : List.of();
        if (clauses.isEmpty()) {
            columns.add(ParsedColumn.of(text, tokens, base));
            return;
        }
        int from = 0;
        for (int i = 0; i < clauses.size(); i++) {
            int to = i == clauses.size() - 1 ? text.length() : clauses.get(i).end();
            constraints.add(new ConstraintText(text.substring(from, to), clauses.get(i)));
            from = to;
        }
    }

    private static boolean startsConstraint(List<SqlToken> tokens) {
        TokenCursor cursor = new TokenCursor(tokens);
        return cursor.sees("CONSTRAINT")
                || cursor.sees("CHECK")
                || cursor.sees("UNIQUE")
                || cursor.sees("PRIMARY", "KEY")
                || cursor.sees("FOREIGN", "KEY");
    }

    /** Returns the CREATE TABLE statement with another name, which is already quoted where necessary. */
    String sql(String quotedName) {
        String body = String.join(
                ",",
                Stream.concat(
                                columns.stream().map(ParsedColumn::text),
                                constraints.stream().map(ConstraintText::text))
                        .toList());
        return head + quotedName + afterName + body + tail;
    }

    /** Returns the table without its own name as a qualifier of columns, because a rebuild creates it under another name. */
    ParsedTable unqualified() {
        boolean qualified = columns.stream().anyMatch(column -> mayBeQualified(column.text()))
                || constraints.stream().anyMatch(constraint -> mayBeQualified(constraint.text()));
        if (!qualified) {
            return this;
        }
        return new ParsedTable(
                name,
                head,
                afterName,
                columns.stream()
                        .map(column -> ParsedColumn.of(unqualified(column.text())))
                        .toList(),
                constraints.stream()
                        .flatMap(constraint -> read(unqualified(constraint.text())))
                        .toList(),
                tail);
    }

    /** Returns whether the text may contain a qualified column name: a dot that is not part of a number. */
    private static boolean mayBeQualified(String text) {
        int point = text.indexOf('.');
        while (point >= 0) {
            char next = point + 1 == text.length() ? ' ' : text.charAt(point + 1);
            if (next < '0' || next > '9') {
                return true;
            }
            point = text.indexOf('.', point + 1);
        }
        return false;
    }

    private String unqualified(String text) {
        return unqualified(text, name);
    }

    /** Returns SQL without a table's name as a qualifier of columns. */
    static String unqualified(String text, String name) {
        List<SqlToken> tokens = SqliteTokens.of(text);
        StringBuilder result = new StringBuilder(text);
        for (int i = tokens.size() - 2; i >= 0; i--) {
            SqlToken token = tokens.get(i);
            if (tokens.get(i + 1).is(".")
                    && SqliteTokens.isName(token)
                    && SqliteTokens.fold(token.value()).equals(SqliteTokens.fold(name))) {
                result.delete(token.start(), tokens.get(i + 1).end());
            }
        }
        return result.toString();
    }

    Optional<ParsedColumn> column(String wanted) {
        for (ParsedColumn column : columns) {
            if (column.isNamed(wanted)) {
                return Optional.of(column);
            }
        }
        return Optional.empty();
    }

    /** Returns all constraints, including those within column definitions. */
    Stream<TableConstraint> clauses() {
        return Stream.concat(
                columns.stream().flatMap(column -> column.clauses().stream()),
                constraints.stream().map(ConstraintText::clause));
    }

    Optional<TableConstraint> primaryKey() {
        return clauses().filter(clause -> clause.kind() == Kind.PRIMARY_KEY).findFirst();
    }

    private boolean tailHas(String word) {
        return SqliteTokens.of(tail).stream().anyMatch(token -> token.is(word));
    }

    boolean isStrict() {
        return tailHas("STRICT");
    }

    boolean hasRowid() {
        return !tailHas("WITHOUT");
    }

    /**
     * Returns whether the primary key is AUTOINCREMENT, so that SQLite stores its last number in {@code sqlite_sequence}.
     */
    boolean hasAutoincrement() {
        return columns.stream().anyMatch(column -> isAutoincrement(column.text()))
                || constraints.stream().anyMatch(constraint -> isAutoincrement(constraint.text()));
    }

    private static boolean isAutoincrement(String text) {
        return SqliteTokens.of(text).stream().anyMatch(token -> token.is("AUTOINCREMENT"));
    }

    /** Returns whether a column is an alias of the rowid, so that copying the column copies the rowid. */
    boolean hasRowidColumn() {
        TableConstraint key = primaryKey().orElse(null);
        return hasRowid()
                && key != null
                && key.columns().size() == 1
                && !key.sql().equals("DESC")
                && column(key.columns().get(0))
                        .filter(column -> column.type().equals("integer"))
                        .isPresent();
    }

    /** Returns the table with other clauses after its parentheses; comments there are lost. */
    ParsedTable withTail(boolean isStrict, boolean isWithoutRowid) {
        String end = tail.substring(0, tail.indexOf(')') + 1);
        return new ParsedTable(
                name, head, afterName, columns, constraints, end + SqliteTableOptions.tail(isStrict, isWithoutRowid));
    }

    /** Returns the table with the types that its columns have in a STRICT table. */
    ParsedTable withStrictTypes() {
        return mapColumns(column -> SqliteTypes.strict(SqliteTypes.read(column.type()))
                .map(SqliteTypes::sql)
                .filter(sql -> !SqliteTypes.isStrict(column.type()))
                .map(column::withType)
                .orElse(column));
    }

    ParsedTable withColumn(ParsedColumn added) {
        List<ParsedColumn> next = new ArrayList<>(columns);
        next.add(added);
        return new ParsedTable(name, head, afterName, next, constraints, tail);
    }

    ParsedTable mapColumn(String wanted, UnaryOperator<ParsedColumn> change) {
        return mapColumns(column -> column.isNamed(wanted) ? change.apply(column) : column);
    }

    private ParsedTable mapColumns(UnaryOperator<ParsedColumn> change) {
        return new ParsedTable(
                name, head, afterName, columns.stream().map(change).toList(), constraints, tail);
    }

    ParsedTable withoutColumn(String dropped) {
        return new ParsedTable(
                name,
                head,
                afterName,
                columns.stream().filter(column -> !column.isNamed(dropped)).toList(),
                constraints,
                tail);
    }

    ParsedTable withConstraint(String sql) {
        List<ConstraintText> next = new ArrayList<>(constraints);
        read(sql).forEach(next::add);
        return new ParsedTable(name, head, afterName, columns, next, tail);
    }

    private static Stream<ConstraintText> read(String sql) {
        return TableConstraint.read(new TokenCursor(SqliteTokens.of(sql)), null).stream()
                .map(clause -> new ConstraintText(sql, clause));
    }

    /** Returns the table without the matching constraints, both table constraints and column constraints. */
    ParsedTable without(Predicate<TableConstraint> unwanted) {
        ParsedTable result = new ParsedTable(
                name,
                head,
                afterName,
                columns,
                constraints.stream()
                        .filter(constraint -> !unwanted.test(constraint.clause()))
                        .toList(),
                tail);
        return result.mapColumns(column -> without(column, unwanted));
    }

    private static ParsedColumn without(ParsedColumn column, Predicate<TableConstraint> unwanted) {
        ParsedColumn result = column;
        Optional<TableConstraint> next =
                result.clauses().stream().filter(unwanted).findFirst();
        while (next.isPresent()) {
            result = result.without(next.get());
            next = result.clauses().stream().filter(unwanted).findFirst();
        }
        return result;
    }
}
