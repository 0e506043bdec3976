package dev.trellis.internal.script;

import dev.trellis.error.Location;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.revision.Direction;
import dev.trellis.schema.SqlText;
import dev.trellis.script.Body;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Scripts in SQL: leading comment lines with the header, then sections. */
public final class SqlFormat implements ScriptFormat {

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public boolean accepts(String fileName) {
        return fileName.endsWith(".sql");
    }

    @Override
    public MigrationScript read(ScriptFile file) {
        return new SqlFile(HeaderReader.read(file.display(), header(file.text()), 1), file);
    }

    @Override
    public String write(Header header, DraftBody body) {
        StringBuilder text = new StringBuilder();
        HeaderWriter.lines(header)
                .forEach(line -> text.append("-- ").append(line).append('\n'));
        HeaderWriter.comments(body.notes())
                .forEach(line -> text.append("-- ").append(line).append('\n'));
        section(text, Direction.UPGRADE, body.upgrade());
        if (body.downgrade() != null) {
            section(text, Direction.DOWNGRADE, body.downgrade());
        }
        return text.toString();
    }

    /** Writes a section for all dialects. Only SQL can be written, because other operations compile differently on each database. */
    private static void section(StringBuilder text, Direction direction, List<Operation> operations) {
        String word = direction.name().toLowerCase(Locale.ROOT);
        text.append("\n-- ").append(word).append('\n');
        for (Operation operation : operations) {
            String sql = operation instanceof ExecuteSql execute ? execute.sql().single() : null;
            if (sql == null) {
                throw ScriptException.notSql(operation.describe());
            }
            text.append(sql).append(";\n");
        }
    }

    /** Returns the leading comment lines without their dashes, up to the first other line or section. */
    private static String header(String text) {
        StringBuilder header = new StringBuilder();
        int start = 0;
        while (start < text.length() && text.startsWith("--", start)) {
            int end = text.indexOf('\n', start);
            end = end < 0 ? text.length() : end;
            String line = text.substring(Math.min(end, text.startsWith("-- ", start) ? start + 3 : start + 2), end);
            if (line.startsWith("upgrade") || line.startsWith("downgrade")) {
                break;
            }
            header.append(line).append('\n');
            start = end + 1;
        }
        return header.toString();
    }

    private record SqlFile(Header header, ScriptFile file) implements MigrationScript {

        @Override
        public String display() {
            return file.display();
        }

        @Override
        public Body body(ParseContext context) {
            SqlScript script = SqlScript.read(file.text(), file.display(), context.dialects());
            List<LocatedOperation> upgrade = operations(script, Direction.UPGRADE, context);
            return new Body(upgrade == null ? List.of() : upgrade, operations(script, Direction.DOWNGRADE, context));
        }

        /** Returns the statements of the section for the dialect, or null when the script has no section for the direction. */
        private @Nullable List<LocatedOperation> operations(
                SqlScript script, Direction direction, ParseContext context) {
            String dialect = context.dialect().name();
            Optional<SqlSection> section = script.section(direction, dialect);
            if (section.isEmpty()) {
                if (script.sections().stream().anyMatch(other -> other.direction() == direction)) {
                    throw ScriptException.noSection(
                            file.display(), dialect, direction.name().toLowerCase(Locale.ROOT));
                }
                return null;
            }
            List<LocatedOperation> operations = new ArrayList<>();
            for (SqlStatement statement :
                    section.get().statements(context.dialect().syntax(), file.display())) {
                operations.add(new LocatedOperation(
                        new ExecuteSql(SqlText.of(statement.text())),
                        new Location(file.display(), statement.line(), statement.column())));
            }
            return operations;
        }
    }
}
