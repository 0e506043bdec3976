package dev.trellis.cli;

import dev.trellis.error.ClosestMatch;
import dev.trellis.error.ErrorName;
import dev.trellis.error.Location;
import dev.trellis.error.Problem;
import dev.trellis.error.TrellisException;
import java.util.Collection;

/** What goes wrong in what the command line does by itself. */
final class CommandException extends TrellisException {
    private static final long serialVersionUID = 1L;

    private CommandException(Problem problem) {
        super(problem);
    }

    static CommandException fileExists(String file) {
        return new CommandException(
                Problem.of(ErrorName.FILE_EXISTS, "it is there already, and nothing is ever overwritten")
                        .at(Location.of(file))
                        .advice("remove it first, or give another name"));
    }

    static CommandException duplicateOption(String option) {
        return new CommandException(Problem.of(
                        ErrorName.DUPLICATE_OPTION, "a seeder adds " + option + " to db-create, which has it already")
                .advice("give it another name"));
    }

    static CommandException brokenCommand(Class<?> type, String why) {
        return new CommandException(
                Problem.of(ErrorName.BROKEN_PLUGIN, "the command " + type.getName() + " cannot be added: " + why)
                        .advice("take the plugin out, or ask whoever ships it"));
    }

    static CommandException folderNotEmpty(String folder) {
        return new CommandException(
                Problem.of(ErrorName.FILE_EXISTS, "the folder is there already, and it is not empty")
                        .at(Location.of(folder))
                        .advice("name one that is new or empty: trellis init NAME"));
    }

    static CommandException cannotWrite(String file, String why) {
        return new CommandException(Problem.of(ErrorName.CANNOT_WRITE, "it cannot be written: " + why)
                .at(Location.of(file)));
    }

    static CommandException unknownTemplate(String name, Collection<String> known) {
        return new CommandException(Problem.of(ErrorName.UNKNOWN_TEMPLATE, "there is no template '" + name + "'")
                .advice(ClosestMatch.of(name, known)
                                .map(near -> "did you mean '" + near + "'? ")
                                .orElse("") + "see: trellis list_templates"));
    }

    static CommandException badLabel(String label) {
        return new CommandException(
                Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + label + "' cannot name a branch and its Java package")
                        .advice("give one of lower-case letters and digits, a letter first: --label notes"));
    }

    static CommandException badPackage(String name) {
        return new CommandException(Problem.of(ErrorName.ILLEGAL_IDENTIFIER, "'" + name + "' is no Java package")
                .advice("write it as in Java: --package com.example.notes"));
    }

    static CommandException noEditor(String file) {
        return new CommandException(Problem.of(ErrorName.NO_EDITOR, "neither $VISUAL nor $EDITOR names an editor")
                .at(Location.of(file))
                .advice("set one, e.g. export EDITOR=vi, or open the file yourself"));
    }

    static CommandException editorFailed(String editor, String file, String why) {
        return new CommandException(Problem.of(ErrorName.EDITOR_FAILED, "the editor '" + editor + "' " + why)
                .at(Location.of(file))
                .advice("check $VISUAL and $EDITOR"));
    }
}
