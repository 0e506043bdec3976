package dev.trellis.adopt.flyway;

import dev.trellis.adopt.flyway.FlywayScript.Obstacle;
import dev.trellis.adopt.flyway.MigrationFile.Content;
import dev.trellis.adopt.source.ConvertedDefinition;
import dev.trellis.adopt.source.ConvertedScript.Body;
import dev.trellis.adopt.source.DerivedIdentifier;
import dev.trellis.adopt.source.Note;
import dev.trellis.dialect.Dialect;
import dev.trellis.internal.sql.DefinitionStatement;
import dev.trellis.internal.sql.DefinitionText;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.internal.sql.StatementParser;
import dev.trellis.schema.Definition;
import dev.trellis.schema.DefinitionKind;
import dev.trellis.schema.DefinitionName;
import dev.trellis.schema.TableName;
import dev.trellis.sql.StatementSummary;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Converts repeatable migrations. A migration whose statements only create definitions, possibly after dropping them, becomes
 * files of definitions and a revision that creates them. Any other one becomes a revision that runs once, and a gap.
 */
final class RepeatableConverter {
    private final String label;
    private final ScriptReader reader;
    private final ScriptConverter chain;
    private final Dialect dialect;
    private final List<ConvertedDefinition> definitions = new ArrayList<>();

    /**
     * Creates a converter.
     *
     * @param chain receives the revisions
     */
    RepeatableConverter(String label, ScriptReader reader, ScriptConverter chain, Dialect dialect) {
        this.label = label;
        this.reader = reader;
        this.chain = chain;
        this.dialect = dialect;
    }

    /** Adds a repeatable migration. */
    FlywayMigration add(MigrationFile file) {
        String id = id(file);
        if (file.content() != Content.SQL) {
            String reason =
                    "a repeatable migration that is not SQL cannot be converted; write its changes into the empty"
                            + " script that was created in its place";
            chain.addRepeatable(file, id, ScriptConverter.EMPTY, List.of(new Obstacle(0, reason)));
            return new FlywayMigration(file, id, null);
        }
        FlywayScript script = reader.read(file);
        if (!script.problems().isEmpty()) {
            chain.addRepeatable(file, id, ScriptConverter.EMPTY, script.problems());
            return new FlywayMigration(file, id, script.replacedChecksum());
        }
        script.changes().forEach(change -> chain.addNote(new Note(file.display(), change, id)));
        List<Created> created = created(script.statements());
        List<Obstacle> obstacles = new ArrayList<>();
        if (created == null || created.isEmpty()) {
            obstacles.add(new Obstacle(
                    0,
                    "it does more than create views and other definitions: the revision runs once, and not again when the"
                            + " file changes"));
        } else {
            created.forEach(each -> definitions.add(converted(each, file, script)));
        }
        chain.addRepeatable(file, id, new Body.Sql(script.sql(), downgrade(created), script.autocommit()), obstacles);
        return new FlywayMigration(file, id, script.replacedChecksum());
    }

    /**
     * Adds a callback that Flyway runs after each migration, if it only creates definitions: then the definitions are the same
     * as those of a repeatable migration.
     *
     * @return the callback with its revision; empty if it does something else and was not converted
     */
    Optional<FlywayMigration> addCallback(MigrationFile callback) {
        FlywayScript script = reader.read(callback);
        List<Created> created = created(script.statements());
        if (!script.problems().isEmpty() || created == null || created.isEmpty()) {
            return Optional.empty();
        }
        String name = callback.fileName().replaceFirst("\\.[^.]*$", "");
        MigrationFile file = new MigrationFile(
                callback.path(),
                Content.SQL,
                new MigrationName(MigrationName.Kind.REPEATABLE, null, name.replace('_', ' ')));
        chain.addNote(new Note(
                file.display(),
                "Flyway runs the callback after each migration, Trellis once; to change its definitions later, edit"
                        + " their files and run 'trellis revision --autogenerate'",
                id(file)));
        return Optional.of(add(file));
    }

    private String id(MigrationFile file) {
        return DerivedIdentifier.of(
                "flyway",
                label,
                file.migration().kind().name(),
                file.migration().description());
    }

    /** Returns the definitions of all migrations that were added. */
    List<ConvertedDefinition> definitions() {
        return definitions;
    }

    private record Created(Definition definition, String written) {}

    /** Returns the definitions that the statements create; null if a statement does something else. */
    private @Nullable List<Created> created(List<SqlStatement> statements) {
        List<Created> created = new ArrayList<>();
        List<String> dropped = new ArrayList<>();
        for (SqlStatement statement : statements) {
            StatementSummary summary = StatementParser.parse(statement.text(), dialect.syntax());
            if (summary instanceof StatementSummary.Drop drop) {
                drop.names()
                        .forEach(
                                name -> dropped.add(dialect.parseTableName(name).name()));
                continue;
            }
            Optional<Created> definition = definition(statement.text());
            if (definition.isEmpty()) {
                return null;
            }
            created.add(definition.get());
        }
        List<String> names = created.stream()
                .map(each -> each.definition().name().name().name())
                .toList();
        return names.containsAll(dropped) ? created : null;
    }

    private Optional<Created> definition(String sql) {
        DefinitionStatement statement = DefinitionStatement.parse(sql, dialect.syntax());
        if (statement == null) {
            return Optional.empty();
        }
        TableName name = dialect.parseTableName(statement.name());
        return Arrays.stream(DefinitionKind.values())
                .filter(kind -> kind.words().equals(statement.kind()))
                .filter(dialect.definitionKinds()::contains)
                .filter(kind -> !kind.isOnTable() || statement.table() != null)
                .findFirst()
                .map(kind -> new Created(
                        Definition.of(
                                kind.isOnTable()
                                        ? DefinitionName.on(
                                                kind,
                                                name.name(),
                                                dialect.parseTableName(String.valueOf(statement.table())))
                                        : DefinitionName.of(kind, name),
                                DefinitionText.trimmed(sql)),
                        statement.name()));
    }

    private ConvertedDefinition converted(Created created, MigrationFile file, FlywayScript script) {
        // The file of a definition contains one statement. The whole text keeps the comments above it.
        boolean isOnly = script.statements().size() == 1;
        String text = isOnly
                ? script.sql().replace("\r\n", "\n").strip()
                : created.definition().sql().single() + ";";
        return new ConvertedDefinition(label, created.definition(), text + "\n", file.location());
    }

    /** Returns the SQL that drops views; null if the migration creates other objects, whose form of DROP is not known. */
    private static @Nullable String downgrade(@Nullable List<Created> created) {
        if (created == null || created.isEmpty()) {
            return null;
        }
        StringBuilder sql = new StringBuilder();
        for (int i = created.size() - 1; i >= 0; i--) {
            DefinitionKind kind = created.get(i).definition().kind();
            if (kind != DefinitionKind.VIEW && kind != DefinitionKind.MATERIALIZED_VIEW) {
                return null;
            }
            sql.append("drop ")
                    .append(kind.words())
                    .append(' ')
                    .append(created.get(i).written())
                    .append(";\n");
        }
        return sql.toString();
    }
}
