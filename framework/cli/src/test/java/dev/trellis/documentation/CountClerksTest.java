package dev.trellis.documentation;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.trellis.cli.Main;
import dev.trellis.inject.TrellisBinder;
import dev.trellis.inject.TrellisPlugin;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the example of a command that a plugin adds. */
@SuppressWarnings("NullAway.Init")
class CountClerksTest {
    @TempDir
    Path folder;

    /** A plugin with the command. */
    public static final class CountClerksPlugin extends TrellisPlugin {
        @Override
        protected void configure(TrellisBinder trellis) {
            trellis.command(CountClerks.class);
        }
    }

    @Test
    void the_command_counts_and_exits_with_3_below_its_limit() throws IOException {
        Files.createDirectory(folder.resolve("db"));
        Files.writeString(folder.resolve("trellis.yaml"), """
                database: {url: "jdbc:sqlite:shop.db"}
                branches: {shop: {directory: db}}
                plugins: {classes: ["%s"]}
                """.formatted(CountClerksPlugin.class.getName()));
        Files.writeString(folder.resolve("db/clerks.yaml"), """
                revision: 8c1f2a77b3de
                branch_labels: [shop]
                upgrade:
                  - create_table: {name: shop_clerk, columns: {id: integer}}
                  - bulk_insert: {table: shop_clerk, rows: [{id: 7}]}
                """);
        assertEquals(0, run("upgrade", "heads").code());
        assertEquals(new Result(0, "1 clerks\n"), run("count-clerks"));
        assertEquals(
                new Result(3, "{\"clerks\":1}"),
                run("--json", "count-clerks", "--at-least=2").compact());
    }

    private record Result(int code, String out) {
        Result compact() {
            return new Result(code, out.replaceAll("\\s", ""));
        }
    }

    private Result run(String... arguments) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        List<String> command =
                new ArrayList<>(List.of("-c", folder.resolve("trellis.yaml").toString()));
        command.addAll(List.of(arguments));
        int code = Main.run(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(new ByteArrayOutputStream(), true, StandardCharsets.UTF_8),
                command.toArray(String[]::new));
        return new Result(code, out.toString(StandardCharsets.UTF_8));
    }
}
