package dev.trellis.internal.state;

import dev.trellis.internal.script.JavaSteps;
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

/** What the Java steps of a script do, beside what the script says. */
final class JavaStepFingerprint {
    /** What a script that runs a step has in it somewhere. */
    private static final Pattern RUNS = Pattern.compile("\\brun[\"']?\\s*:");

    private JavaStepFingerprint() {}

    /** False for a script that runs none, which is told without reading it. */
    static boolean mayRun(String text) {
        return text.contains("run") && RUNS.matcher(text).find();
    }

    /**
     * A fingerprint of the classes of a script's steps; empty when it has none, or one of them cannot be looked at, as
     * when the plugin that brings it is gone.
     */
    static String of(Body body, JavaSteps steps) {
        Set<String> names = new TreeSet<>();
        add(names, body.upgrade());
        add(names, body.downgrade());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (String name : names) {
            byte[] code = steps.code(name);
            if (code.length == 0) {
                return "";
            }
            all.writeBytes(code);
        }
        return names.isEmpty() ? "" : Checksum.of(all.toByteArray());
    }

    private static void add(Set<String> names, @Nullable List<LocatedOperation> instructions) {
        if (instructions != null) {
            instructions.forEach(instruction -> add(names, instruction.operation()));
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
