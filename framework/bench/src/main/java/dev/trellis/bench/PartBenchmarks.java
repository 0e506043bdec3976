package dev.trellis.bench;

import dev.trellis.dialect.sqlite.SqliteDialect;
import dev.trellis.error.Problems;
import dev.trellis.internal.diff.SchemaDiff;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.ScriptFolder;
import dev.trellis.internal.script.YamlFormat;
import dev.trellis.internal.sql.SqlSplitter;
import dev.trellis.internal.sql.SqlStatement;
import dev.trellis.model.YamlModel;
import dev.trellis.report.Diff;
import dev.trellis.revision.Heads;
import dev.trellis.revision.Plan;
import dev.trellis.revision.Revision;
import dev.trellis.revision.RevisionGraph;
import dev.trellis.schema.Naming;
import dev.trellis.schema.Schema;
import dev.trellis.sql.SqlSyntax;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Measures parts of the library at two sizes. The time should not grow faster than the size. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@SuppressWarnings("NullAway.Init") // JMH calls the method with @Setup first
public class PartBenchmarks {
    /** The number of scripts, revisions, tables or statements. */
    @Param({"500", "2000"})
    public int size;

    private Path scripts;
    private List<Revision> revisions;
    private String sql;
    private Schema desired;
    private Schema actual;

    /** Creates the inputs of all parts. */
    @Setup
    public void inputs() throws IOException {
        Path folder = Files.createTempDirectory("trellis-parts");
        Inputs.trellis(folder, size, 1);
        scripts = folder.resolve("scripts/b0");
        revisions = headers().stream().map(script -> script.header().revision()).toList();
        ModelInputs.write(folder.resolve("model"), size, 0);
        desired = YamlModel.file(folder.resolve("model/model.yaml")).read(Naming.DEFAULT, name -> Optional.empty());
        actual = desired.withEach(table -> table.name().name().endsWith("7") ? table.withIndexes(List.of()) : table);
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append("create function f")
                    .append(i)
                    .append("() returns text as $$ select 'a;b' $$; -- one; ")
                    .append(i)
                    .append("\ninsert into t values ('it''s; here', \"x;y\");\n");
        }
        sql = text.toString();
    }

    /** Reads the headers of scripts from a folder. */
    @Benchmark
    public List<MigrationScript> headers() {
        return new ScriptFolder(List.of(new YamlFormat())).read(scripts, List.of(), new Problems());
    }

    /** Builds the graph of revisions and plans an upgrade with all revisions. */
    @Benchmark
    public Plan graph() {
        return RevisionGraph.of(revisions).upgrade(Heads.none(), "heads");
    }

    /** Compares a model with a schema in which every tenth table lacks its indexes. */
    @Benchmark
    public Diff diff() {
        return SchemaDiff.of(
                desired,
                actual,
                dev.trellis.internal.diff.Scope.EVERYTHING,
                Naming.DEFAULT,
                new SqliteDialect(),
                (modelType, databaseType, rejected) -> modelType);
    }

    /** Splits SQL with quotes, dollar quotes and comments into statements. */
    @Benchmark
    public List<SqlStatement> split() {
        return SqlSplitter.split(sql, SqlSyntax.POSTGRESQL, "bench.sql", 1);
    }
}
