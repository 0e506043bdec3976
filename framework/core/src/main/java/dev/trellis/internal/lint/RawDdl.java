package dev.trellis.internal.lint;

import dev.trellis.lint.Finding;
import dev.trellis.lint.LintRule;
import dev.trellis.lint.OperationContext;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.schema.SqlText;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** DDL in {@code execute} is seen by few rules and by no replay before it runs. */
final class RawDdl implements LintRule {
    private static final String NAME = "[\"`]?([\\w.]+)[\"`]?";
    private static final String TABLE = "alter table (?:if exists |only )*" + NAME + " ";

    /** Statements, and the operation that says the same. The first that fits is taken. */
    private static final Map<Pattern, String> SAID_BY = new LinkedHashMap<>();

    static {
        say("create table (?:if not exists )?" + NAME + " \\(.*", "- create_table: {name: $1, columns: {...}}");
        say("drop table (?:if exists )?" + NAME + "\\b.*", "- drop_table: $1");
        say(
                "create unique index (?:concurrently )?(?:if not exists )?" + NAME + " on " + NAME + " ?\\(([^()]*)\\)",
                "- create_index: {table: $2, name: $1, columns: [$3], unique: true}");
        say(
                "create index (?:concurrently )?(?:if not exists )?" + NAME + " on " + NAME + " ?\\(([^()]*)\\)",
                "- create_index: {table: $2, name: $1, columns: [$3]}");
        say("create (?:unique )?index .*", "- create_index: {table: ..., name: ..., columns: [...]}");
        say("drop index (?:concurrently )?(?:if exists )?" + NAME + ".*", "- drop_index: {table: ..., name: $1}");
        say(TABLE + "rename to " + NAME, "- rename_table: {table: $1, to: $2}");
        say(TABLE + "rename (?:column )?" + NAME + " to " + NAME, "- alter_column: {table: $1, name: $2, rename: $3}");
        say(
                TABLE + "add constraint " + NAME + " foreign key ?\\(([^()]*)\\) references " + NAME
                        + " ?\\(([^()]*)\\).*",
                "- create_foreign_key: {table: $1, name: $2, columns: [$3], references: \"$4($5)\"}");
        say(
                TABLE + "add constraint " + NAME + " unique ?\\(([^()]*)\\).*",
                "- create_unique_constraint: {table: $1, name: $2, columns: [$3]}");
        say(
                TABLE + "add constraint " + NAME + " check ?\\((.*)\\)",
                "- create_check_constraint: {table: $1, name: $2, sql: \"$3\"}");
        say(
                TABLE + "drop constraint (?:if exists )?" + NAME + ".*",
                "- drop_constraint: {table: $1, name: $2, type: ...}");
        say(TABLE + "drop (?:column )?(?:if exists )?" + NAME + "\\b.*", "- drop_column: {table: $1, name: $2}");
        say(
                TABLE + "(?:alter|modify|change) (?:column )?" + NAME + " .*",
                "- alter_column: {table: $1, name: $2, ...}");
        say(
                TABLE + "add (?:column )?(?:if not exists )?(?!constraint|primary|unique|foreign|check|index|partition)"
                        + NAME + " ([\\w ]+(?:\\([^()]*\\))?)",
                "- add_column: {table: $1, name: $2, type: $3}");
        say(
                TABLE + "add (?:column )?(?:if not exists )?(?!constraint|primary|unique|foreign|check|index|partition)"
                        + NAME + " .*",
                "- add_column: {table: $1, name: $2, type: ...}");
        say("comment on table " + NAME + " is (.*)", "- create_table_comment: {table: $1, comment: $2}");
        say("create type " + NAME + " as enum ?\\((.*)\\)", "- create_enum: {name: $1, values: [$2]}");
        say("drop type (?:if exists )?" + NAME + ".*", "- drop_enum: $1");
    }

    /** What no operation says. */
    private static final Pattern UNSAID = Pattern.compile(
            ".*(\\bnot valid\\b|\\bvalidate constraint\\b|\\bpartition\\b|\\binherits\\b|\\) as select\\b).*",
            Pattern.CASE_INSENSITIVE);

    private static void say(String statement, String operation) {
        SAID_BY.put(Pattern.compile(statement, Pattern.CASE_INSENSITIVE), operation);
    }

    @Override
    public String name() {
        return "raw_ddl";
    }

    @Override
    public String describe() {
        return "SQL in 'execute' changes a structure for which there is an operation.";
    }

    /** An SQL script says everything in SQL; that is its author's choice and no slip. */
    @Override
    public List<Finding> check(OperationContext moment) {
        if (!(moment.operation() instanceof ExecuteSql execute)
                || moment.revision().script().display().endsWith(".sql")) {
            return List.of();
        }
        String said = said(execute.sql(), moment.revision().dialect().name());
        return said == null
                ? List.of()
                : List.of(moment.finding(
                        this,
                        "this DDL is the same for no other database, and no autogenerate and few rules see what it does"
                                + " before it has run",
                        "use the operation",
                        said));
    }

    private static @Nullable String said(SqlText sql, String dialect) {
        String text = sql.in(dialect);
        if (text == null) {
            return null;
        }
        String line = text.replaceAll("(?s)/\\*.*?\\*/|--[^\\n]*", " ")
                .replaceAll("\\s+", " ")
                .strip()
                .replaceAll(";$", "")
                .strip();
        if (UNSAID.matcher(line).matches()) {
            return null;
        }
        for (Map.Entry<Pattern, String> entry : SAID_BY.entrySet()) {
            Matcher matcher = entry.getKey().matcher(line);
            if (matcher.matches()) {
                return matcher.replaceAll(entry.getValue());
            }
        }
        return null;
    }
}
