package dev.trellis.cli;

import dev.trellis.SeedOption;
import dev.trellis.SeedValues;
import java.io.Console;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** The options that seeders add to {@code db-create}. */
final class SeedOptions {
    private final CommandSpec spec;
    private final CommandEnvironment environment;
    private SeedValues values = SeedValues.NONE;

    private SeedOptions(CommandSpec spec, CommandEnvironment environment) {
        this.spec = spec;
        this.environment = environment;
    }

    /** @throws dev.trellis.error.TrellisException when an option of the command's own has the name */
    static void add(CommandSpec spec, List<SeedOption<?>> options) {
        for (SeedOption<?> option : options) {
            if (spec.findOption(option.flagged()) != null) {
                throw CommandException.duplicateOption(option.flagged());
            }
            OptionSpec.Builder builder = OptionSpec.builder(option.flagged())
                    .type(option.type())
                    .paramLabel(option.type() == Boolean.class ? "" : label(option.type()))
                    .arity(option.type() == Boolean.class ? "0" : "1")
                    .description(described(option));
            spec.addOption(builder.build());
        }
    }

    private static String label(Class<?> type) {
        if (type == Path.class) {
            return "PATH";
        }
        return type == Integer.class ? "NUMBER" : "TEXT";
    }

    private static String described(SeedOption<?> option) {
        String needed = option.required() && option.fallback() == null ? " Required." : "";
        boolean shown = option.fallback() != null && !option.secret() && option.type() != Boolean.class;
        String fallback = shown ? " (default: " + option.fallback() + ")" : "";
        return (option.description() + fallback + needed).replace("%", "%%");
    }

    /**
     * What was given. What is required and was not is asked for where somebody sits in front of it.
     *
     * @param console where to ask, or null
     * @throws ParameterException when something that is required is missing
     */
    static SeedValues read(
            CommandSpec spec, List<SeedOption<?>> options, CommandEnvironment environment, @Nullable Console console) {
        SeedOptions reading = new SeedOptions(spec, environment);
        List<String> missing = new ArrayList<>();
        for (SeedOption<?> option : options) {
            if (!reading.read(option, console)) {
                missing.add(option.flagged());
            }
        }
        if (!missing.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "the seeders of this app need " + String.join(", ", missing));
        }
        return reading.values;
    }

    /** False when it is required and has no value. */
    private <T> boolean read(SeedOption<T> option, @Nullable Console console) {
        OptionSpec found = spec.findOption(option.flagged());
        Object value = found == null ? null : found.getValue();
        if (value == null && option.required() && option.fallback() == null) {
            value = console == null ? null : prompt(console, option);
            if (value == null) {
                return false;
            }
        }
        if (value instanceof Path path) {
            value = environment.resolve(path);
        }
        if (value != null) {
            values = values.with(option, option.type().cast(value));
        }
        return true;
    }

    private @Nullable Object prompt(Console console, SeedOption<?> option) {
        String prompt = option.description() + " (" + option.flagged() + "): ";
        char[] secret = option.secret() ? console.readPassword("%s", prompt) : null;
        String answer = option.secret() ? secret == null ? null : new String(secret) : console.readLine("%s", prompt);
        if (answer == null || answer.isEmpty()) {
            return null;
        }
        try {
            if (option.type() == Path.class) {
                return Path.of(answer);
            }
            return option.type() == Integer.class ? (Object) Integer.valueOf(answer) : answer;
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), option.flagged() + " is a whole number");
        }
    }
}
