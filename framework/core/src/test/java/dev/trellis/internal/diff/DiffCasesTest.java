package dev.trellis.internal.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.dialect.DialectUnderTest;
import dev.trellis.dialect.LiveDatabase;
import dev.trellis.dialect.RoundTripAssert;
import dev.trellis.fixture.YamlCases;
import dev.trellis.internal.diff.Scope.TableRole;
import dev.trellis.internal.model.ModelReader;
import dev.trellis.internal.yaml.MappingReader;
import dev.trellis.internal.yaml.Node;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.report.RenameCandidate;
import dev.trellis.report.UnmanagedDifference;
import dev.trellis.schema.Schema;
import dev.trellis.schema.TableName;
import dev.trellis.script.DraftBody;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

/**
 * Runs the cases of {@code resources/diff} on every dialect: an actual schema, a desired one, and the expected operations.
 * The draft is then written, read and executed; no difference may remain, and its downgrade must restore the schema.
 */
final class DiffCasesTest {
    private static final Path FOLDER = Path.of("src/test/resources/diff");

    /**
     * @param runs whether the operations can be executed
     * @param except the dialects with other operations, each with the reason
     */
    private record Case(
            String name,
            Node before,
            Node desired,
            Map<TableRole, List<String>> standings,
            List<String> operations,
            List<String> reported,
            List<String> likely,
            @Nullable List<String> notes,
            boolean runs,
            Map<String, String> except) {
        static Case read(Node node) {
            MappingReader fields = MappingReader.of(node, "a case");
            Case read = new Case(
                    fields.requireString("name"),
                    fields.require("before"),
                    fields.require("desired"),
                    Map.of(
                            TableRole.OWNED, fields.strings("owned"),
                            TableRole.PROTECTED, fields.strings("protected"),
                            TableRole.OTHER, fields.strings("other"),
                            TableRole.IGNORED, fields.strings("ignored")),
                    fields.strings("operations"),
                    fields.strings("reported"),
                    fields.strings("likely"),
                    fields.has("notes") ? fields.strings("notes") : null,
                    fields.flag("runs", true),
                    fields.map("except", (dialect, reason) -> MappingReader.text(reason, "a reason")));
            fields.done();
            return read;
        }

        Scope scope() {
            Scope scope = Scope.EVERYTHING;
            for (Map.Entry<TableRole, List<String>> entry : standings.entrySet()) {
                scope = scope.with(
                        entry.getKey(),
                        entry.getValue().stream().map(TableName::of).toList());
            }
            return scope;
        }
    }

    @TestFactory
    Stream<DynamicNode> differences() {
        return new YamlCases<>(
                        FOLDER,
                        Case::read,
                        Case::name,
                        (each, under) ->
                                !each.except().containsKey(under.dialect().name()))
                .tests(DiffCasesTest::run);
    }

    private static void run(Case each, DialectUnderTest under) throws SQLException {
        EmptyDatabase database = EmptyDatabase.of(under.kind());
        try (Connection connection = database.emptied()) {
            LiveDatabase live = new LiveDatabase(under.dialect(), connection);
            live.run(difference(model(each.before(), under), Scope.EVERYTHING, under, live)
                    .operations());
            Schema before = live.inspect(Schema.EMPTY);
            Schema desired = model(each.desired(), under);
            Diff difference = difference(desired, each.scope(), under, live);
            assertEquals(
                    text(each.operations()),
                    text(difference.operations().stream()
                            .map(Operation::describe)
                            .toList()));
            assertEquals(
                    text(each.reported()),
                    text(difference.reported().stream()
                            .map(DiffCasesTest::described)
                            .toList()));
            assertEquals(
                    text(each.likely()),
                    text(difference.likelyRenames().stream()
                            .map(RenameCandidate::describe)
                            .toList()));
            if (each.notes() != null) {
                assertEquals(
                        text(each.notes()),
                        text(difference.warnings().stream()
                                .map(note -> note.kind().name().toLowerCase(Locale.ROOT) + ": " + note.text())
                                .toList()));
            }
            if (each.runs()) {
                DraftBody draft = WrittenDraft.of(difference, under.dialect());
                List<Operation> back = Objects.requireNonNull(draft.downgrade());
                live.run(draft.upgrade());
                assertEquals(
                        List.of(),
                        difference(desired, each.scope(), under, live).operations(),
                        "left");
                live.run(back);
                RoundTripAssert.assertSame(before, live.inspect(Schema.EMPTY), "not undone by " + back);
            }
            if (!difference.likelyRenames().isEmpty()) {
                accepted(each, desired, difference.likelyRenames(), under, live);
            }
        }
    }

    /** An accepted rename drops nothing. */
    private static void accepted(
            Case each, Schema desired, List<RenameCandidate> renames, DialectUnderTest under, LiveDatabase live)
            throws SQLException {
        Schema certain = desired;
        for (RenameCandidate rename : renames) {
            certain = rename.acceptedIn(certain);
        }
        Diff difference = difference(certain, each.scope(), under, live);
        assertEquals(renames.size(), difference.operations().size(), difference.operations()::toString);
        live.run(difference.operations());
        assertEquals(List.of(), difference(certain, each.scope(), under, live).operations());
    }

    private static String described(UnmanagedDifference reported) {
        return reported.reason().name().toLowerCase(Locale.ROOT) + " " + reported.table()
                + (reported.column() == null ? "" : "." + reported.column()) + ": " + reported.what();
    }

    private static String text(List<String> lines) {
        return String.join("\n", lines);
    }

    private static Schema model(Node tables, DialectUnderTest under) {
        Node document =
                new Node.Mapping(Map.of("tables", new Node.Entry(tables.location(), tables)), tables.location());
        return new ModelReader(
                        AutogenerateCase.naming(under.dialect()), DialectUnderTest.COLUMNS, name -> Optional.empty())
                .read(document);
    }

    private static Diff difference(Schema desired, Scope scope, DialectUnderTest under, LiveDatabase live)
            throws SQLException {
        return SchemaDiff.of(
                desired,
                live.inspect(Schema.EMPTY),
                scope,
                AutogenerateCase.naming(under.dialect()),
                under.dialect(),
                live::canonical);
    }
}
