package dev.trellis.cli;

import dev.trellis.SeedOption;
import dev.trellis.SeedValues;
import java.io.Console;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Adds the options of seeders to {@code db-create}, and reads their values. */
final class SeedOptions {
    private final CommandSpec spec;
    private final CommandEnvironment environment;
    private SeedValues values = SeedValues.NONE;

    private SeedOptions(CommandSpec spec, CommandEnvironment environment) {
        this.spec = spec;
        this.environment = environment;
    }

    /**
     * Adds an option for each seed option.
     *
     * @throws CommandException named {@code duplicate_option} if the command already has an option of that name
     */
    static void add(CommandSpec spec, List<SeedOption<?>> options) {
        for (SeedOption<?> option : options) {
            if (spec.findOption(option.optionName()) != null) {
                throw CommandException.duplicateOption(option.optionName());
            }
            OptionSpec.Builder builder = OptionSpec.builder(option.optionName())
                    .type(option.type())
                    .paramLabel(option.type() == Boolean.class ? "" : label(option.type()))
                    .arity(option.type() == Boolean.class ? "0" : "1")
                    .description(description(option));
            spec.addOption(builder.build());
        }
    }

    private static String label(Class<?> type) {
        if (type == Path.class) {
            return "PATH";
        }
        return type == Integer.class ? "NUMBER" : "TEXT";
    }

    private static String description(SeedOption<?> option) {
        String required = option.required() && option.fallback() == null ? " Required." : "";
        boolean showsDefault = option.fallback() != null && !option.secret() && option.type() != Boolean.class;
        String fallback = showsDefault ? " (default: " + option.fallback() + ")" : "";
        return (option.description() + fallback + required).replace("%", "%%");
    }

    /**
     * Returns the values of the options. Asks on the terminal for required values that are missing.
     *
     * @param console the terminal, or null if there is none
     * @throws ParameterException if required values are missing
     */
    static SeedValues read(
            CommandSpec spec, List<SeedOption<?>> options, CommandEnvironment environment, @Nullable Console console) {
        SeedOptions reader = new SeedOptions(spec, environment);
        List<String> missing = new ArrayList<>();
        for (SeedOption<?> option : options) {
            if (!reader.read(option, console)) {
                missing.add(option.optionName());
            }
        }
        if (!missing.isEmpty()) {
            throw new ParameterException(
                    spec.commandLine(), "the seeders of this app need " + String.join(", ", missing));
        }
        return reader.values;
    }

    /** Reads the value of an option; returns false if it is required and has no value. */
    private <T> boolean read(SeedOption<T> option, @Nullable Console console) {
        OptionSpec declared = spec.findOption(option.optionName());
        Object value = declared == null ? null : declared.getValue();
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
        String prompt = option.description() + " (" + option.optionName() + "): ";
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
        } catch (InvalidPathException e) {
            throw new ParameterException(
                    spec.commandLine(), option.optionName() + " must be a path: " + String.valueOf(e.getReason()));
        } catch (NumberFormatException e) {
            throw new ParameterException(spec.commandLine(), option.optionName() + " must be a whole number");
        }
    }
}
