package dev.trellis.runtime;

import dev.trellis.operation.Operation;
import dev.trellis.script.Body;
import dev.trellis.script.Instruction;
import dev.trellis.script.OperationWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Fingerprints of scripts, SHA-256 in hexadecimal. */
final class Checksum {
    private Checksum() {}

    /** Of what a script means: its operations as they were read, so that white space and comments do not count. */
    static String of(Body body) {
        StringBuilder text = new StringBuilder("upgrade\n");
        append(text, body.upgrade());
        text.append("downgrade\n");
        append(text, body.downgrade());
        return of(text.toString());
    }

    private static void append(StringBuilder text, @Nullable List<Instruction> instructions) {
        if (instructions == null) {
            text.append("none\n");
            return;
        }
        for (Instruction instruction : instructions) {
            Operation operation = instruction.operation();
            text.append(OperationWriter.write(operation)).append('\n');
        }
    }

    /** Of a text as it stands. */
    static String of(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
