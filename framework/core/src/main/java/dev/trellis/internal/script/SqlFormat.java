package dev.trellis.internal.script;

import dev.trellis.error.Location;
import dev.trellis.error.Problems;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.operation.Autocommit;
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
        SqlHeader header = SqlHeader.of(file.text(), file.display());
        return new SqlFile(HeaderReader.read(file.display(), header.yaml(), 1), file, header.autocommit());
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

    private record SqlFile(Header header, ScriptFile file, boolean autocommit) implements MigrationScript {

        @Override
        public String display() {
            return file.display();
        }

        @Override
        public boolean dependsOnDialect() {
            return true;
        }

        @Override
        public Body body(ParseContext context) {
            SqlScript script = SqlScript.read(file.text(), file.display(), context.dialects());
            Problems problems = new Problems();
            List<@Nullable List<LocatedOperation>> sections = new ArrayList<>();
            for (Direction direction : List.of(Direction.UPGRADE, Direction.DOWNGRADE)) {
                problems.collect(() -> sections.add(operations(script, direction, context)));
            }
            problems.throwIfAny();
            List<LocatedOperation> upgrade = sections.get(0);
            return new Body(upgrade == null ? List.of() : upgrade, sections.get(1));
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
                ExecuteSql execute = new ExecuteSql(SqlText.of(statement.text()));
                operations.add(new LocatedOperation(
                        autocommit ? new Autocommit(List.of(execute)) : execute,
                        new Location(file.display(), statement.line(), statement.column())));
            }
            return operations;
        }
    }
}
