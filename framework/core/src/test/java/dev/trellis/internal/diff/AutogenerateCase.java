package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A case of {@code conformance/autogenerate}. */
record AutogenerateCase(
        String id,
        boolean quirk,
        List<String> requires,
        List<String> before,
        Schema model,
        Scope scope,
        List<SchemaFact> operations,
        List<List<SchemaFact>> accept,
        List<List<SchemaFact>> better,
        List<SchemaFact> allowed,
        List<int[]> order,
        List<Seen> reported) {

    /** An expected report. */
    record Seen(String table, @Nullable String column, String why) {
        boolean isIn(List<UnmanagedDifference> all) {
            return all.stream().anyMatch(this::isMetBy);
        }

        boolean isMetBy(UnmanagedDifference other) {
            return table.equals(other.table().name())
                    && why.equalsIgnoreCase(other.reason().name())
                    && (column == null || other.column() == null || column.equals(other.column()));
        }
    }

    /** Returns the case with other statements before it. */
    AutogenerateCase withBefore(UnaryOperator<String> said) {
        return new AutogenerateCase(
                id,
                quirk,
                requires,
                before.stream().map(said).toList(),
                model,
                scope,
                operations,
                accept,
                better,
                allowed,
                order,
                reported);
    }

    static Naming naming(Dialect dialect) {
        return Naming.DEFAULT.withLimit(dialect.capabilities().identifierLimit());
    }

    /** A case before it is parsed, so that one that cannot be parsed does not prevent the others of its file. */
    record Unread(String id, String dialect, Function<Dialect, AutogenerateCase> as) {}

    static List<Unread> read(Path file) {
        return MappingReader.items(JsonDocument.read(file), "a list of cases", node -> {
            MappingReader fields = MappingReader.of(node, "a case");
            return new Unread(
                    fields.requireString("id"),
                    fields.requireString("dialect"),
                    dialect -> AutogenerateCase.read(node, dialect));
        });
    }

    private static AutogenerateCase read(Node node, Dialect dialect) {
        MappingReader fields = MappingReader.of(node, "a case");
        Schema model = new ModelReader(naming(dialect), name -> Optional.empty()).read(fields.require("model"));
        MappingReader expect = MappingReader.of(fields.require("expect"), "'expect'");
        ExpectedFacts facts = new ExpectedFacts(dialect, model);
        return new AutogenerateCase(
                fields.requireString("id"),
                fields.flag("alembic_quirk", false),
                fields.strings("requires"),
                fields.strings("before_sql"),
                model,
                scope(fields, model),
                facts.set(expect.require("operations")),
                expect.list("accept", facts::set),
                expect.list("better", facts::set),
                expect.has("allowed") ? facts.set(expect.require("allowed")) : List.of(),
                expect.list(
                        "before",
                        pair ->
                                MappingReader.items(
                                                pair, "a pair", each -> Integer.parseInt(MappingReader.text(each, "i")))
                                        .stream()
                                        .mapToInt(Integer::intValue)
                                        .toArray()),
                expect.list("reported", AutogenerateCase::seen));
    }

    private static Seen seen(Node node) {
        MappingReader fields = MappingReader.of(node, "a report");
        return new Seen(fields.requireString("table"), fields.string("column"), fields.requireString("why"));
    }

    private static Scope scope(MappingReader fields, Schema model) {
        List<TableName> guarded = names(fields.strings("protected"), model);
        List<String> others = new ArrayList<>();
        fields.map("other_owned", (label, list) -> MappingReader.strings(list, label))
                .values()
                .forEach(others::addAll);
        return Scope.EVERYTHING
                .with(TableRole.OWNED, names(fields.strings("owned"), model))
                .with(TableRole.PROTECTED, guarded)
                .with(TableRole.OTHER, names(others, model));
    }

    /** Returns table names without their schemas. */
    private static List<TableName> names(List<String> bare, Schema model) {
        Set<String> wanted = new HashSet<>(bare);
        List<TableName> names =
                new ArrayList<>(bare.stream().map(TableName::parse).toList());
        model.tables().keySet().stream()
                .filter(name -> wanted.contains(name.name()))
                .forEach(names::add);
        return names;
    }
}
