package dev.trellis.internal.lint;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Suggests the YAML of an operation that can replace a DDL statement, for the author to complete. The suggestion is text for
 * a message; {@link SqlOperations} has the operations that the rules examine.
 */
final class OperationSuggestion {
    /** A name of letters and digits; there is no suggestion for a name with other characters. */
    private static final String NAME = "[\"`]?([\\w.]+)[\"`]?(?![\\w.$\\-\"`])";

    private static final String TABLE = "alter table (?:if exists |only )*" + NAME + " ";
    private static final String ADD_COLUMN = TABLE
            + "add (?:column )?(?:if not exists )?(?!constraint|primary|unique|foreign|check|exclude|index|partition)"
            + NAME;

    /** The known statements; the first that matches applies. */
    private static final List<OperationSuggestion> ALL = List.of(
            of("create table (?:if not exists )?" + NAME + " \\(.*", "- create_table: {name: $1, columns: {...}}"),
            of("drop table (?:if exists )?" + NAME + ".*", "- drop_table: $1"),
            of(
                    "create unique index (?:concurrently )?(?:if not exists )?" + NAME + " on " + NAME
                            + " ?\\(([^()]*)\\)",
                    "- create_index: {table: $2, name: $1, columns: [$3], unique: true}"),
            of(
                    "create index (?:concurrently )?(?:if not exists )?" + NAME + " on " + NAME + " ?\\(([^()]*)\\)",
                    "- create_index: {table: $2, name: $1, columns: [$3]}"),
            of("create (?:unique )?index .*", "- create_index: {table: ..., name: ..., columns: [...]}"),
            of("drop index (?:concurrently )?(?:if exists )?" + NAME + ".*", "- drop_index: {table: ..., name: $1}"),
            of(TABLE + "rename to " + NAME, "- rename_table: {table: $1, to: $2}"),
            of(
                    TABLE + "rename (?:column )?" + NAME + " to " + NAME,
                    "- alter_column: {table: $1, name: $2, rename: $3}"),
            of(
                    TABLE + "add constraint " + NAME + " foreign key ?\\(([^()]*)\\) references " + NAME
                            + " ?\\(([^()]*)\\).*",
                    "- create_foreign_key: {table: $1, name: $2, columns: [$3], references: \"$4($5)\"}"),
            of(
                    TABLE + "add constraint " + NAME + " unique ?\\(([^()]*)\\).*",
                    "- create_unique_constraint: {table: $1, name: $2, columns: [$3]}"),
            of(
                    TABLE + "add constraint " + NAME + " check ?\\((.*)\\)",
                    "- create_check_constraint: {table: $1, name: $2, sql: \"$3\"}"),
            of(
                    TABLE + "add constraint " + NAME + " exclude (?:using " + NAME + " )?\\(.*",
                    "- create_exclude_constraint: {table: $1, name: $2, elements: [{column: ..., with: ...}]}"),
            of(
                    TABLE + "attach partition " + NAME + " (for values .*|default)",
                    "- attach_partition: {table: $1, partition: $2, sql: \"$3\"}"),
            of(
                    TABLE + "detach partition " + NAME + "(?: concurrently| finalize)?",
                    "- detach_partition: {table: $1, partition: $2}"),
            of(
                    TABLE + "drop constraint (?:if exists )?" + NAME + ".*",
                    "- drop_constraint: {table: $1, name: $2, type: ...}"),
            of(TABLE + "drop (?:column )?(?:if exists )?" + NAME + ".*", "- drop_column: {table: $1, name: $2}"),
            of(
                    TABLE + "(?:alter|modify|change) (?:column )?" + NAME + " .*",
                    "- alter_column: {table: $1, name: $2, ...}"),
            of(ADD_COLUMN + " ([\\w ]+(?:\\([^()]*\\))?)", "- add_column: {table: $1, name: $2, type: $3}"),
            of(ADD_COLUMN + " .*", "- add_column: {table: $1, name: $2, type: ...}"),
            of("comment on table " + NAME + " is (.*)", "- create_table_comment: {table: $1, comment: $2}"),
            of("create schema if not exists " + NAME, "- create_schema: {name: $1, if_not_exists: true}"),
            of("create schema " + NAME, "- create_schema: $1"),
            of("drop schema " + NAME + "(?: restrict)?", "- drop_schema: $1"),
            of("create type " + NAME + " as enum ?\\((.*)\\)", "- create_enum: {name: $1, values: [$2]}"),
            of("drop type (?:if exists )?" + NAME + ".*", "- drop_enum: $1"));

    /** A placeholder such as {@code $1} in the template of an operation, which stands for a group of the pattern. */
    private static final Pattern PLACE = Pattern.compile("\\$([0-9])");

    /** The clauses that no operation expresses. */
    private static final Pattern NOT_EXPRESSIBLE = Pattern.compile(
            ".*(\\bnot valid\\b|\\bvalidate constraint\\b|(?<!attach )(?<!detach )\\bpartition\\b|\\binherits\\b|\\) as select\\b).*",
            Pattern.CASE_INSENSITIVE);

    private final Pattern statement;
    private final String operation;

    private OperationSuggestion(Pattern statement, String operation) {
        this.statement = statement;
        this.operation = operation;
    }

    private static OperationSuggestion of(String statement, String operation) {
        return new OperationSuggestion(Pattern.compile(statement, Pattern.CASE_INSENSITIVE), operation);
    }

    /** Replaces {@code $1} and so on by the groups, so that the result is YAML: a text with a comma is quoted in a map. */
    private static String expand(String template, Matcher statement) {
        StringBuilder yaml = new StringBuilder();
        Matcher places = PLACE.matcher(template);
        while (places.find()) {
            String text = statement.group(Integer.parseInt(places.group(1)));
            String before = template.substring(0, places.start());
            boolean isQuoted = before.chars().filter(c -> c == '"').count() % 2 == 1;
            boolean needsQuotes = !isQuoted && !before.endsWith("[") && text.contains(",") && !text.startsWith("'");
            String escaped =
                    isQuoted || needsQuotes ? text.replace("\\", "\\\\").replace("\"", "\\\"") : text;
            places.appendReplacement(yaml, Matcher.quoteReplacement(needsQuotes ? '"' + escaped + '"' : escaped));
        }
        return places.appendTail(yaml).toString();
    }

    /**
     * Returns the YAML of the operation, with dots for the parts that the author has to add; null if no operation is
     * equivalent.
     */
    static @Nullable String of(String sql) {
        String line = sql.replaceAll("(?s)/\\*.*?\\*/|--[^\\n]*", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll(";$", "")
                .strip();
        if (NOT_EXPRESSIBLE.matcher(line).matches()) {
            return null;
        }
        for (OperationSuggestion equivalent : ALL) {
            Matcher matcher = equivalent.statement.matcher(line);
            if (matcher.matches()) {
                return expand(equivalent.operation, matcher);
            }
        }
        return null;
    }
}
