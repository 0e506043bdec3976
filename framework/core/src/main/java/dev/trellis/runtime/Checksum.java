package dev.trellis.runtime;

import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Execute;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import dev.trellis.script.Body;
import dev.trellis.script.Instruction;
import dev.trellis.script.OperationWriter;
import dev.trellis.sql.SqlSyntax;
import dev.trellis.sql.SqlWords;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fingerprints of scripts, SHA-256 in hexadecimal. */
final class Checksum {
    private static final int HALF = 32;

    private Checksum() {}

    /**
     * Of what a script means: its operations as they were read, and SQL without its comments, so that neither these nor
     * white space count.
     */
    static String of(Body body, SqlSyntax syntax) {
        StringBuilder text = new StringBuilder("upgrade\n");
        append(text, body.upgrade(), syntax);
        text.append("downgrade\n");
        append(text, body.downgrade(), syntax);
        return of(text.toString());
    }

    private static void append(StringBuilder text, @Nullable List<Instruction> instructions, SqlSyntax syntax) {
        if (instructions == null) {
            text.append("none\n");
            return;
        }
        for (Instruction instruction : instructions) {
            Operation operation = plain(instruction.operation(), syntax);
            text.append(OperationWriter.write(operation)).append('\n');
        }
    }

    private static Operation plain(Operation operation, SqlSyntax syntax) {
        if (operation instanceof Execute execute) {
            Map<String, String> sql = new TreeMap<>(execute.sql().byDialect());
            sql.replaceAll((dialect, each) -> SqlWords.of(each, syntax));
            return new Execute(new SqlText(sql));
        }
        return operation instanceof Autocommit autocommit
                ? new Autocommit(autocommit.operations().stream()
                        .map(each -> plain(each, syntax))
                        .toList())
                : operation;
    }

    /**
     * Of what a script means and of the Java steps that it runs, each half of it; where it runs none, or nobody can look
     * at them, of the script alone.
     */
    static String of(Body body, SqlSyntax syntax, JavaSteps steps) {
        String script = of(body, syntax);
        String code = StepCode.of(body, steps);
        return code.isEmpty() ? script : script.substring(0, HALF) + code.substring(0, HALF);
    }

    /** Whether two are of scripts that mean the same, whatever their steps do. */
    static boolean isSameScript(String one, @Nullable String other) {
        return other != null && one.regionMatches(0, other, 0, HALF);
    }

    /** Whether two, of scripts that mean the same, are of steps that differ; false where one of them tells of none. */
    static boolean isOtherStep(String one, String other, String ofScriptAlone) {
        return !one.equals(other) && !one.equals(ofScriptAlone) && !other.equals(ofScriptAlone);
    }

    /** Of a text as it stands. */
    static String of(String text) {
        return of(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Of bytes. */
    static String of(byte[] bytes) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(bytes);
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
