package dev.trellis.internal.diff;

import dev.trellis.dialect.Dialect;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.ScriptFile;
import dev.trellis.internal.script.ScriptWriter;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.operation.Operation;
import dev.trellis.report.Diff;
import dev.trellis.revision.Revision;
import dev.trellis.schema.Naming;
import dev.trellis.script.DraftBody;
import dev.trellis.script.Header;
import dev.trellis.script.LocatedOperation;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Writes a difference as a script and reads it back. */
final class WrittenDraft {
    private WrittenDraft() {}

    /** Returns the body that is read from the written script. */
    static DraftBody of(Diff difference, Dialect dialect) {
        Naming naming = AutogenerateCase.naming(dialect);
        ParseContext context = ParseContext.of(dialect, Set.of(dialect.name()), naming);
        DraftBody body = new DraftBody(
                NativeTypes.in(dialect.name(), difference.operations()),
                NativeTypes.in(dialect.name(), difference.reversed(dialect.quoting())),
                List.of());
        byte[] written = new ScriptWriter(context, naming)
                .write(new YamlFormat(), new Header(Revision.of("a1"), "a draft", null), body, "a.yaml")
                .getBytes(StandardCharsets.UTF_8);
        var read = new YamlFormat()
                .read(new ScriptFile("a.yaml", "a.yaml", null, written))
                .body(context);
        return new DraftBody(operations(read.upgrade()), operations(read.downgrade()), List.of());
    }

    private static List<Operation> operations(@Nullable List<LocatedOperation> operations) {
        return operations == null
                ? List.of()
                : operations.stream().map(LocatedOperation::operation).toList();
    }
}
