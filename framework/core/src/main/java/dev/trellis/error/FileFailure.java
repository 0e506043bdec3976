package dev.trellis.error;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;

/**
 * Determines the reason why a file cannot be read or written. The message of the exception is not sufficient, because the
 * messages of several exceptions contain only the path of the file.
 */
public final class FileFailure {
    private FileFailure() {}

    /** Returns the reason of a failure, as a clause without the path. */
    public static String reason(IOException e) {
        if (e instanceof NoSuchFileException) {
            return "there is no such file or folder";
        }
        if (e instanceof AccessDeniedException) {
            return "the permission is missing";
        }
        if (e instanceof NotDirectoryException) {
            return "it is not a folder";
        }
        if (e instanceof CharacterCodingException) {
            return "it is not UTF-8 text";
        }
        if (e instanceof FileAlreadyExistsException) {
            return "there is a file or folder with this name already";
        }
        if (e instanceof FileSystemException failure && failure.getReason() != null) {
            return failure.getReason();
        }
        String message = String.valueOf(e.getMessage());
        int opening = message.lastIndexOf(" (");
        // A message of java.io has the form "path (Permission denied)".
        return e instanceof FileNotFoundException && opening >= 0 && message.endsWith(")")
                ? message.substring(opening + 2, message.length() - 1)
                : message;
    }
}
