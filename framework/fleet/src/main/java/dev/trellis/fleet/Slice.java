package dev.trellis.fleet;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;

/**
 * One of several equal parts of a fleet. The part of a target depends on its identifier only, so that each target is in
 * exactly one part even if the list of targets changes while the parts run.
 *
 * @param number the number of the part, from 1
 * @param count the number of parts
 */
public record Slice(int number, int count) {
    /** The whole fleet. */
    public static final Slice ALL = new Slice(1, 1);

    /**
     * Creates a slice.
     *
     * @throws FleetException {@code unexpected_value} if the number is not between 1 and the count
     */
    public Slice {
        if (count < 1 || number < 1 || number > count) {
            throw FleetException.badSlice(number + "/" + count);
        }
    }

    /** Returns whether a target is in this slice. */
    public boolean contains(String id) {
        if (count == 1) {
            return true;
        }
        CRC32 crc = new CRC32();
        crc.update(id.getBytes(StandardCharsets.UTF_8));
        return crc.getValue() % count == number - 1;
    }

    @Override
    public String toString() {
        return number + "/" + count;
    }
}
