package dev.trellis.documentation;

/** Hashes passwords. */
interface PasswordHash {
    String of(String password);
}
