package dev.trellis.internal.state;

import dev.trellis.internal.script.JavaMigrationScript;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.MigrationScript;
import dev.trellis.internal.script.OperationWriter;
import dev.trellis.internal.script.ParseContext;
import dev.trellis.internal.script.Sha256;
import dev.trellis.internal.sql.NormalizedSql;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.ExecuteSql;
import dev.trellis.operation.Operation;
import dev.trellis.schema.SqlText;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import dev.trellis.sql.SqlSyntax;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Computes the checksum of a revision's script, by which Trellis recognizes a script that has changed since it was applied:
 * SHA-256 of its parsed operations, or of the class files of a Java migration, as 64 hexadecimal digits.
 */
final class Checksum {
    private static final int HALF = 32;

    private Checksum() {}

    /**
     * Returns the checksum of a script.
     *
     * @param script null if only its operations are known
     * @param body the operations of the script
     */
    static String of(@Nullable MigrationScript script, Body body, ParseContext parsing, JavaSteps steps) {
        if (script instanceof JavaMigrationScript java) {
            return Sha256.of(java.classFiles());
        }
        Body written = script == null ? body : parsing.asWritten(script, body);
        return of(written, parsing.dialect().syntax(), steps);
    }

    /** Returns the checksum of a script's operations. Comments and white space, including those in SQL, do not change it. */
    static String of(Body body, SqlSyntax syntax) {
        StringBuilder text = new StringBuilder("upgrade\n");
        append(text, body.upgrade(), syntax);
        text.append("downgrade\n");
        append(text, body.downgrade(), syntax);
        return Sha256.of(text.toString());
    }

    private static void append(StringBuilder text, @Nullable List<LocatedOperation> operations, SqlSyntax syntax) {
        if (operations == null) {
            text.append("none\n");
            return;
        }
        for (LocatedOperation located : operations) {
            Operation operation = normalize(LineEndings.normalize(located.operation()), syntax);
            text.append(OperationWriter.write(operation)).append('\n');
        }
    }

    private static Operation normalize(Operation operation, SqlSyntax syntax) {
        if (operation instanceof ExecuteSql execute) {
            Map<String, String> sql = new TreeMap<>(execute.sql().byDialect());
            sql.replaceAll((dialect, text) -> NormalizedSql.of(text, syntax));
            return new ExecuteSql(new SqlText(sql));
        }
        return operation instanceof Autocommit autocommit
                ? new Autocommit(autocommit.operations().stream()
                        .map(inner -> normalize(inner, syntax))
                        .toList())
                : operation;
    }

    /**
     * Returns the checksum of a script's operations and of its Java steps. Its first half belongs to the operations, its
     * second half to the classes of the Java steps. A script that runs no Java steps, or Java steps whose classes are
     * missing, has the checksum of its operations alone.
     */
    static String of(Body body, SqlSyntax syntax, JavaSteps steps) {
        String operations = of(body, syntax);
        String classes = JavaStepFingerprint.of(body, steps);
        return classes.isEmpty() ? operations : operations.substring(0, HALF) + classes.substring(0, HALF);
    }

    /** Whether two checksums belong to scripts with the same operations, even if their Java steps differ. */
    static boolean isSameScript(String first, @Nullable String second) {
        return second != null && first.regionMatches(0, second, 0, HALF);
    }

    /**
     * Whether two checksums of scripts with the same operations belong to different Java steps; false if one of the
     * checksums does not cover the Java steps.
     */
    static boolean hasOtherSteps(String first, String second, String ofOperations) {
        return !first.equals(second) && !first.equals(ofOperations) && !second.equals(ofOperations);
    }
}
