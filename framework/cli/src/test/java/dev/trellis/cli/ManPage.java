package dev.trellis.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** A page of the manual, in the macros of {@code man(7)}, written from the annotations of a command. */
final class ManPage {
    private final CommandSpec command;
    private final StringBuilder text = new StringBuilder();

    private ManPage(CommandSpec command) {
        this.command = command;
    }

    /** Returns the name of the page, which is also the name of its file without the section. */
    static String name(CommandSpec command) {
        return command.qualifiedName("-");
    }

    /** Returns the page of a command. */
    static String of(CommandSpec command) {
        ManPage page = new ManPage(command);
        page.write();
        return page.text.toString();
    }

    private void write() {
        String name = name(command);
        line(".\\\" Written by ManPagesTest from the annotations of the command.");
        line(".TH " + name.toUpperCase(Locale.ROOT).replace("-", "\\-") + " 1 \"\" \"Trellis\" \"Trellis Manual\"");
        heading("NAME");
        line(escaped(name) + " \\- "
                + escaped(uncapitalized(description(command).replaceFirst("\\. .*|\\.$", ""))));
        heading("SYNOPSIS");
        line(".B " + escaped(command.qualifiedName()));
        line(escaped(synopsis()));
        heading("DESCRIPTION");
        line(escaped(description(command)));
        parameters();
        options(
                "OPTIONS",
                command.options().stream().filter(option -> !option.inherited()).toList());
        if (command.parent() == null) {
            commands();
            exitCodes();
            environment();
        } else {
            heading("GLOBAL OPTIONS");
            line("The options of");
            line(".BR trellis (1)");
            line("are accepted, too.");
        }
        heading("SEE ALSO");
        line(command.parent() == null ? seeAlso() : ".BR trellis (1)");
    }

    private String synopsis() {
        List<String> words = new ArrayList<>(List.of("[OPTION]..."));
        for (PositionalParamSpec parameter : command.positionalParameters()) {
            String label = parameter.paramLabel() + (parameter.arity().max() > 1 ? "..." : "");
            words.add(parameter.arity().min() == 0 ? "[" + label + "]" : label);
        }
        if (command.parent() == null) {
            words.add("COMMAND");
        }
        return String.join(" ", words);
    }

    private void parameters() {
        List<PositionalParamSpec> parameters = command.positionalParameters();
        if (!parameters.isEmpty()) {
            heading("ARGUMENTS");
            parameters.forEach(parameter -> entry(".I " + escaped(parameter.paramLabel()), parameter));
        }
    }

    private void options(String title, List<OptionSpec> all) {
        List<OptionSpec> options =
                all.stream().filter(option -> !option.hidden()).toList();
        if (!options.isEmpty()) {
            heading(title);
            options.forEach(option -> entry(".B " + escaped(names(option)), option));
        }
    }

    /** Returns the names of an option with its value; of a name with two spellings, the one with hyphens. */
    private static String names(OptionSpec option) {
        String value = option.arity().max() == 0 ? "" : " " + option.paramLabel();
        return Arrays.stream(option.names())
                .filter(name -> name.indexOf('_') < 0)
                .collect(Collectors.joining(", ", "", value));
    }

    private void entry(String title, ArgSpec argument) {
        line(".TP");
        line(title);
        line(escaped(String.join(" ", argument.description())));
    }

    private void commands() {
        heading("COMMANDS");
        command.subcommands().values().stream().distinct().forEach(each -> {
            line(".TP");
            line(".BR " + escaped(name(each.getCommandSpec())) + " (1)");
            line(escaped(description(each.getCommandSpec())));
        });
    }

    private void exitCodes() {
        heading("EXIT STATUS");
        for (String code :
                List.of("0 success", "1 failure", "2 wrong usage", "3 a check, such as lint or verify, has findings")) {
            line(".TP");
            line(".B " + code.charAt(0));
            line(escaped(code.substring(2)));
        }
    }

    private void environment() {
        heading("ENVIRONMENT");
        line(".TP");
        line(".B TRELLIS_CONFIG");
        line("the configuration, unless \\-\\-config names one");
    }

    private String seeAlso() {
        return command.subcommands().values().stream()
                .distinct()
                .map(each -> ".BR " + escaped(name(each.getCommandSpec())) + " (1)")
                .collect(Collectors.joining(",\n"));
    }

    private static String description(CommandSpec command) {
        return String.join(" ", command.usageMessage().description());
    }

    private static String uncapitalized(String sentence) {
        return sentence.substring(0, 1).toLowerCase(Locale.ROOT) + sentence.substring(1);
    }

    private void heading(String title) {
        line(".SH " + title);
    }

    private void line(String line) {
        text.append(line).append('\n');
    }

    /** Returns a text in which no character is a request or an escape. */
    private static String escaped(String text) {
        String escaped = text.replace("\\", "\\e").replace("-", "\\-");
        return escaped.startsWith(".") || escaped.startsWith("'") ? "\\&" + escaped : escaped;
    }
}
