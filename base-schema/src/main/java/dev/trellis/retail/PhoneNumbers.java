package dev.trellis.retail;

import java.util.Optional;

/** The notation of phone numbers in a part of the world. */
public interface PhoneNumbers {

    /**
     * Returns the digits of a phone number, beginning with the country code.
     *
     * @param number the number as a person typed it
     * @param countryCode the country code of numbers without one, for example {@code 1}
     * @return empty for an invalid number
     */
    Optional<String> normalized(String number, String countryCode);
}
