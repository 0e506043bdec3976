package dev.trellis.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A table is printed only on a terminal that is wide enough; otherwise the lines that scripts read are printed. */
class TextTableTest {
    private static final TextTable TABLE = new TextTable("branch", "none", "message")
            .row("shop", "", "create \u001b pets")
            .row("retail", "", "");

    @Test
    void columns_are_aligned_and_empty_ones_are_left_out() {
        assertEquals(
                List.of("branch  message", "------  ------------------", "shop    create \\u001b pets", "retail"),
                TABLE.lines());
    }

    @Test
    void a_table_without_rows_fits_nowhere() {
        assertFalse(new TextTable("branch").fits(80));
        assertTrue(TABLE.fits(26));
        assertFalse(TABLE.fits(25));
    }

    @Test
    void a_narrow_terminal_and_a_pipe_receive_lines() {
        assertEquals(4, printed(26).lines().count());
        assertEquals("a line", printed(25).strip());
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        output(out).result(1, List.of("a line"), TABLE);
        assertEquals("a line", out.toString(StandardCharsets.UTF_8).strip());
    }

    private static String printed(int width) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Output output = output(out);
        output.terminal(width);
        output.result(1, List.of("a line"), TABLE);
        return out.toString(StandardCharsets.UTF_8);
    }

    private static Output output(ByteArrayOutputStream out) {
        PrintStream stream = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new Output(stream, stream);
    }
}
