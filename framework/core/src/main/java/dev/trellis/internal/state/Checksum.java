package dev.trellis.internal.state;

import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.OperationWriter;
import dev.trellis.internal.sql.NormalizedSql;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.SqlSyntax;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Fingerprints of scripts, SHA-256 in hexadecimal. */
public final class Checksum {
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

    private static void append(StringBuilder text, @Nullable List<LocatedOperation> instructions, SqlSyntax syntax) {
        if (instructions == null) {
            text.append("none\n");
            return;
        }
        for (LocatedOperation instruction : instructions) {
            Operation operation = plain(instruction.operation(), syntax);
            text.append(OperationWriter.write(operation)).append('\n');
        }
    }

    private static Operation plain(Operation operation, SqlSyntax syntax) {
        if (operation instanceof ExecuteSql execute) {
            Map<String, String> sql = new TreeMap<>(execute.sql().byDialect());
            sql.replaceAll((dialect, each) -> NormalizedSql.of(each, syntax));
            return new ExecuteSql(new SqlText(sql));
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
        String code = JavaStepFingerprint.of(body, steps);
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
    public static String of(String text) {
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
