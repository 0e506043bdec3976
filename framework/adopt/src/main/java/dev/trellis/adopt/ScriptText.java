package dev.trellis.adopt;

import dev.trellis.adopt.source.ConvertedScript;
import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.error.TrellisException;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.ScriptFormat;
import dev.trellis.internal.script.ScriptWriter;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.workspace.Formats;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.Naming;
import dev.trellis.schema.SqlText;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The text of a converted script. SQL is written as an SQL script that contains the original text unchanged. If a line of the
 * original would be read as a marker of a section, the statements are written as a YAML script instead.
 *
 * @param format the name of the format, which is also the extension of the file
 * @param text the text of the file
 */
record ScriptText(String format, String text) {
    private static final String SQL = "sql";
    private static final String YAML = "yaml";
    private static final String UPGRADE = "\n\n-- upgrade\n";

    /**
     * Returns the text.
     *
     * @param context the settings with which the script will be parsed
     * @throws TrellisException if parsing the text would give other statements or operations than those of the script
     */
    static ScriptText of(ConvertedScript script, ParseContext context, Naming naming) {
        Header header = new Header(script.revision(), script.message(), script.created());
        if (script.body() instanceof Body.Sql sql) {
            String text = sql(header, sql, script.comments());
            return isReadBack(text, sql, context)
                    ? new ScriptText(SQL, text)
                    : yaml(header, operations(sql, context), script.comments(), context, naming);
        }
        return yaml(header, (Body.Operations) script.body(), script.comments(), context, naming);
    }

    private static String sql(Header header, Body.Sql body, List<String> comments) {
        StringBuilder text =
                new StringBuilder(Formats.named(SQL).write(header, new DraftBody(List.of(), null, comments)));
        if (body.autocommit()) {
            text.insert(text.length() - UPGRADE.length(), "\n-- autocommit: true");
        }
        text.append(section(body.upgrade()));
        if (body.downgrade() != null) {
            text.append("\n-- downgrade\n").append(section(body.downgrade()));
        }
        return text.toString();
    }

    private static String section(String sql) {
        String stripped = sql.replace("\r\n", "\n").strip();
        return stripped.isEmpty() ? "" : stripped + "\n";
    }

    private static boolean isReadBack(String text, Body.Sql body, ParseContext context) {
        try {
            MigrationScript script =
                    Formats.named(SQL).read(new ScriptFile(SQL, SQL, null, text.getBytes(StandardCharsets.UTF_8)));
            dev.trellis.script.Body read = script.body(context);
            return statements(read.upgrade()).equals(statements(body.upgrade(), context))
                    && (body.downgrade() == null
                            || (read.downgrade() != null
                                    && statements(read.downgrade()).equals(statements(body.downgrade(), context))));
        } catch (TrellisException e) {
            return false;
        }
    }

    private static List<String> statements(@Nullable List<LocatedOperation> operations) {
        return operations == null
                ? List.of()
                : operations.stream().map(each -> sqlOf(each.operation())).toList();
    }

    private static String sqlOf(Operation operation) {
        if (operation instanceof Autocommit autocommit) {
            return sqlOf(autocommit.operations().get(0));
        }
        return operation instanceof ExecuteSql execute
                ? String.valueOf(execute.sql().single())
                : "";
    }

    private static List<String> statements(String sql, ParseContext context) {
        return SqlSplitter.split(sql.replace("\r\n", "\n"), context.dialect().syntax(), "", 1).stream()
                .map(SqlStatement::text)
                .toList();
    }

    private static Body.Operations operations(Body.Sql sql, ParseContext context) {
        return new Body.Operations(
                operations(sql.upgrade(), sql.autocommit(), context),
                sql.downgrade() == null ? null : operations(sql.downgrade(), sql.autocommit(), context));
    }

    private static List<Operation> operations(String sql, boolean autocommit, ParseContext context) {
        List<Operation> operations = statements(sql, context).stream()
                .<Operation>map(text -> new ExecuteSql(SqlText.of(text)))
                .toList();
        return autocommit && !operations.isEmpty() ? List.of(new Autocommit(operations)) : operations;
    }

    private static ScriptText yaml(
            Header header, Body.Operations body, List<String> comments, ParseContext context, Naming naming) {
        ScriptFormat format = Formats.named(YAML);
        String text = new ScriptWriter(context, naming)
                .write(
                        format,
                        header,
                        new DraftBody(body.upgrade(), body.downgrade(), comments),
                        header.revision().id() + "." + YAML);
        return new ScriptText(YAML, text);
    }
}
