package dev.trellis.internal.run;

import dev.trellis.internal.branch.Branches;
import dev.trellis.internal.protection.Protection;
import dev.trellis.internal.script.JavaSteps;
import dev.trellis.internal.script.ParseContext;
import java.util.Map;

/**
 * The scripts and the objects that are needed to interpret them.
 *
 * @param arguments the values of {@code -x}, for Java steps
 * @param protection the check of operations against protected tables
 */
public record ScriptContext(
        Branches branches,
        ParseContext parsing,
        JavaSteps steps,
        Map<String, String> arguments,
        Protection protection) {}
