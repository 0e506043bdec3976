package dev.trellis.retail;

import java.util.Optional;

/** Knows how telephone numbers are written. */
public interface PhoneNumbers {

    /**
     * A number as digits alone, its country code in front.
     *
     * @param written as somebody typed it
     * @param countryCode the country of numbers that name none: {@code 1}
     * @return empty when it is no telephone number
     */
    Optional<String> normalized(String written, String countryCode);
}
