package dev.trellis.retail;

import java.util.Optional;

/**
 * Phone numbers with ten digits, and international ones with up to fifteen (ITU-T E.164) that begin with {@code +} or
 * {@code 00}.
 */
public final class NorthAmericanPhoneNumbers implements PhoneNumbers {
    private static final int NATIONAL_DIGITS = 10;
    private static final int MIN_INTERNATIONAL_DIGITS = 8;
    private static final int MAX_INTERNATIONAL_DIGITS = 15;

    @Override
    public Optional<String> normalized(String number, String countryCode) {
        String text = number.strip();
        String digits = text.replaceAll("[^0-9]", "");
        if (text.startsWith("+")) {
            return international(digits);
        }
        if (digits.startsWith("00")) {
            return international(digits.substring(2));
        }
        if (digits.length() == NATIONAL_DIGITS) {
            return Optional.of(countryCode + digits);
        }
        return digits.length() == NATIONAL_DIGITS + countryCode.length() && digits.startsWith(countryCode)
                ? Optional.of(digits)
                : Optional.empty();
    }

    private static Optional<String> international(String digits) {
        return digits.length() < MIN_INTERNATIONAL_DIGITS || digits.length() > MAX_INTERNATIONAL_DIGITS
                ? Optional.empty()
                : Optional.of(digits);
    }
}
