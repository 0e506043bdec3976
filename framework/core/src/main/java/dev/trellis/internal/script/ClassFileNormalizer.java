package dev.trellis.internal.script;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/**
 * Removes debug information from a class file, so that a change of comments and blank lines in the source does not change the
 * result: line numbers, and the names of the source file and of local variables (The Java Virtual Machine Specification, 4.1
 * and 4.7).
 */
final class ClassFileNormalizer {
    private static final Set<String> DEBUG_ATTRIBUTES = Set.of(
            "LineNumberTable", "LocalVariableTable", "LocalVariableTypeTable", "SourceFile", "SourceDebugExtension");

    private final Map<Integer, String> texts = new HashMap<>();
    private final DataInputStream in;

    private ClassFileNormalizer(DataInputStream in) {
        this.in = in;
    }

    /** Returns the class file without debug information; unchanged if it is not a class file. */
    static byte[] of(byte[] classFile) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(classFile.length);
        try {
            new ClassFileNormalizer(new DataInputStream(new ByteArrayInputStream(classFile)))
                    .file(new DataOutputStream(bytes));
            return bytes.toByteArray();
        } catch (IOException e) {
            return classFile;
        }
    }

    private void file(DataOutputStream out) throws IOException {
        copy(out, 8);
        constants(out);
        copy(out, 6);
        copy(out, 2 * count(out));
        for (int kind = 0; kind < 2; kind++) {
            for (int members = count(out); members > 0; members--) {
                copy(out, 6);
                attributes(out);
            }
        }
        attributes(out);
    }

    private void constants(DataOutputStream out) throws IOException {
        int count = count(out);
        for (int i = 1; i < count; i++) {
            int tag = in.readUnsignedByte();
            out.writeByte(tag);
            switch (tag) {
                case 1 -> {
                    String text = in.readUTF();
                    texts.put(i, text);
                    out.writeUTF(text);
                }
                case 7, 8, 16, 19, 20 -> copy(out, 2);
                case 15 -> copy(out, 3);
                case 5, 6 -> {
                    copy(out, 8);
                    // A long or double occupies two entries of the constant pool.
                    i++;
                }
                default -> copy(out, 4);
            }
        }
    }

    private void attributes(DataOutputStream out) throws IOException {
        for (int remaining = in.readUnsignedShort(); remaining > 0; remaining--) {
            int name = in.readUnsignedShort();
            int length = in.readInt();
            String attribute = texts.getOrDefault(name, "");
            if (DEBUG_ATTRIBUTES.contains(attribute)) {
                in.skipNBytes(length);
            } else if (attribute.equals("Code")) {
                out.writeUTF(attribute);
                copy(out, 4);
                int code = in.readInt();
                out.writeInt(code);
                copy(out, code);
                copy(out, 8 * count(out));
                attributes(out);
            } else {
                out.writeUTF(attribute);
                copy(out, length);
            }
        }
    }

    private int count(DataOutputStream out) throws IOException {
        int count = in.readUnsignedShort();
        out.writeShort(count);
        return count;
    }

    private void copy(DataOutputStream out, int length) throws IOException {
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new IOException("the class file is cut short");
        }
        out.write(bytes);
    }
}
