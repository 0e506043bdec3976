package dev.trellis.cli;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** The errors of commands that do not call {@link dev.trellis.Trellis}, and of commands that plugins add. */
final class CommandException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private CommandException(Problem problem) {
        super(problem);
    }

    static CommandException fileExists(String file) {
        return new CommandException(Problem.of(ErrorName.FILE_EXISTS, "the file already exists and is not overwritten")
                .at(Location.of(file))
                .advice("Remove it first, or choose another name."));
    }

    static CommandException duplicateOption(String option) {
        return new CommandException(Problem.of(
                        ErrorName.DUPLICATE_OPTION,
                        "a seeder adds the option " + option + " to db-create, which already has it")
                .advice("Give the seeder's option another name."));
    }

    static CommandException brokenCommand(Class<?> type, String reason) {
        return new CommandException(
                Problem.of(ErrorName.BROKEN_PLUGIN, "the command " + type.getName() + " cannot be added: " + reason)
                        .advice("Remove the plugin, or report the problem to its author."));
    }

    static CommandException folderNotEmpty(String folder) {
        return new CommandException(Problem.of(ErrorName.FILE_EXISTS, "the folder already exists and is not empty")
                .at(Location.of(folder))
                .advice("Name a new or empty folder: trellis init NAME"));
    }

    static CommandException notAFolder(String file) {
        return new CommandException(
                Problem.of(ErrorName.CANNOT_WRITE, "a file has this path, but a folder is needed here")
                        .at(Location.of(file))
                        .advice("Name another path, or remove the file."));
    }

    static CommandException cannotWrite(String file, String reason) {
        return new CommandException(Problem.of(ErrorName.CANNOT_WRITE, "cannot write the file: " + reason)
                .at(Location.of(file))
                .advice("Check the path and the permissions."));
    }

    static CommandException unknownTemplate(String name, Collection<String> known) {
        return new CommandException(Problem.of(ErrorName.UNKNOWN_TEMPLATE, "there is no template '" + name + "'")
                .advice(ClosestMatch.of(name, known)
                                .map(match -> "Did you mean '" + match + "'? ")
                                .orElse("") + "See: trellis list_templates"));
    }

    /**
     * Reports that a text cannot name a branch and its Java package.
     *
     * @param reason the reason as a clause
     */
    static CommandException badLabel(String label, String reason) {
        return new CommandException(
                Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + label + "' cannot be a label: " + reason)
                        .advice("Choose another label: --label notes"));
    }

    static CommandException badPackage(String name) {
        return new CommandException(
                Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + name + "' is not the name of a Java package")
                        .advice("Write it as in Java: --package com.example.notes"));
    }

    static CommandException noEditor(String file) {
        return new CommandException(Problem.of(ErrorName.NO_EDITOR, "neither $VISUAL nor $EDITOR names an editor")
                .at(Location.of(file))
                .advice("Open the file yourself, or set a variable: export EDITOR=vi"));
    }

    static CommandException editorFailed(String editor, String file, String reason) {
        return new CommandException(Problem.of(ErrorName.EDITOR_FAILED, "the editor '" + editor + "' " + reason)
                .at(Location.of(file))
                .advice("Check $VISUAL and $EDITOR."));
    }

    /** {@code editor_failed}: the script does not exist after the editor has ended. */
    static CommandException scriptRemoved(String editor, String file) {
        return new CommandException(
                Problem.of(ErrorName.EDITOR_FAILED, "the editor '" + editor + "' has removed the script")
                        .at(Location.of(file))
                        .advice("Restore the script, or, if its revision is to be removed, see: trellis history"));
    }
}
