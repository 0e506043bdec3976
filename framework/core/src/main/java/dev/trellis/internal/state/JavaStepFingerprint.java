package dev.trellis.internal.state;

import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.Sha256;
import dev.trellis.operation.Autocommit;
import dev.trellis.operation.Operation;
import dev.trellis.operation.RunJava;
import dev.trellis.script.Body;
import dev.trellis.script.LocatedOperation;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Fingerprints of the classes of the Java steps that a script runs. */
final class JavaStepFingerprint {
    /** The pattern of a text that occurs in every script that runs a Java step. */
    private static final Pattern RUNS = Pattern.compile("\\brun[\"']?\\s*:");

    private JavaStepFingerprint() {}

    /** Whether the script may run a Java step; checks the text without parsing it. */
    static boolean mayRun(String text) {
        return text.contains("run") && RUNS.matcher(text).find();
    }

    /**
     * Returns a fingerprint of the classes of a script's Java steps; empty if the script runs no Java steps, or if a class
     * is missing, for example because its plugin has been removed.
     */
    static String of(Body body, JavaSteps steps) {
        Set<String> names = new TreeSet<>();
        add(names, body.upgrade());
        add(names, body.downgrade());
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        for (String name : names) {
            byte[] code = steps.code(name);
            if (code.length == 0) {
                return "";
            }
            bytes.writeBytes(code);
        }
        return names.isEmpty() ? "" : Sha256.of(bytes.toByteArray());
    }

    private static void add(Set<String> names, @Nullable List<LocatedOperation> operations) {
        if (operations != null) {
            operations.forEach(located -> add(names, located.operation()));
        }
    }

    private static void add(Set<String> names, Operation operation) {
        if (operation instanceof RunJava run) {
            names.add(run.step());
        } else if (operation instanceof Autocommit autocommit) {
            autocommit.operations().forEach(each -> add(names, each));
        }
    }
}
